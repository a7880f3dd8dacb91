"""Operations of the practice grid: each once, judged by itself, all in one transaction, on the class's own tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from parta.grading.cells import EMPTY, CellContent
from parta.grading.ops import BadOp, CellOp, Op, RecordOp, read_content, wire
from parta.training.models import PracticeCell, PracticeChange, PracticeClass, PracticeLesson
from parta.training.rules import limits
from parta.training.rules.cells import KINDS, why_not
from parta.training.rules.ops import Column, Result

FOREIGN = "Этого урока или ученика в учебном классе нет"
USED_NUMBER = "Операция с этим номером уже была, но в другом месте"
NO_KIND = "Такого вида работы нет"
OTHER_PLACE = "Перекличка пишет только пропуски своего урока"

Pair = tuple[int, int]


@transaction.atomic
def apply(practice: PracticeClass, ops: Sequence[Op], *, now: datetime) -> list[Result]:
    """Apply a batch: one result an operation, in order. The class is locked, so a person's own windows take turns."""
    PracticeClass.objects.select_for_update().get(pk=practice.pk)
    batch = _read(practice, ops, now)
    results = [batch.judge(op) for op in ops]
    batch.write()
    return results


class RollClosed(Exception):
    """The lesson may not be written now; the words say why."""


@transaction.atomic
def take_roll(lesson: PracticeLesson, ops: Sequence[Op], *, now: datetime) -> tuple[list[Result], bool]:
    """Apply the absences, and note the roll when all were applied. Raises RollClosed."""
    opened = bool(lesson.asked_for)
    lock = limits.lock_of(lesson.on, today=lesson.practice.today, is_opened=opened)
    if lock:
        raise RollClosed(limits.why_locked(lock, lesson.on))
    own = [op if _is_of(op, lesson.pk) else BadOp(op.id, OTHER_PLACE) for op in ops]
    results = apply(lesson.practice, own, now=now)
    is_taken = all(result.status == "applied" for result in results)
    if is_taken:
        PracticeLesson.objects.filter(pk=lesson.pk, roll_at=None).update(roll_at=now, changed_at=now)
    return results, is_taken


def _is_of(op: Op, lesson: int) -> bool:
    return isinstance(op, BadOp) or (isinstance(op, CellOp) and op.lesson_id == lesson)


def _read(practice: PracticeClass, ops: Sequence[Op], now: datetime) -> "_Batch":
    pairs = {(op.lesson_id, op.pupil_id) for op in ops if isinstance(op, CellOp)}
    cells = PracticeCell.objects.filter(lesson__practice=practice, lesson__in={lesson for lesson, _ in pairs})
    done = PracticeChange.objects.filter(lesson__practice=practice, op_id__in=[op.id for op in ops])
    return _Batch(
        practice=practice,
        now=now,
        lessons={lesson.pk: lesson for lesson in practice.lessons.all()},
        pupils=set(practice.pupils.values_list("pk", flat=True)),
        cells={(cell.lesson_id, cell.pupil_id): cell for cell in cells},
        done={change.op_id: change for change in done if change.op_id},
    )


@dataclass(slots=True)
class _Batch:
    """The places a batch may touch, as left by the operations judged before."""

    practice: PracticeClass
    now: datetime
    lessons: dict[int, PracticeLesson]
    pupils: set[int]
    cells: dict[Pair, PracticeCell]
    done: dict[UUID, PracticeChange]
    touched: dict[Pair, PracticeCell] = field(default_factory=dict)
    columns: dict[int, PracticeLesson] = field(default_factory=dict)
    changes: list[PracticeChange] = field(default_factory=list)

    def judge(self, op: Op) -> Result:
        if isinstance(op, BadOp):
            return Result(op.id, "refused", why=op.why)
        pupil = op.pupil_id if isinstance(op, CellOp) else None
        before = self.done.get(op.id)
        if before:
            same = (before.lesson_id, before.pupil_id) == (op.lesson_id, pupil)
            return Result(op.id, "applied", before.version) if same else Result(op.id, "refused", why=USED_NUMBER)
        if op.lesson_id not in self.lessons or (pupil is not None and pupil not in self.pupils):
            return Result(op.id, "refused", why=FOREIGN)
        return self._judge_cell(op) if isinstance(op, CellOp) else self._judge_column(op)

    def _judge_cell(self, op: CellOp) -> Result:
        pair = (op.lesson_id, op.pupil_id)
        stored = self.cells.get(pair)
        version, content = (stored.version, read_content(stored.content)) if stored else (0, EMPTY)
        if content == op.cell:
            return Result(op.id, "applied", version)
        told = (*pair, version, content)
        why = self._why_locked(op.lesson_id) or why_not(op.cell)
        if why:
            return Result(op.id, "refused", version, why, told)
        if op.seen != version:
            return Result(op.id, "clash", version, cell=told, at=_clock(stored.changed_at if stored else self.now))
        self._keep(op, stored, content)
        return Result(op.id, "applied", version + 1)

    def _keep(self, op: CellOp, stored: PracticeCell | None, before: CellContent) -> None:
        cell = stored or PracticeCell(lesson_id=op.lesson_id, pupil_id=op.pupil_id, version=0)
        cell.content, cell.version, cell.changed_at = wire(op.cell), cell.version + 1, self.now
        self.cells[op.lesson_id, op.pupil_id] = self.touched[op.lesson_id, op.pupil_id] = cell
        self._note(op, op.pupil_id, wire(before), cell.content, cell.version)

    def _judge_column(self, op: RecordOp) -> Result:
        lesson = self.lessons[op.lesson_id]
        now = Column(lesson.kind, lesson.topic)
        wanted = Column(op.kind_id if op.sets_kind else now.kind, now.topic if op.topic is None else op.topic)
        if wanted == now:
            return Result(op.id, "applied", lesson.version)
        why = self._why_locked(op.lesson_id, record=True) or ("" if wanted.kind in (None, *KINDS) else NO_KIND)
        if why:
            return Result(op.id, "refused", lesson.version, why, column=now)
        if op.seen != lesson.version:
            return Result(op.id, "clash", lesson.version, column=now, at=_clock(lesson.changed_at))
        lesson.kind, lesson.topic = wanted.kind, wanted.topic
        lesson.version, lesson.changed_at = lesson.version + 1, self.now
        self.columns[lesson.pk] = lesson
        self._note(op, None, [now.kind, now.topic], [wanted.kind, wanted.topic], lesson.version)
        return Result(op.id, "applied", lesson.version)

    def _note(self, op: CellOp | RecordOp, pupil: int | None, before: object, after: object, version: int) -> None:
        change = PracticeChange(
            lesson_id=op.lesson_id,
            pupil_id=pupil,
            before=before,
            after=after,
            version=version,
            op_id=op.id,
            at=self.now,
        )
        self.changes.append(change)
        self.done[op.id] = change

    def _why_locked(self, lesson: int, *, record: bool = False) -> str:
        one = self.lessons[lesson]
        rule = limits.record_lock_of if record else limits.lock_of
        return limits.why_locked(rule(one.on, today=self.practice.today, is_opened=bool(one.asked_for)), one.on)

    def write(self) -> None:
        """A few statements, however long the batch is."""
        fresh = [cell for cell in self.touched.values() if cell.pk is None]
        known = [cell for cell in self.touched.values() if cell.pk is not None]
        PracticeCell.objects.bulk_create(fresh)
        PracticeCell.objects.bulk_update(known, ["content", "version", "changed_at"])
        PracticeLesson.objects.bulk_update(self.columns.values(), ["kind", "topic", "version", "changed_at"])
        PracticeChange.objects.bulk_create(self.changes)


def _clock(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.hour}:{local.minute:02}"
