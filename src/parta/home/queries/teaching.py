"""A teacher's day: own lessons with their state, and what is not filled."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from parta.journal.models import Cell, Homework, Mark
from parta.school.models import GroupMembership
from parta.timetable.models import Lesson
from parta.timetable.queries import LessonLine, lessons_of_teacher

LOOK_BACK = 30  # days: older gaps are the control report's business, not today's
TITLE = ("pk", "course_id", "course__group__name", "course__subject__name", "on")
MOST = 12  # lines of what is not filled


@dataclass(frozen=True, slots=True)
class TaughtLesson:
    line: LessonLine
    is_substitution: bool
    has_roll: bool
    has_topic: bool
    has_homework: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Something not filled: words, and the address of the very place."""

    title: str
    detail: str
    lesson_id: int
    course_id: int


def lessons_taught(employee_id: int, on: date) -> list[TaughtLesson]:
    """The lessons this person really gives on the day: own ones not given away, and substitutions."""
    lines = [line for line in lessons_of_teacher(employee_id, on) if line.takes_place and line.leader_id == employee_id]
    rows = Lesson.objects.filter(pk__in=[line.id for line in lines]).values_list(
        "pk",
        "record__topic",
        "record__roll_at",
        Exists(Homework.objects.filter(lesson=OuterRef("pk"), removed_at=None)),
    )
    written = {pk: (topic, roll_at, homework) for pk, topic, roll_at, homework in rows}
    return [_taught(line, *written[line.id], employee_id) for line in lines]


def _taught(line: LessonLine, topic: str | None, roll_at: object, homework: bool, employee_id: int) -> TaughtLesson:
    return TaughtLesson(
        line,
        is_substitution=line.substitute_id == employee_id,
        has_roll=bool(roll_at),
        has_topic=bool(topic),
        has_homework=homework,
    )


def _given_by(employee_id: int) -> QuerySet[Lesson]:
    own = Q(course__teacher_id=employee_id, substitute=None)
    return Lesson.objects.filter(own | Q(substitute_id=employee_id), state=Lesson.State.PLANNED)


def gaps(employee_id: int, today: date) -> tuple[list[Gap], int]:
    """What is not filled before today, newest first, at most twelve lines, and how many there are in all."""
    found = [*_unfilled(employee_id, today), *_unmarked_controls(employee_id, today), *_owed(employee_id, today)]
    return found[:MOST], len(found)


def _unfilled(employee_id: int, today: date) -> list[Gap]:
    rows = (
        _given_by(employee_id)
        .filter(on__lt=today, on__gte=today - timedelta(days=LOOK_BACK))
        .filter(Q(record=None) | Q(record__topic="") | Q(record__roll_at=None))
        .order_by("-on", "-slot")
        .values_list(*TITLE, "record__topic", "record__roll_at")
    )
    return [
        Gap(f"{group} · {subject}, {_day(on)}", _missing(topic, roll_at), pk, course_id)
        for pk, course_id, group, subject, on, topic, roll_at in rows
    ]


def _missing(topic: str | None, roll_at: object) -> str:
    parts = [words for words, is_there in (("переклички", roll_at), ("темы", topic)) if not is_there]
    return "нет " + " и ".join(parts)


def _unmarked_controls(employee_id: int, today: date) -> list[Gap]:
    """Control works of the last month with present pupils who have no mark."""
    cells = Cell.objects.filter(lesson=OuterRef(OuterRef("pk")), pupil=OuterRef("pupil"))
    marks = Mark.objects.filter(cell__lesson=OuterRef(OuterRef("pk")), cell__pupil=OuterRef("pupil"))
    members = (
        GroupMembership.objects.filter(
            Q(to_on=None) | Q(to_on__gte=OuterRef("on")), group=OuterRef("course__group"), from_on__lte=OuterRef("on")
        )
        .exclude(Exists(cells.exclude(absence="")))
        .exclude(Exists(marks))
        .order_by()
        .values("group")
        .annotate(number=Count("pk"))
        .values("number")
    )  # fmt: skip
    rows = (
        _given_by(employee_id)
        .filter(on__lt=today, on__gte=today - timedelta(days=LOOK_BACK), record__work_kind__is_control=True)
        .annotate(number=members)
        .filter(number__gt=0)
        .order_by("-on")
        .values_list(*TITLE, "number")
    )
    return [
        Gap(f"{group} · {subject}, {_day(on)}", f"контрольная: без отметки {number}", pk, course_id)
        for pk, course_id, group, subject, on, number in rows
    ]


def _owed(employee_id: int, today: date) -> list[Gap]:
    """Points «•» whose date has come: the work owed is due to turn into a mark."""
    rows = (
        Mark.objects.filter(word=Mark.Word.OWED, due_on__lte=today)
        .filter(Q(cell__lesson__course__teacher_id=employee_id) | Q(cell__lesson__substitute_id=employee_id))
        .order_by("due_on")
        .annotate(lesson_id=F("cell__lesson_id"))
        .values_list(
            "lesson_id", "cell__lesson__course_id", "cell__lesson__course__group__name",
            "cell__lesson__course__subject__name", "cell__pupil__last_name", "cell__pupil__first_name", "due_on",
        )
    )  # fmt: skip
    return [
        Gap(f"{group} · {subject}", f"не сдана работа: {last} {first}, срок {_day(due_on)}", pk, course_id)
        for pk, course_id, group, subject, last, first, due_on in rows
    ]


def _day(on: date | None) -> str:
    return f"{on:%d.%m}" if on else ""
