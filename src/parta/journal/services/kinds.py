"""The school's own list of kinds of work."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User
from parta.audit.services import record
from parta.journal.models import WorkKind
from parta.journal.rules.kinds import DEFAULTS


def ensure_default_kinds(*, by: User | None = None) -> dict[str, WorkKind]:
    """Make the usual kinds where the school has none yet; return all kinds by name. Safe to call again."""
    with transaction.atomic():
        if not WorkKind.objects.exists():
            WorkKind.objects.bulk_create(
                WorkKind(
                    name=kind.name, short_name=kind.short_name, tone=kind.tone, weight=kind.weight,
                    counts=kind.counts, is_control=kind.is_control, is_default=place == 0, position=place,
                )
                for place, kind in enumerate(DEFAULTS)
            )  # fmt: skip
            record("journal.ensure_kinds", by=by, label="виды работ", after=[kind.name for kind in DEFAULTS])
    return {kind.name: kind for kind in WorkKind.objects.all()}


def save_kind(kind: WorkKind, *, before: dict[str, Any] | None, by: User) -> WorkKind:
    """Keep a kind whose fields a form has checked; the new default takes the place of the old one.

    `before` is the kind as it was, None for a new one. Raises ValidationError when no default would be left.
    """
    if kind.is_default and not kind.is_active:
        raise ValidationError({"is_active": "Вид по умолчанию должен использоваться."})
    if before and before["is_default"] and not kind.is_default:
        raise ValidationError({"as_default": "Сделайте другой вид видом по умолчанию: этот сменится сам."})
    with transaction.atomic():
        if kind.is_default:
            WorkKind.objects.filter(is_default=True).exclude(pk=kind.pk).update(is_default=False)
        kind.save()
        record(
            "journal.save_kind", by=by, target=("work_kind", kind.pk), label=kind.name, before=before, after=told(kind)
        )
    return kind


def told(kind: WorkKind) -> dict[str, Any]:
    """A kind as the history keeps it."""
    return {name: getattr(kind, name) for name in FIELDS}


FIELDS = ("name", "short_name", "tone", "weight", "counts", "is_control", "is_default", "is_active", "position")
