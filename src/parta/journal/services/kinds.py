"""The school's own list of kinds of work."""

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
