"""The classes the children are in, with the calendar a screen needs beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.http import Http404
from django.utils import timezone

from parta.lib import sql
from parta.school.models import Pupil


@dataclass(frozen=True, slots=True)
class DaysOff:
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class ClassNow:
    """The class a pupil is in, and the holidays it has between the days asked for."""

    id: int
    name: str
    left_on: None = None  # who has left is in no class
    days_off: list[DaysOff] = field(default_factory=list)

    def day_off(self, on: date) -> str:
        """The name of the holiday on the day, or nothing."""
        return next((off.name for off in self.days_off if off.starts_on <= on <= off.ends_on), "")


# As `school.models.stays.stays_now`: a leaving or a transfer ordered ahead changes nothing before its day.
IS_HERE = """(e.to_on IS NULL OR e.to_on >= %s) AND NOT EXISTS (
  SELECT 1 FROM school_enrolment sooner WHERE sooner.pupil_id = e.pupil_id AND sooner.from_on < e.from_on
    AND (sooner.to_on IS NULL OR sooner.to_on >= %s))"""

CLASSES = """
SELECT e.pupil_id, k.id, k.level, k.letter, off.name, off.starts_on, off.ends_on
FROM school_enrolment e
JOIN school_schoolclass k ON k.id = e.school_class_id
LEFT JOIN school_holiday off ON off.year_id = k.year_id AND k.level BETWEEN off.from_level AND off.to_level
  AND off.starts_on <= %s AND off.ends_on >= %s
WHERE {is_here} AND e.pupil_id IN ({pupils})"""


def classes_in_week(pupils: Sequence[Pupil], from_on: date, to_on: date) -> dict[int, ClassNow]:
    """Pupil → class with its holidays between the days; who has left is missing. One query."""
    found: dict[int, ClassNow] = {}
    statement, keys = of_pupils(CLASSES, pupils)
    for pupil, pk, level, letter, name, starts_on, ends_on in sql.rows(statement, [to_on, from_on, *keys]):
        in_class = found.setdefault(pupil, ClassNow(pk, f"{level}{letter}"))
        if name is not None:
            in_class.days_off.append(DaysOff(name, starts_on, ends_on))
    return found


@dataclass(frozen=True, slots=True)
class PeriodNow:
    """A period of the class's scheme."""

    id: int
    number: int
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class ClassYear:
    """A class a pupil is or was in, with its year cut into periods.

    `left_on` is the last day of who has left the school; None of who is in a class, and of years before the last one.
    """

    class_name: str
    from_on: date
    to_on: date | None
    year_id: int
    year: str
    starts_on: date
    ends_on: date
    left_on: date | None = None
    periods: list[PeriodNow] = field(default_factory=list)

    @property
    def name(self) -> str:
        """«7Б», «7Б до 20.11.2026»."""
        return f"{self.class_name} до {self.left_on:%d.%m.%Y}" if self.left_on else self.class_name

    def last_day(self, today: date) -> date:
        """Today, or the day it ended with: the year's last, or the pupil's."""
        return min(today, self.ends_on, self.left_on or today)

    def period_around(self, today: date) -> PeriodNow | None:
        """The period of the last day; in the holidays the last one begun, before the year the first. None without."""
        begun = [period for period in self.periods if period.starts_on <= self.last_day(today)]
        return begun[-1] if begun else next(iter(self.periods), None)


YEARS = """
SELECT e.pupil_id, e.id, k.level, k.letter, e.from_on, e.to_on, y.id, y.name, y.starts_on, y.ends_on,
  p.id, p.number, p.name, p.starts_on, p.ends_on
FROM school_enrolment e
JOIN school_schoolclass k ON k.id = e.school_class_id
JOIN school_schoolyear y ON y.id = k.year_id
LEFT JOIN school_period p ON p.scheme_id = k.scheme_id
WHERE e.pupil_id IN ({pupils})
ORDER BY e.from_on, e.id, p.number"""


def class_years(pupils: Sequence[Pupil]) -> dict[int, ClassYear]:
    """Pupil → the class of today, or the last one of who has left. One query."""
    return {pupil: years[0] for pupil, years in school_years(pupils).items()}


def school_years(pupils: Sequence[Pupil]) -> dict[int, list[ClassYear]]:
    """Pupil → the years spent here, the class of each with its periods: today's first, then back. One query.

    Who was in no class is missing. What is written of a child stays open to the family (152-ФЗ, статья 14).
    """
    stays: dict[int, dict[int, ClassYear]] = {}
    keys = [pupil.pk for pupil in pupils]
    for pupil, stay, level, letter, *rest in sql.rows(YEARS.format(pupils=sql.places(len(keys))), keys):
        own = stays.setdefault(pupil, {})
        in_class = own.setdefault(stay, ClassYear(f"{level}{letter}", *rest[:6]))
        if rest[6] is not None:
            in_class.periods.append(PeriodNow(*rest[6:]))
    return {pupil: years_of(list(own.values()), timezone.localdate()) for pupil, own in stays.items()}


def years_of(stays: list[ClassYear], today: date) -> list[ClassYear]:
    """Of the stays in order: today's or the first to come (`stays_now`), else the last; then back."""
    lasting = [stay for stay in stays if stay.to_on is None or stay.to_on >= today]
    here = lasting[0] if lasting else replace(stays[-1], left_on=stays[-1].to_on)
    before = {stay.year_id: stay for stay in stays if stay.starts_on < here.starts_on}
    return [here, *sorted(before.values(), key=lambda year: year.starts_on, reverse=True)]


def chosen(years: Sequence[ClassYear], *, year_id: int | None = None, period_id: int | None = None) -> ClassYear:
    """The year asked for by its key or by one of its periods, else the newest; raises Http404 for another's."""
    found = [year for year in years if year_id in (None, year.year_id)]
    if period_id is not None:
        found = [year for year in found if any(period.id == period_id for period in year.periods)]
    if not found:
        raise Http404
    return found[0]


def of_pupils(statement: str, pupils: Sequence[Pupil]) -> tuple[str, list[object]]:
    """The statement about these pupils where they are today, and the values of its last places."""
    today = timezone.localdate()
    places = statement.format(is_here=IS_HERE, pupils=sql.places(len(pupils)))
    return places, [today, today, *(pupil.pk for pupil in pupils)]
