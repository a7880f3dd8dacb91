"""The classes the children are in, with the calendar a screen needs beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

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
    days_off: list[DaysOff] = field(default_factory=list)

    def day_off(self, on: date) -> str:
        """The name of the holiday on the day, or nothing."""
        return next((off.name for off in self.days_off if off.starts_on <= on <= off.ends_on), "")


# As `school.access.stays_now`: a leaving or a transfer ordered ahead changes nothing before its day.
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
    """The class a pupil is in, with its year cut into periods."""

    name: str
    year_id: int
    year: str
    starts_on: date
    ends_on: date
    periods: list[PeriodNow] = field(default_factory=list)

    def period_around(self, today: date) -> PeriodNow | None:
        """Today's period; in the holidays the last one begun, before the year the first. None without periods."""
        begun = [period for period in self.periods if period.starts_on <= today]
        return begun[-1] if begun else next(iter(self.periods), None)


YEARS = """
SELECT e.pupil_id, k.level, k.letter, y.id, y.name, y.starts_on, y.ends_on,
  p.id, p.number, p.name, p.starts_on, p.ends_on
FROM school_enrolment e
JOIN school_schoolclass k ON k.id = e.school_class_id
JOIN school_schoolyear y ON y.id = k.year_id
LEFT JOIN school_period p ON p.scheme_id = k.scheme_id
WHERE {is_here} AND e.pupil_id IN ({pupils})
ORDER BY p.number"""


def class_years(pupils: Sequence[Pupil]) -> dict[int, ClassYear]:
    """Pupil → class with the periods of its scheme, in order; who has left is missing. One query."""
    found: dict[int, ClassYear] = {}
    statement, keys = of_pupils(YEARS, pupils)
    for pupil, level, letter, year, name, first, last, *period in sql.rows(statement, keys):
        in_class = found.setdefault(pupil, ClassYear(f"{level}{letter}", year, name, first, last))
        if period[0] is not None:
            in_class.periods.append(PeriodNow(*period))
    return found


def of_pupils(statement: str, pupils: Sequence[Pupil]) -> tuple[str, list[object]]:
    """The statement about these pupils where they are today, and the values of its last places."""
    today = timezone.localdate()
    places = statement.format(is_here=IS_HERE, pupils=sql.places(len(pupils)))
    return places, [today, today, *(pupil.pk for pupil in pupils)]
