"""The list of journals."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from parta.journal.queries import journals
from parta.school.access import Cast
from parta.school.models import Course, SchoolClass


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
