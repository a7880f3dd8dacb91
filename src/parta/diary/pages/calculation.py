"""«Показать расчёт»: the journal's own calculation of an average, and beside it the ways up."""

from dataclasses import dataclass

from django.http import Http404

from parta.diary.access import OpenDiary
from parta.diary.queries.children import chosen, school_years
from parta.diary.queries.marks import kind_book, subject_of
from parta.grading.averages import Weighted
from parta.journal.queries.average import Calculation, calculation

from .head import Head, head_of
from .marks import If, Span, ifs_of, marks_url, span_of


@dataclass(frozen=True, slots=True)
class CalculationPage:
    head: Head
    subject: str
    span: Span
    calculation: Calculation
    ways: list[If]


def calculation_page(
    diary: OpenDiary, course_id: int, *, period_id: int | None, whole_year: bool, year_id: int | None = None
) -> CalculationPage:
    """Five queries. Raises Http404 for a course or a period that is not the pupil's."""
    pupil = diary.pupil.pk
    years = school_years(diary.children or [diary.pupil]).get(pupil, [])
    in_class, subject = chosen(years, year_id=year_id, period_id=period_id), subject_of(course_id, pupil_id=pupil)
    span = span_of(years, in_class, pupil, period_id, whole_year=whole_year)
    if span is None or subject is None:
        raise Http404
    found = calculation(course_id, pupil, starts_on=span.starts_on, ends_on=span.ends_on)
    return CalculationPage(
        head=head_of(diary, {}, lambda pk: marks_url(pk, whole_year=whole_year)),
        subject=subject,
        span=span,
        calculation=found,
        ways=ways_up(found, span),
    )


def ways_up(found: Calculation, span: Span) -> list[If]:
    """What would lift the average of a period that is not over; the five-point scale only."""
    if found.thresholds is None or span.period is None or span.is_over:
        return []
    marks = [Weighted(line.value, line.weight) for line in found.lines if line.value is not None and not line.why_not]
    return ifs_of(marks, found.thresholds, kind_book().default.weight)
