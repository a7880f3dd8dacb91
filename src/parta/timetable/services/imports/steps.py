"""Rows written by an import, remembered as steps that can be taken back (`ImportBatch.undo`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model

from parta.accounts.models import User
from parta.audit.models import Change
from parta.audit.services import record_all

Step = dict[str, Any]
Row = TypeVar("Row", bound=Model)
BATCH = 500  # rows a statement


@dataclass
class Steps:
    by: User
    done: list[Step] = field(default_factory=list)
    history: list[Change] = field(default_factory=list)

    def add(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Make the rows; their keys are set."""
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
            self.done.append({"do": "add", "model": rows[0]._meta.model_name, "ids": [row.pk for row in rows]})
        return rows

    def change(self, row: Model, before: Mapping[str, Any]) -> None:
        """Remember what a row already changed was."""
        after = {name: plain(getattr(row, name)) for name in before}
        values = {name: plain(value) for name, value in before.items()}
        self.done.append(
            {"do": "change", "model": row._meta.model_name, "id": row.pk, "before": values, "after": after}
        )

    def tell(self, action: str, row: Model, label: str, *, before: Any = None, after: Any = None) -> None:
        self.history.append(
            Change(
                action=action, by=self.by, target_kind=kind_of(row),
                target_id=row.pk, label=label[:255], before=before, after=after,
            )
        )  # fmt: skip

    def write_history(self) -> None:
        record_all(self.history)


def kind_of(row: Model) -> str:
    """The target kind in history, as the app's other services write it."""
    name = row._meta.model_name or ""
    return "entry" if name == "timetableentry" else name


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def stored(row: Model) -> dict[str, Any]:
    """All fields by attribute name as JSON, the key too: a row comes back under its own number."""
    return {field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def keys(rows: Iterable[Model]) -> list[Any]:
    return [row.pk for row in rows]
