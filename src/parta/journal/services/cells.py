"""Applying operations to cells and columns: each once, judged by itself, all in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from parta.accounts.models import User
from parta.grading.cells import EMPTY
from parta.grading.ops import BadOp, CellOp, Op, RecordOp
from parta.journal.access import OpenJournal
from parta.journal.queries.cells import stored_cells
from parta.journal.queries.records import authors_of_cells, authors_of_records, stored_records
from parta.journal.rules.ops import Result, StoredCell, StoredRecord

from . import writing
from .ground import Ground, read_ground
from .history import Place, done_before

USED_NUMBER = "Операция с этим номером уже была, но в другом месте"

Pair = tuple[int, int]


def apply(journal: OpenJournal, ops: Sequence[Op], *, user: User, now: datetime) -> list[Result]:
    """Apply a batch: one result an operation, in order; everything accepted is committed together.

    An operation sent again answers `applied` again and changes nothing. One that asks for what is already there is
    applied without a new version.
    """
    ground = read_ground(journal, ops, now=now)
    with transaction.atomic():
        return apply_inside(ground, ops, user=user, now=now)


def apply_inside(ground: Ground, ops: Sequence[Op], *, user: User, now: datetime) -> list[Result]:
    """The same within the caller's transaction."""
    batch = _read_batch(ground, ops, user=user, now=now)
    results = [batch.judge(op) for op in ops]
    writing.write(batch.written, by=user, now=now)
    return _with_authors(results, now=now)


@dataclass(slots=True)
class _Batch:
    """The state of the places an operation may touch, as left by the operations judged before it."""

    ground: Ground
    by: User
    now: datetime
    done: dict[UUID, tuple[Place, int]]  # applied earlier: where, and the version it made
    cells: dict[Pair, StoredCell]
    records: dict[int, StoredRecord]
    written: writing.Written = field(default_factory=writing.Written)

    def judge(self, op: Op) -> Result:
        if isinstance(op, BadOp):
            return Result(op.id, "refused", why=op.why)
        if op.id in self.done:
            place, version = self.done[op.id]
            same = place == _place(op)
            return Result(op.id, "applied", version) if same else Result(op.id, "refused", why=USED_NUMBER)
        return self._judge_cell(op) if isinstance(op, CellOp) else self._judge_record(op)

    def _judge_cell(self, op: CellOp) -> Result:
        why = self.ground.why_foreign(op)
        if why:
            return Result(op.id, "refused", why=why)
        pair = (op.lesson_id, op.pupil_id)
        old = self.cells.get(pair) or StoredCell(*pair, 0, EMPTY)
        wanted = self.ground.excused(op)
        if old.content == wanted:
            return Result(op.id, "applied", old.version, stored=old if wanted != op.cell else None)
        why = self.ground.why_not_cell(op, old.content)
        if why:
            return Result(op.id, "refused", old.version, why, old)
        if op.seen != old.version:
            return Result(op.id, "clash", old.version, stored=old)
        new = StoredCell(*pair, old.version + 1, wanted)
        self.cells[pair] = new
        self.done[op.id] = (_place(op), new.version)
        self.written.cell(op.id, old, new, label=self.ground.label(*pair))
        return Result(op.id, "applied", new.version, stored=new if wanted != op.cell else None)

    def _judge_record(self, op: RecordOp) -> Result:
        why = self.ground.why_foreign(op)
        if why:
            return Result(op.id, "refused", why=why)
        old = self.records.get(op.lesson_id) or StoredRecord(op.lesson_id, 0, None, "")
        topic = old.topic if op.topic is None else op.topic
        kind_id = op.kind_id if op.sets_kind else old.kind_id
        if (topic, kind_id) == (old.topic, old.kind_id):
            return Result(op.id, "applied", old.version)
        why = self.ground.why_not_record(op, old.kind_id)
        if why:
            return Result(op.id, "refused", old.version, why, old)
        if op.seen != old.version:
            return Result(op.id, "clash", old.version, stored=old)
        new = StoredRecord(op.lesson_id, old.version + 1, kind_id, topic)
        self.records[op.lesson_id] = new
        self.done[op.id] = (_place(op), new.version)
        self.written.record(op.id, old, new, label=self.ground.label(op.lesson_id))
        return Result(op.id, "applied", new.version)


def _place(op: CellOp | RecordOp) -> Place:
    if isinstance(op, CellOp):
        return ("cell", op.lesson_id, op.pupil_id)
    return ("lesson", op.lesson_id, None)


def _read_batch(ground: Ground, ops: Sequence[Op], *, user: User, now: datetime) -> _Batch:
    """Lock what the batch touches, then read it; whoever sends the same operation again waits here."""
    own = [op for op in ops if not isinstance(op, BadOp) and not ground.why_foreign(op)]
    pairs = {(op.lesson_id, op.pupil_id) for op in own if isinstance(op, CellOp)}
    lessons = {op.lesson_id for op in own if isinstance(op, RecordOp)}
    if connection.features.has_select_for_update:
        _make_rows(ground, own, now=now)
    return _Batch(
        ground=ground,
        by=user,
        now=now,
        cells=stored_cells(pairs, lock=True) if pairs else {},
        records=stored_records(lessons, lock=True) if lessons else {},
        done=done_before([op.id for op in ops], by=user),
    )


def _make_rows(ground: Ground, ops: Sequence[CellOp | RecordOp], *, now: datetime) -> None:
    """Make the rows that operations are the first to write, so that there is something to lock."""
    firsts = [op for op in ops if op.seen == 0]
    cells = [op for op in firsts if isinstance(op, CellOp) and op.cell != EMPTY]
    columns = [op for op in firsts if isinstance(op, RecordOp)]
    pairs = {(op.lesson_id, op.pupil_id) for op in cells if not ground.why_not_cell(op, EMPTY)}
    writing.make_rows(pairs, {op.lesson_id for op in columns if not ground.why_not_record(op, None)}, now=now)


def _with_authors(results: list[Result], *, now: datetime) -> list[Result]:
    """Tell the clashes who wrote what is there, and when."""
    clashes = [result.stored for result in results if result.status == "clash"]
    if not clashes:
        return results
    cells = authors_of_cells({(at.lesson_id, at.pupil_id) for at in clashes if isinstance(at, StoredCell)}, now=now)
    records = authors_of_records({at.lesson_id for at in clashes if isinstance(at, StoredRecord)}, now=now)
    found = []
    for result in results:
        if result.status == "clash" and isinstance(result.stored, StoredCell):
            by, at = cells.get((result.stored.lesson_id, result.stored.pupil_id), ("", ""))
            result = replace(result, by=by, at=at)
        elif result.status == "clash" and isinstance(result.stored, StoredRecord):
            by, at = records.get(result.stored.lesson_id, ("", ""))
            result = replace(result, by=by, at=at)
        found.append(result)
    return found
