"""Screens of the journal as the eye reads them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from parta.school.access import Cast
from parta.school.models import Course, SchoolClass

from .access import CourseHead
from .queries import journals
from .queries.periods import PeriodHead
from .queries.snapshot import Snapshot

ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI"}


@dataclass(frozen=True, slots=True)
class Tab:
    """One period of the year above the page."""

    label: str  # «II»
    name: str  # «II четверть»
    url: str
    is_here: bool


def tabs(course: CourseHead, periods: list[PeriodHead], here: PeriodHead, *, to: str) -> list[Tab]:
    """`to` is the name of the address, with the course and the period."""
    return [
        Tab(ROMAN.get(period.number, str(period.number)), period.name, reverse(to, args=[course.pk, period.pk]),
            is_here=period.pk == here.pk)
        for period in periods
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LessonToday:
    id: int
    slot: int | None
    has_roll: bool
    may_write: bool


def lesson_today(snapshot: Snapshot) -> LessonToday | None:
    """Today's lesson of the course; of several, the first one without a roll call."""
    rows = [row for row in snapshot.lessons if row[1] == snapshot.today and row[6] == "planned"]
    if not rows:
        return None
    row: list[Any] = next((row for row in rows if not row[7]), rows[0])
    return LessonToday(id=row[0], slot=row[2], has_roll=bool(row[7]), may_write=bool(row[9]))


def page_urls(course: CourseHead, period: PeriodHead) -> dict[str, str]:
    """The addresses the script calls; {lesson} and {pupil} stand for what it fills in."""
    base = reverse("journal:course", args=[course.pk])
    lesson = f"{reverse('journal:list')}lesson/{{lesson}}/"
    return {
        "ops": reverse("journal:apply", args=[course.pk]),
        "changes": reverse("journal:changes", args=[course.pk, period.pk]),
        "history": f"{base}{{lesson}}/{{pupil}}/history/",
        "average": f"{base}{period.pk}/{{pupil}}/average/",
        "unlock": f"{base}unlock/?lesson={{lesson}}",
        "lesson": lesson,
        "roll": f"{lesson}roll/",
        "remark": f"{lesson}remarks/?pupil={{pupil}}",
    }


@dataclass(frozen=True, slots=True)
class ClassJournals:
    school_class: SchoolClass
    lines: list[journals.JournalLine]


@dataclass(frozen=True, slots=True)
class JournalList:
    """The journals that are this employee's own affair."""

    own: list[journals.JournalLine]
    substituted: list[journals.SubstitutedLesson]
    led: list[ClassJournals]


def journal_list(cast: Cast, led: list[SchoolClass], *, today: date) -> JournalList:
    employee = cast.employee_id
    if employee is None:
        return JournalList([], [], [])
    return JournalList(
        own=journals.lines(journals.journals_of_teacher(employee), today=today),
        substituted=journals.substituted_today(employee, today=today),
        led=[ClassJournals(one, journals.lines(journals.journals_of_class(one), today=today)) for one in led],
    )


@dataclass(frozen=True, slots=True)
class OfficeList:
    """One leaf of all the school's journals."""

    lines: list[journals.JournalLine]
    leaf: Page[Course]


def office_page(wanted: journals.JournalFilter, number: str | None, *, today: date) -> OfficeList:
    leaf = Paginator(journals.all_journals(wanted).select_related("subject", "group", "teacher"), 60).get_page(number)
    return OfficeList(journals.lines(leaf.object_list, today=today), leaf)
