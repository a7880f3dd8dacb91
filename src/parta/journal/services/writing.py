"""Putting judged operations into the tables: a few statements a batch, however long it is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from parta.accounts.models import User
from parta.grading.cells import MarkContent
from parta.journal.rules.ops import StoredCell, StoredRecord
from parta.lib import sql

from .history import Told, write_history

CELL = ("version", "absence", "late_minutes", "comment", "changed_at", "changed_by_id")
MARK = ("value", "word", "work_kind_id", "comment", "part", "retakes", "due_on", "author_id", "at")
RECORD = ("version", "topic", "work_kind_id", "topic_at", "changed_at")


@dataclass(slots=True)
class Written:
    """What a batch changes: each place from what it was before the batch to what it is after, and the history."""

    cells: dict[tuple[int, int], tuple[StoredCell, StoredCell]] = field(default_factory=dict)
    records: dict[int, StoredRecord] = field(default_factory=dict)
    history: list[Told] = field(default_factory=list)

    def cell(self, op: UUID, old: StoredCell, new: StoredCell, *, label: str) -> None:
        pair = (new.lesson_id, new.pupil_id)
        self.cells[pair] = (self.cells[pair][0] if pair in self.cells else old, new)
        self.history.append(
            Told("journal.set_cell", "cell", new.lesson_id, new.pupil_id, label, told_cell(old), told_cell(new), op)
        )

    def record(self, op: UUID, old: StoredRecord, new: StoredRecord, *, label: str) -> None:
        self.records[new.lesson_id] = new
        self.history.append(
            Told("journal.set_record", "lesson", new.lesson_id, None, label, told_record(old), told_record(new), op)
        )


def told_cell(cell: StoredCell) -> dict[str, object]:
    """A cell as the history keeps it; only what is not empty, besides the version."""
    content = cell.content
    told: dict[str, object] = {"version": cell.version}
    if content.absence:
        told["absence"] = content.absence
    if content.late is not None:
        told["late"] = content.late
    if content.comment:
        told["comment"] = content.comment
    if content.marks:
        told["marks"] = [[*mark[:6], mark.due_on and mark.due_on.isoformat()] for mark in content.marks]
    return told


def told_record(record: StoredRecord) -> dict[str, object]:
    return {"version": record.version, "topic": record.topic, "kind": record.kind_id}


def make_rows(pairs: Iterable[tuple[int, int]], lessons: Iterable[int], *, now: datetime) -> None:
    """Make sure that there are rows to lock. A row of version 0 means that nothing is written yet."""
    at = sql.instant_in(now)
    cells = [(lesson, pupil, 0, "", None, "", at, None) for lesson, pupil in sorted(pairs)]
    sql.insert("journal_cell", ("lesson_id", "pupil_id", *CELL), cells, end="ON CONFLICT DO NOTHING")
    records = [(lesson, 0, "", None, None, at) for lesson in sorted(lessons)]
    sql.insert("journal_lessonrecord", ("lesson_id", *RECORD), records, end="ON CONFLICT DO NOTHING")


def write(written: Written, *, by: User, now: datetime) -> None:
    """Write cells, their marks, columns and the history rows."""
    if written.cells:
        _write_cells(written.cells.values(), by=by.pk, now=now)
    if written.records:
        _write_records(written.records.values(), now=now)
    write_history(written.history, by=by, now=now)


def _write_cells(changed: Collection[tuple[StoredCell, StoredCell]], *, by: int, now: datetime) -> None:
    at = sql.instant_in(now)
    rows = [
        (new.lesson_id, new.pupil_id, new.version, new.content.absence, new.content.late, new.content.comment, at, by)
        for _, new in changed
    ]
    keys = ("lesson_id", "pupil_id")
    found = sql.insert(
        "journal_cell", keys + CELL, rows, end=sql.on_conflict(keys, CELL), returning="id, lesson_id, pupil_id"
    )
    cell_ids = {(lesson, pupil): pk for pk, lesson, pupil in found}
    _drop_marks(changed, cell_ids)
    fresh = [
        (cell_ids[new.lesson_id, new.pupil_id], place, *mark, by, at)
        for old, new in changed
        for place, mark in _differing(old.content.marks, new.content.marks)
    ]
    keys = ("cell_id", "position")
    sql.insert("journal_mark", keys + MARK, fresh, end=sql.on_conflict(keys, MARK))


def _drop_marks(changed: Iterable[tuple[StoredCell, StoredCell]], cell_ids: dict[tuple[int, int], int]) -> None:
    """Take away the marks beyond the new number of each cell; what they were stays in the history."""
    shorter: dict[int, list[int]] = {}
    for old, new in changed:
        left = len(new.content.marks)
        if left < len(old.content.marks):
            shorter.setdefault(left, []).append(cell_ids[new.lesson_id, new.pupil_id])
    for left, cells in shorter.items():
        which = f"position >= %s AND cell_id IN ({sql.places(len(cells))})"
        sql.run(f"DELETE FROM journal_mark WHERE {which}", [left, *cells])  # noqa: S608


def _differing(before: tuple[MarkContent, ...], after: tuple[MarkContent, ...]) -> list[tuple[int, MarkContent]]:
    """The marks to write, with their places; an untouched mark keeps its author and instant."""
    return [(place, mark) for place, mark in enumerate(after) if place >= len(before) or before[place] != mark]


def _write_records(records: Iterable[StoredRecord], *, now: datetime) -> None:
    """The instant of the first topic stays: the control report asks when the lesson was first filled."""
    at = sql.instant_in(now)
    rows = [(new.lesson_id, new.version, new.topic, new.kind_id, at if new.topic else None, at) for new in records]
    first = "topic_at = COALESCE(journal_lessonrecord.topic_at, excluded.topic_at)"
    others = [name for name in RECORD if name != "topic_at"]
    sql.insert(
        "journal_lessonrecord", ("lesson_id", *RECORD), rows, end=f"{sql.on_conflict(['lesson_id'], others)}, {first}"
    )
