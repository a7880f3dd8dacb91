"""The page of a year: its schemes with periods and their state, its holidays."""

from dataclasses import dataclass
from datetime import date

from ..models import Holiday, Period, PeriodScheme, SchoolYear
from ..queries.year import has_lessons, schemes_of


@dataclass(frozen=True, slots=True)
class PeriodRow:
    period: Period
    state: str  # of the component .state: done, part, or empty
    words: str
    may_close: bool

    @property
    def weeks(self) -> int:
        """Calendar weeks touched, as a teacher counts them."""
        return (self.period.ends_on - self.period.starts_on).days // 7 + 1


@dataclass(frozen=True, slots=True)
class SchemeCard:
    scheme: PeriodScheme
    class_count: int
    rows: list[PeriodRow]


@dataclass(frozen=True, slots=True)
class YearPage:
    year: SchoolYear
    years: list[SchoolYear]
    schemes: list[SchemeCard]
    holidays: list[Holiday]
    lessons_from: date | None  # the day from which lessons are made to follow new dates; None when there are none


def year_page(year: SchoolYear, *, today: date) -> YearPage:
    schemes = [
        SchemeCard(scheme, class_count, [period_row(period, today) for period in scheme.periods.all()])
        for scheme, class_count in schemes_of(year)
    ]
    return YearPage(
        year=year,
        years=list(SchoolYear.objects.all()),
        schemes=schemes,
        holidays=list(year.holidays.all()),
        lessons_from=max(today, year.starts_on) if has_lessons(year) else None,
    )


def period_row(period: Period, today: date) -> PeriodRow:
    if period.closed_at:
        return PeriodRow(period, "done", "закрыт", may_close=False)
    if period.starts_on > today:
        return PeriodRow(period, "", "впереди", may_close=False)
    if period.ends_on >= today:
        return PeriodRow(period, "part", "идёт", may_close=True)
    return PeriodRow(period, "late", "закончился, не закрыт", may_close=True)
