"""Lessons of a course with what their time limits are counted from."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from parta.journal.models import Homework, UnlockRequest
from parta.journal.rules.limits import LessonFacts
from parta.school.models import Course, Period
from parta.timetable.models import Lesson


def lessons_between(course: Course, starts_on: date, ends_on: date, *, now: datetime) -> list[LessonFacts]:
    """All lessons of the course from day to day, the cancelled ones too, by date and slot. One query."""
    return _facts(Lesson.objects.filter(course=course, on__gte=starts_on, on__lte=ends_on), course, now)


def lessons_by_id(course: Course, ids: Iterable[int], *, now: datetime) -> dict[int, LessonFacts]:
    """Those of the lessons that belong to the course. One query."""
    return {facts.id: facts for facts in _facts(Lesson.objects.filter(course=course, pk__in=ids), course, now)}


def _facts(lessons: QuerySet[Lesson], course: Course, now: datetime) -> list[LessonFacts]:
    due = Homework.objects.filter(lesson=OuterRef("pk"), removed_at=None).order_by().values("lesson")
    closed = Period.objects.filter(
        scheme=course.scheme_id, starts_on__lte=OuterRef("on"), ends_on__gte=OuterRef("on"), closed_at__isnull=False
    )
    granted = UnlockRequest.objects.filter(Q(lesson=None) | Q(lesson=OuterRef("pk")), course=course, open_until__gt=now)
    rows = lessons.annotate(
        due=Subquery(due.annotate(due=Max("due_on")).values("due")),
        closed_on=Subquery(closed.values("closed_at__date")[:1]),
        opened=Exists(granted),
    ).values_list(
        "pk", "on", "slot", "state", "substitute_id", "due", "closed_on", "opened",
        "record__work_kind_id", "record__topic", "record__roll_at", "record__version",
    )  # fmt: skip
    return [
        LessonFacts(
            id=pk, on=on, slot=slot, state=state, substitute_id=substitute, due_on=due_on,
            period_closed_on=closed_on, is_opened=is_opened, kind_id=kind, topic=topic or "",
            has_roll=roll_at is not None, version=version or 0,
        )
        for pk, on, slot, state, substitute, due_on, closed_on, is_opened, kind, topic, roll_at, version in rows
    ]  # fmt: skip
