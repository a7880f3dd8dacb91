"""Saving one row with its history: validated, then saved, then recorded."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from parta.accounts.models import User
from parta.audit import services as audit

from ..models import Pupil


def kind_of(row: Model) -> str:
    """The target kind in history: «course», «schoolclass»."""
    return row._meta.model_name or ""


def add(row: Model, action: str, *, by: User, label: str = "", pupil_id: int | None = None) -> None:
    """Save a new row and record every field it was given. Raises ValidationError in Russian."""
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.full_clean()  # another has just written the same: say what
        raise
    given = {name: value for name, value in shown(row).items() if value not in ("", None)}
    audit.record(
        action, by=by, target=(kind_of(row), row.pk), pupil_id=pupil_id or child_of(row), label=label or str(row),
        after=given,
    )  # fmt: skip


def change(row: Model, action: str, fields: Mapping[str, Any], *, by: User, label: str = "") -> bool:
    """Set the fields, save, and record those that differ; False and no record when none does."""
    before, kept = shown(row, fields), {name: getattr(row, name) for name in fields}
    assign(row, fields)
    try:
        row.full_clean()
    except ValidationError:
        assign(row, kept)
        raise
    after = shown(row, fields)
    differing = [name for name in before if before[name] != after[name]]
    if not differing:
        return False
    row.save(update_fields=list(fields))
    audit.record(
        action, by=by, target=(kind_of(row), row.pk), pupil_id=child_of(row), label=label or str(row),
        before={name: before[name] for name in differing}, after={name: after[name] for name in differing},
    )  # fmt: skip
    return True


def assign(row: Model, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)


def remove(row: Model, action: str, *, by: User, label: str = "", pupil_id: int | None = None) -> None:
    """Delete a row that nothing was built on, keeping in history what it was."""
    audit.record(
        action, by=by, target=(kind_of(row), row.pk), pupil_id=pupil_id, label=label or str(row), before=shown(row)
    )
    row.delete()


def shown(row: Model, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Fields as history keeps them: Russian name → JSON value, so that they stay readable when the code changes."""
    fields = (field for field in row._meta.concrete_fields if not field.primary_key)
    wanted = None if names is None else set(names)
    return {
        str(field.verbose_name): plain(getattr(row, field.name))
        for field in fields
        if wanted is None or field.name in wanted
    }


def plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value)


def child_of(row: Model) -> int | None:
    """The pupil a row is about, for the child's own history."""
    return row.pk if isinstance(row, Pupil) else None
