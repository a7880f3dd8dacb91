"""The school year as the timetable needs it: when there is school, and which days are closed for changes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from parta.school.models import Holiday, Period, SchoolYear

from ..rules import DaysOff, is_day_off


@dataclass(frozen=True, slots=True)
class Term:
    """A period of a scheme."""

    name: str
    starts_on: date
    ends_on: date
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """`terms` are the periods by scheme; a scheme without periods spans the whole year."""

    year: SchoolYear
    holidays: list[DaysOff]
    terms: dict[int, list[Term]]

    def term(self, on: date, scheme_id: int) -> Term | None:
        if not self.year.starts_on <= on <= self.year.ends_on:
            return None
        terms = self.terms.get(scheme_id)
        if terms is None:
            return Term(self.year.name, self.year.starts_on, self.year.ends_on, self.year.closed_at is not None)
        return next((term for term in terms if term.starts_on <= on <= term.ends_on), None)

    def is_off(self, on: date, *, scheme_id: int, levels: frozenset[int]) -> bool:
        """No lessons: between periods, or in the holidays of the levels."""
        return self.term(on, scheme_id) is None or is_day_off(on, levels=levels, holidays=self.holidays)

    def is_closed(self, on: date, scheme_id: int) -> bool:
        term = self.term(on, scheme_id)
        return self.year.closed_at is not None or (term is not None and term.is_closed)

    def holiday_name(self, on: date, levels: frozenset[int]) -> str:
        """The name of the holiday the levels have that day, or nothing on a school day."""
        if not is_day_off(on, levels=levels, holidays=self.holidays):
            return ""
        return next((h.name for h in self.holidays if h.starts_on <= on <= h.ends_on), "")


def calendar_of(year: SchoolYear) -> Calendar:
    """Two queries."""
    terms: dict[int, list[Term]] = {}
    for period in Period.objects.filter(scheme__year=year).order_by("starts_on"):
        term = Term(period.name, period.starts_on, period.ends_on, period.closed_at is not None)
        terms.setdefault(period.scheme_id, []).append(term)
    return Calendar(year, holidays_of(year, year.starts_on, year.ends_on), terms)


def holidays_of(year: SchoolYear, from_on: date, to_on: date) -> list[DaysOff]:
    found = Holiday.objects.filter(Q(starts_on__lte=to_on) & Q(ends_on__gte=from_on), year=year)
    return [DaysOff(h.name, h.starts_on, h.ends_on, h.from_level, h.to_level) for h in found]
