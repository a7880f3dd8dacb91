"""Periods of a course: the tabs of its pages, and which one is today's."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from parta.journal.access import CourseHead
from parta.lib import sql


@dataclass(frozen=True, slots=True)
class PeriodHead:
    pk: int
    number: int
    name: str  # «II четверть»
    starts_on: date
    ends_on: date
    is_closed: bool

    def __str__(self) -> str:
        return self.name


PERIODS = """
SELECT id, number, name, starts_on, ends_on, closed_at IS NOT NULL FROM school_period
WHERE scheme_id = %s ORDER BY number"""


def periods_of(course: CourseHead) -> list[PeriodHead]:
    """The periods of the course's scheme, in order. One query."""
    return [
        PeriodHead(pk, number, name, sql.day(starts_on) or date.min, sql.day(ends_on) or date.max, bool(is_closed))
        for pk, number, name, starts_on, ends_on, is_closed in sql.rows(PERIODS, [course.scheme_id])
    ]


def pick(periods: list[PeriodHead], pk: int) -> PeriodHead:
    """The period with this key; 404 when the course has no such one."""
    for period in periods:
        if period.pk == pk:
            return period
    raise Http404


def period_of(course: CourseHead, pk: int) -> PeriodHead:
    return pick(periods_of(course), pk)


def period_around(periods: list[PeriodHead], today: date) -> PeriodHead | None:
    """Today's period; in the holidays the last one begun, before the year the first. None without periods."""
    begun = [period for period in periods if period.starts_on <= today]
    return begun[-1] if begun else next(iter(periods), None)
