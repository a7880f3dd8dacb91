"""Changes of many rows, thought out first and written at once: added, changed, removed, with their history.

A dry run fills a ledger and drops it; an import fills the same ledger and writes it. What was written is kept as steps
from which `undo` can take it back.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from parta.accounts.models import User
from parta.audit import services as audit
from parta.audit.models import Change

from ...models import (
    Course,
    Employee,
    Enrolment,
    GroupMembership,
    Guardian,
    Guardianship,
    Pupil,
    SchoolClass,
    StudyGroup,
    Subject,
)
from .. import rows

# Written in this order, taken back in the opposite: a row comes after those it points to.
MODELS: list[type[Model]] = [
    User, Employee, Subject, SchoolClass, StudyGroup, Pupil, Guardian, Guardianship, Enrolment, GroupMembership, Course,
]  # fmt: skip
BY_NAME = {str(model._meta.model_name): model for model in MODELS}
WORDS = {"user": "учётная запись"}  # of fields whose model has none
Step = dict[str, Any]  # JSON of one step in ImportBatch.undo


@dataclass(slots=True)
class Entry:
    """One row of the ledger. `before` has the old values of the fields that differ, by attribute name."""

    row: Model
    action: str = ""
    label: str = ""
    pupil: Pupil | None = None
    before: dict[str, Any] = field(default_factory=dict)
    said: Any = None  # what history keeps as «after» instead of the row's fields


@dataclass(slots=True)
class Ledger:
    added: dict[type[Model], list[Entry]] = field(default_factory=dict)
    changed: dict[type[Model], dict[int, Entry]] = field(default_factory=dict)  # by primary key
    removed: dict[type[Model], list[Model]] = field(default_factory=dict)

    def add(
        self, row: Model, action: str = "", *, label: str = "", pupil: Pupil | None = None, said: Any = None
    ) -> None:
        """Plan a new row. Without an action history keeps silent of it: another row tells of it."""
        entry = Entry(row, action, label, pupil or (row if isinstance(row, Pupil) else None), said=said)
        self.added.setdefault(type(row), []).append(entry)

    def change(
        self, row: Model, fields: Mapping[str, Any], action: str = "", *, label: str = "", pupil: Pupil | None = None
    ) -> None:
        """Set the fields of a row, which is not yet written, or is changed more than once, as well as any."""
        if row.pk is None:
            rows.assign(row, fields)
            return
        of_model = self.changed.setdefault(type(row), {})
        if row.pk not in of_model:
            of_model[row.pk] = Entry(row, action, label, pupil or (row if isinstance(row, Pupil) else None))
        for name, value in fields.items():
            of_model[row.pk].before.setdefault(name, getattr(row, name))
            setattr(row, name, value)

    def remove(self, row: Model) -> None:
        self.removed.setdefault(type(row), []).append(row)

    def count(self, model: type[Model]) -> int:
        return len(self.added.get(model, []))

    def write(self, *, by: User) -> list[Step]:
        """Write everything, in a number of queries that does not depend on the number of rows; return the steps."""
        steps: list[Step] = []
        for model in MODELS:
            steps += self._write_removed(model)
            steps += self._write_changed(model)
            steps += self._write_added(model)
        audit.record_all(self._history(by))
        return steps

    def _write_removed(self, model: type[Model]) -> Iterable[Step]:
        gone = self.removed.get(model, [])
        model._default_manager.filter(pk__in=[row.pk for row in gone]).delete()
        return [{"do": "remove", "model": model._meta.model_name, "values": stored(row)} for row in gone]

    def _write_changed(self, model: type[Model]) -> Iterable[Step]:
        entries = [entry for entry in self.changed.get(model, {}).values() if entry.before]
        names = sorted({name for entry in entries for name in entry.before})
        if names:
            model._default_manager.bulk_update([entry.row for entry in entries], names, batch_size=500)
        return [
            {
                "do": "change", "model": model._meta.model_name, "id": entry.row.pk,
                "before": {name: plain(value) for name, value in entry.before.items()},
                "after": {name: plain(getattr(entry.row, name)) for name in entry.before},
            }
            for entry in entries
        ]  # fmt: skip

    def _write_added(self, model: type[Model]) -> Iterable[Step]:
        new = [entry.row for entry in self.added.get(model, [])]
        if not new:
            return []
        model._default_manager.bulk_create(new)
        return [{"do": "add", "model": model._meta.model_name, "ids": [row.pk for row in new]}]

    def _history(self, by: User) -> Iterable[Change]:
        for model in MODELS:
            for entry in self.changed.get(model, {}).values():
                if entry.action and entry.before:
                    yield self._change(entry, by, before=worded(entry.row, entry.before.__getitem__, entry.before))
            for entry in self.added.get(model, []):
                if entry.action:
                    yield self._change(entry, by, before=None)

    def _change(self, entry: Entry, by: User, *, before: Any) -> Change:
        if before is None:
            given = entry.said or {
                name: value for name, value in rows.shown(entry.row).items() if value not in ("", None)
            }
        else:
            given = worded(entry.row, lambda name: getattr(entry.row, name), entry.before)
        return Change(
            action=entry.action, by=by, target_kind=rows.kind_of(entry.row), target_id=entry.row.pk,
            pupil_id=entry.pupil.pk if entry.pupil else None, label=(entry.label or str(entry.row))[:255],
            before=before, after=given,
        )  # fmt: skip


def worded(row: Model, value_of: Callable[[str], Any], names: Iterable[str]) -> dict[str, Any]:
    """Fields as history shows them: Russian name → JSON value."""
    return {field_words(row, name): rows.plain(value_of(name)) for name in names}


def field_words(row: Model, name: str) -> str:
    field: Any = row._meta.get_field(name)
    return WORDS.get(name) or str(field.verbose_name)


def stored(row: Model) -> dict[str, Any]:
    """All fields but the key, by attribute name, as JSON."""
    return {
        name.attname: plain(getattr(row, name.attname)) for name in row._meta.concrete_fields if not name.primary_key
    }


def plain(value: Any) -> Any:
    """A field's value as JSON; a row it points to is its key."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
