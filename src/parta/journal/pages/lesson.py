"""The page of one lesson: topic, homework, who was away, remarks."""

from dataclasses import dataclass
from datetime import datetime, time

from parta.accounts.models import User
from parta.journal.access import LessonHead, OpenLesson
from parta.journal.models import Remark
from parta.journal.queries.periods import PeriodHead, period_around, periods_of
from parta.journal.queries.remarks import remarks_at_lesson
from parta.journal.queries.roll import Roll, RollRow, roll_of
from parta.journal.rules import limits
from parta.timetable.models import Lesson
from parta.timetable.queries.bells import times_of

from .topics import KindChoices, LessonRow, kind_choices, lesson_row


@dataclass(frozen=True, slots=True)
class Neighbour:
    id: int
    words: str  # «20 ноября»


@dataclass(frozen=True, slots=True)
class LessonPage:
    lesson: LessonHead
    times: tuple[time, time] | None
    row: LessonRow
    kinds: KindChoices
    roll: Roll
    remarks: list[Remark]
    may_remark: bool
    period: PeriodHead | None
    before: Neighbour | None
    after: Neighbour | None

    @property
    def away(self) -> list[RollRow]:
        """Who is noted as absent or late."""
        return [row for row in self.roll.rows if row.cell[3] or row.cell[4]]


def lesson_page(opened: OpenLesson, *, user: User, now: datetime) -> LessonPage:
    """About twenty small queries, whatever the size of the group."""
    head, course = opened.lesson, opened.journal.course
    lesson = Lesson.objects.get(pk=head.pk)
    before, after = _neighbours(lesson)
    return LessonPage(
        lesson=head,
        times=times_of([lesson]).get(head.pk),
        row=lesson_row(opened.journal, head.pk, now=now),
        kinds=kind_choices(),
        roll=roll_of(opened, now=now),
        remarks=list(remarks_at_lesson(head.pk, user)),
        may_remark=opened.may_write,
        period=period_around([one for one in periods_of(course) if one.starts_on <= head.on <= one.ends_on], head.on),
        before=before,
        after=after,
    )


def _neighbours(lesson: Lesson) -> tuple[Neighbour | None, Neighbour | None]:
    same = Lesson.objects.filter(course=lesson.course_id, state=Lesson.State.PLANNED).exclude(pk=lesson.pk)
    order = ("on", "slot", "starts_at", "pk")
    earlier = same.filter(on__lt=lesson.on) | same.filter(on=lesson.on, slot__lt=lesson.slot or 0)
    later = same.filter(on__gt=lesson.on) | same.filter(on=lesson.on, slot__gt=lesson.slot or 0)
    return (
        _neighbour(earlier.order_by(*(f"-{name}" for name in order)).first()),
        _neighbour(later.order_by(*order).first()),
    )


def _neighbour(lesson: Lesson | None) -> Neighbour | None:
    return Neighbour(lesson.pk, limits.in_words(lesson.on)) if lesson else None
