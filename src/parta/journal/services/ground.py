"""What the operations of one batch are judged by: their lessons, pupils and kinds of work, read once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from parta.grading.cells import CellContent, why_not_allowed
from parta.grading.ops import BadOp, CellOp, Op, RecordOp
from parta.journal.access import OpenJournal
from parta.journal.models import Absence, AbsenceNotice, WorkKind
from parta.journal.queries.lessons import lessons_by_id
from parta.journal.rules import limits
from parta.journal.rules.limits import LessonFacts
from parta.lib import sql

FOREIGN_LESSON = "Этого урока нет в журнале"
FOREIGN_PUPIL = "Ученика не было в этой группе {on}"
READ_ONLY = "Этот урок вы только читаете"
Excuse = tuple[date, date, str]  # first day, last day, letter

UNKNOWN_KIND = "Такого вида работы нет или он больше не используется"


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    stays: list[tuple[date, date | None]]

    def was_here(self, on: date) -> bool:
        return any(from_on <= on and (to_on is None or on <= to_on) for from_on, to_on in self.stays)


@dataclass(frozen=True, slots=True)
class Ground:
    journal: OpenJournal
    today: date
    lessons: dict[int, LessonFacts]
    members: dict[int, Member]
    kinds: dict[int, bool]  # key → in use; read only when an operation names a kind
    excuses: dict[int, list[Excuse]]  # pupil → confirmed notices; read only when an operation says «н»

    def excused(self, op: CellOp) -> CellContent:
        """What is to be written: «н» of a day with a confirmed notice of the parents takes its letter (domain §2)."""
        if op.cell.absence == Absence.UNKNOWN and op.lesson_id in self.lessons:
            on = self.lessons[op.lesson_id].on
            for from_on, to_on, letter in self.excuses.get(op.pupil_id, []):
                if from_on <= on <= to_on:
                    return op.cell._replace(absence=letter)
        return op.cell

    def why_foreign(self, op: CellOp | RecordOp) -> str:
        """Say why the user may never write this place; "" when the place is theirs."""
        lesson = self.lessons.get(op.lesson_id)
        if lesson is None:
            return FOREIGN_LESSON
        if not self.journal.may_write(lesson.substitute_id):
            return READ_ONLY
        if isinstance(op, CellOp):
            member = self.members.get(op.pupil_id)
            if member is None or not member.was_here(lesson.on):
                return FOREIGN_PUPIL.format(on=limits.in_words(lesson.on))
        return ""

    def why_closed(self, lesson_id: int) -> str:
        """Say why the lesson's cells may not be written now; "" when they may."""
        return self._why_locked(self.lessons[lesson_id], limits.lock_of)

    def why_not_cell(self, op: CellOp, stored: CellContent) -> str:
        """Say why the place may not be written now, or not with this; "" when it may."""
        return self.why_closed(op.lesson_id) or self._why_not_content(op.cell, stored)

    def why_not_record(self, op: RecordOp, stored_kind: int | None) -> str:
        why = self._why_locked(self.lessons[op.lesson_id], limits.record_lock_of)
        if why or not op.sets_kind or op.kind_id in (None, stored_kind):
            return why
        return "" if self.kinds.get(op.kind_id) else UNKNOWN_KIND

    def _why_locked(self, lesson: LessonFacts, rule: limits.LockRule) -> str:
        days, closed = self.journal.edit_days, self.journal.course.year_closed
        lock = rule(lesson, today=self.today, edit_days=days, year_closed=closed)
        return limits.why_locked(lock, lesson, edit_days=days) if lock else ""

    def _why_not_content(self, wanted: CellContent, stored: CellContent) -> str:
        old = {mark.kind_id for mark in stored.marks}
        if any(not (kind is None or kind in old or self.kinds.get(kind)) for kind in kinds_in(wanted)):
            return UNKNOWN_KIND
        return why_not_allowed(wanted, scale=self.journal.course.scale, allows_one=self.journal.allows_one)

    def label(self, lesson_id: int, pupil_id: int | None = None) -> str:
        """«7Б · Алгебра · 23.11 · Ермакова Дарья», for the history."""
        course = self.journal.course
        words = f"{course.group} · {course.subject} · {self.lessons[lesson_id].on:%d.%m}"
        return words if pupil_id is None else f"{words} · {self.members[pupil_id].name}"


def kinds_in(cell: CellContent) -> list[int | None]:
    return [mark.kind_id for mark in cell.marks]


def read_ground(journal: OpenJournal, ops: Sequence[Op], *, now: datetime, lesson_id: int | None = None) -> Ground:
    """Two or three queries, whatever the size of the batch. `lesson_id` is read even when no operation names it."""
    readable = [op for op in ops if not isinstance(op, BadOp)]
    cells = [op for op in readable if isinstance(op, CellOp)]
    lessons = {op.lesson_id for op in readable} | ({lesson_id} if lesson_id is not None else set())
    return Ground(
        journal=journal,
        today=timezone.localdate(now),
        lessons=lessons_by_id(journal.course, lessons, now=now) if lessons else {},
        members=_members(journal.course.group_id, {op.pupil_id for op in cells}) if cells else {},
        excuses=_excuses({op.pupil_id for op in cells if op.cell.absence == Absence.UNKNOWN}),
        kinds=dict(WorkKind.objects.values_list("pk", "is_active")) if any(map(_names_kind, readable)) else {},
    )


def _excuses(pupils: Collection[int]) -> dict[int, list[Excuse]]:
    """Confirmed notices of the pupils; no query for nobody."""
    found: dict[int, list[Excuse]] = {}
    if pupils:
        rows = AbsenceNotice.objects.filter(pupil__in=pupils, is_confirmed=True, withdrawn_at=None)
        for pupil, from_on, to_on, letter in rows.values_list("pupil", "from_on", "to_on", "reason"):
            found.setdefault(pupil, []).append((from_on, to_on, letter))
    return found


def _names_kind(op: Op) -> bool:
    if isinstance(op, CellOp):
        return any(mark.kind_id is not None for mark in op.cell.marks)
    return isinstance(op, RecordOp) and op.kind_id is not None


MEMBERS = """
SELECT m.pupil_id, p.last_name, p.first_name, m.from_on, m.to_on
FROM school_groupmembership m JOIN school_pupil p ON p.id = m.pupil_id
WHERE m.group_id = %s AND m.pupil_id IN """


def _members(group_id: int, pupils: Collection[int]) -> dict[int, Member]:
    found: dict[int, Member] = {}
    for pk, last, first, from_on, to_on in sql.rows(f"{MEMBERS} ({sql.places(len(pupils))})", [group_id, *pupils]):
        stay = (sql.day(from_on) or date.min, sql.day(to_on))
        found.setdefault(pk, Member(f"{last} {first}", [])).stays.append(stay)
    return found


def why_locked(journal: OpenJournal, lesson_id: int, rule: limits.LockRule, *, now: datetime) -> str:
    """Say why what the rule is about may not be written at the lesson now; "" when it may. One query."""
    facts = lessons_by_id(journal.course, [lesson_id], now=now)[lesson_id]
    days, closed = journal.edit_days, journal.course.year_closed
    lock = rule(facts, today=timezone.localdate(now), edit_days=days, year_closed=closed)
    return limits.why_locked(lock, facts, edit_days=days)
