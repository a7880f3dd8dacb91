"""Marks by subject for a period or a year: the row of marks, the average, how it moves, and what would lift it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from parta.diary.access import OpenDiary
from parta.diary.queries.children import ClassYear, PeriodNow, chosen, school_years
from parta.diary.queries.marks import (
    CourseMarks,
    KindBook,
    PupilMark,
    courses_with_marks,
    kind_book,
    thresholds,
    with_brought,
)
from parta.diary.rules import average_words, level_of, replaced
from parta.grading.averages import Thresholds, Weighted, lifts, running_averages, suggested, weighted_average
from parta.journal.rules.marks import counted
from parta.ui.addresses import address

from .head import Head, Tab, head_of
from .lines import Line, line_of


@dataclass(frozen=True, slots=True)
class Span:
    """The days a marks page is about: one period, or the whole year when `period` is None."""

    name: str
    starts_on: date
    ends_on: date
    period: PeriodNow | None
    url: str
    is_over: bool
    query: str = ""  # after the address, for a year that is not the newest


class MarkCell(NamedTuple):
    text: str
    level: str
    kind: str  # short name, «КР»
    hint: str  # «12 ноября, контрольная работа»
    is_replaced: bool
    is_quiet: bool  # not in the average


@dataclass(frozen=True, slots=True)
class If:
    """Marks that are not there: with them the average would be `average` and suggest `target`."""

    values: tuple[int, ...]
    average: str
    target: int


@dataclass(frozen=True, slots=True)
class CourseRow:
    name: str
    cells: list[MarkCell]
    average: str
    level: str  # colour role of the suggested mark, "" without one
    line: Line | None
    lift: If | None
    url: str  # «показать расчёт»


@dataclass(frozen=True, slots=True)
class MarksPage:
    head: Head
    years: list[Tab]  # none when there is one year only
    tabs: list[Tab]
    title: str
    rows: list[CourseRow]
    empty: str  # why there is no table, in words; "" when there is one
    has_lifts: bool


def marks_page(
    diary: OpenDiary, *, period_id: int | None = None, whole_year: bool = False, year_id: int | None = None
) -> MarksPage:
    """Five queries. Raises Http404 for a period or a year the pupil did not spend here."""
    known = school_years(diary.children or [diary.pupil])
    years = known.get(diary.pupil.pk, [])
    classes = {pupil: own[0] for pupil, own in known.items()}
    head = head_of(diary, classes, lambda pk: marks_url(pk, whole_year=whole_year))
    if not years:
        return MarksPage(head, [], [], "", [], "Ученик ещё не числится в классе.", has_lifts=False)
    in_class = chosen(years, year_id=year_id, period_id=period_id)
    year_tabs = years_tabs(diary.pupil.pk, years, in_class)
    span = span_of(years, in_class, diary.pupil.pk, period_id, whole_year=whole_year)
    if span is None:
        return MarksPage(head, year_tabs, [], "", [], "Учебные периоды ещё не заданы.", has_lifts=False)
    kinds, limits = kind_book(), thresholds()
    all_courses = courses_with_marks(
        diary.pupil.pk, span.starts_on, span.ends_on, year_id=in_class.year_id, kinds=kinds
    )
    courses = with_brought(all_courses, span.starts_on, min(span.ends_on, in_class.last_day(timezone.localdate())))
    doubled = {name for name, times in Counter(course.subject for course in courses).items() if times > 1}
    rows = [
        course_row(course, span, in_class, kinds, limits, names_group=course.subject in doubled)
        for course in courses
        if course.scale != "none" or course.marks
    ]
    return MarksPage(
        head=head,
        years=year_tabs,
        tabs=tabs_of(diary.pupil.pk, in_class, span, query=year_query(years, in_class)),
        title=span.name,
        rows=rows,
        empty="" if rows else "В этом классе отметки не ставятся." if courses else "У ученика пока нет предметов.",
        has_lifts=any(row.lift for row in rows),
    )


def year_query(years: Sequence[ClassYear], year: ClassYear) -> str:
    """What names the year in an address: nothing for the newest one."""
    return "" if year == years[0] else f"?year={year.year_id}"


def years_tabs(pupil_id: int, years: Sequence[ClassYear], here: ClassYear) -> list[Tab]:
    """The newest year opens at its period of today, a former one at its whole year."""
    tabs = [
        Tab(
            f"{year.year}, {year.class_name}",
            marks_url(pupil_id, whole_year=year != years[0]) + year_query(years, year),
            is_here=year == here,
        )
        for year in years
    ]
    return tabs if len(tabs) > 1 else []


def span_of(
    years: Sequence[ClassYear], in_class: ClassYear, pupil_id: int, period_id: int | None, *, whole_year: bool
) -> Span | None:
    """None when the class has no periods."""
    today = timezone.localdate()
    last_day = in_class.left_on or today
    if whole_year:
        url = address("diary:marks-year", pupil_id)
        name = f"{in_class.year} учебный год"
        is_over = min(in_class.ends_on, last_day) < today
        query = year_query(years, in_class)
        return Span(name, in_class.starts_on, in_class.ends_on, None, url, is_over=is_over, query=query)
    period = next((one for one in in_class.periods if one.id == period_id), None) or in_class.period_around(today)
    if period is None:
        return None
    url = address("diary:marks", pupil_id, period.id)
    return Span(
        period.name, period.starts_on, period.ends_on, period, url, is_over=min(period.ends_on, last_day) < today
    )  # fmt: skip


def tabs_of(pupil_id: int, in_class: ClassYear, span: Span, *, query: str) -> list[Tab]:
    tabs = [
        Tab(period.name, address("diary:marks", pupil_id, period.id), is_here=period == span.period)
        for period in in_class.periods
    ]
    return [*tabs, Tab("Год", address("diary:marks-year", pupil_id) + query, is_here=span.period is None)]


def marks_url(pupil_id: int, *, whole_year: bool) -> str:
    """Another child may be taught by other periods, so the switch leads to that child's own current one."""
    return address("diary:marks-year" if whole_year else "diary:marks", pupil_id)


def course_row(
    course: CourseMarks, span: Span, in_class: ClassYear, kinds: KindBook, limits: Thresholds, *, names_group: bool
) -> CourseRow:
    marks = counted(mark.given for mark in course.marks)
    average = weighted_average(marks)
    is_five = course.scale == "five"
    ways = ifs_of(marks, limits, kinds.default.weight) if is_five and span.period and not span.is_over else []
    return CourseRow(
        name=f"{course.subject}, {course.group}" if names_group else course.subject,
        cells=cells_of(course),
        average=average_words(average),
        level=str(suggested(average, limits) or "") if is_five else "",
        line=line_of(averages_of(course, marks, span, in_class), course.scale),
        lift=ways[0] if ways else None,
        url=f"{span.url}{course.id}/{span.query}",  # as the addresses have it; asking for each would cost a millisecond
    )


def averages_of(
    course: CourseMarks, marks: Sequence[Weighted], span: Span, in_class: ClassYear
) -> list[Decimal | None]:
    """The average after each mark of a period, or at the end of each period of the year."""
    if span.period:
        return running_averages(marks)
    return [
        weighted_average(counted(mark.given for mark in course.marks if cut.starts_on <= mark.on <= cut.ends_on))
        for cut in in_class.periods
    ]


def cells_of(course: CourseMarks) -> list[MarkCell]:
    gone = replaced([mark.given for mark in course.marks])
    return [cell_of(mark, course.scale, is_replaced=old) for mark, old in zip(course.marks, gone, strict=True)]


def cell_of(mark: PupilMark, scale: str, *, is_replaced: bool) -> MarkCell:
    return MarkCell(
        text=mark.word or str(mark.given.value),
        level=level_of(mark.given.value, mark.word, scale),
        kind=mark.kind.short_name,
        hint=f"{mark.on:%d.%m}, {mark.kind.name}",
        is_replaced=is_replaced,
        is_quiet=not mark.word and not (mark.given.counts and mark.given.weight),
    )


def ifs_of(marks: Sequence[Weighted], limits: Thresholds, weight: int) -> list[If]:
    """What would lift the average, by marks of an ordinary answer's weight."""
    return [
        If(way.values, average_words(way.average), way.target) for way in lifts(marks, limits, weight=max(weight, 1))
    ]
