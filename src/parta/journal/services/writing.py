"""Putting judged operations into the tables: a few statements a batch, however long it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from parta.accounts.models import User
from parta.audit.models import Change
from parta.journal.models import Cell, LessonRecord, Mark
from parta.journal.rules.marks import MarkContent
from parta.journal.rules.ops import StoredCell, StoredRecord

CELL_FIELDS = ["version", "absence", "late_minutes", "comment", "changed_at", "changed_by"]
MARK_FIELDS = ["value", "word", "work_kind", "part", "retakes", "due_on", "comment", "author", "at"]


@dataclass(slots=True)
class Written:
    """What a batch changes: each place from what it was before the batch to what it is after, and the history."""

    cells: dict[tuple[int, int], tuple[StoredCell, StoredCell]] = field(default_factory=dict)
    records: dict[int, tuple[StoredRecord, StoredRecord]] = field(default_factory=dict)
    history: list[Change] = field(default_factory=list)

    def cell(self, op: UUID, old: StoredCell, new: StoredCell, *, label: str) -> None:
        pair = (new.lesson_id, new.pupil_id)
        self.cells[pair] = (self.cells[pair][0] if pair in self.cells else old, new)
        self.history.append(
            Change(
                action="journal.set_cell", target_kind="cell", target_id=new.lesson_id, pupil_id=new.pupil_id,
                label=label[:255], before=told_cell(old), after=told_cell(new), op_id=op,
            )
        )  # fmt: skip

    def record(self, op: UUID, old: StoredRecord, new: StoredRecord, *, label: str) -> None:
        self.records[new.lesson_id] = (self.records.get(new.lesson_id, (old, new))[0], new)
        self.history.append(
            Change(
                action="journal.set_record", target_kind="lesson", target_id=new.lesson_id, label=label[:255],
                before=told_record(old), after=told_record(new), op_id=op,
            )
        )  # fmt: skip


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


def make_rows(pairs: Iterable[tuple[int, int]], lessons: Iterable[int]) -> None:
    """Make sure that there are rows to lock. A row of version 0 means nothing is written yet."""
    cells = [Cell(lesson_id=lesson, pupil_id=pupil, version=0) for lesson, pupil in sorted(pairs)]
    records = [LessonRecord(lesson_id=lesson, version=0) for lesson in sorted(lessons)]
    if cells:
        Cell.objects.bulk_create(cells, ignore_conflicts=True)
    if records:
        LessonRecord.objects.bulk_create(records, ignore_conflicts=True)


def write(written: Written, *, by: User, now: datetime) -> None:
    """Write cells, their marks, columns and the history rows."""
    if written.cells:
        _write_cells(list(written.cells.values()), by=by, now=now)
    if written.records:
        _write_records(list(written.records.values()), now=now)
    for change in written.history:
        change.by, change.at = by, now
    Change.objects.bulk_create(written.history)


def _write_cells(changed: list[tuple[StoredCell, StoredCell]], *, by: User, now: datetime) -> None:
    rows = Cell.objects.bulk_create(
        [
            Cell(
                lesson_id=new.lesson_id, pupil_id=new.pupil_id, version=new.version, absence=new.content.absence,
                late_minutes=new.content.late, comment=new.content.comment, changed_at=now, changed_by=by,
            )
            for _, new in changed
        ],
        update_conflicts=True, unique_fields=["lesson", "pupil"], update_fields=CELL_FIELDS,
    )  # fmt: skip
    fresh: list[Mark] = []
    shorter: dict[int, list[int]] = {}
    for row, (old, new) in zip(rows, changed, strict=True):
        before, after = old.content.marks, new.content.marks
        fresh += [_mark(row.pk, place, mark, by, now) for place, mark in _differing(before, after)]
        if len(after) < len(before):
            shorter.setdefault(len(after), []).append(row.pk)
    for size, cells in shorter.items():
        Mark.objects.filter(cell_id__in=cells, position__gte=size).delete()
    if fresh:
        Mark.objects.bulk_create(
            fresh, update_conflicts=True, unique_fields=["cell", "position"], update_fields=MARK_FIELDS
        )


def _differing(before: tuple[MarkContent, ...], after: tuple[MarkContent, ...]) -> list[tuple[int, MarkContent]]:
    """The marks to write, with their places; an untouched mark keeps its author and instant."""
    return [(place, mark) for place, mark in enumerate(after) if place >= len(before) or before[place] != mark]


def _mark(cell_id: int, place: int, mark: MarkContent, by: User, now: datetime) -> Mark:
    return Mark(
        cell_id=cell_id, position=place, value=mark.value, word=mark.word, work_kind_id=mark.kind_id, part=mark.part,
        retakes=mark.retakes, due_on=mark.due_on, comment=mark.comment, author=by, at=now,
    )  # fmt: skip


def _write_records(changed: list[tuple[StoredRecord, StoredRecord]], *, now: datetime) -> None:
    """The instant of the first topic stays: the control report asks when the lesson was first filled."""
    known = dict(
        LessonRecord.objects.filter(pk__in=[new.lesson_id for _, new in changed]).values_list("pk", "topic_at")
    )
    LessonRecord.objects.bulk_create(
        [
            LessonRecord(
                lesson_id=new.lesson_id, topic=new.topic, work_kind_id=new.kind_id, version=new.version,
                topic_at=known.get(new.lesson_id) or (now if new.topic else None), changed_at=now,
            )
            for _, new in changed
        ],
        update_conflicts=True, unique_fields=["lesson"],
        update_fields=["topic", "work_kind", "version", "topic_at", "changed_at"],
    )  # fmt: skip
