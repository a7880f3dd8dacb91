"""Absences counted as families and reports count them: lessons by reason, whole days, lateness (domain §2, §5)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Missed:
    """What one cell tells of attendance: an absence by its letter, or the minutes of lateness."""

    on: date
    absence: str
    late_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ByReason:
    """How many, in all and by the letters «б», «у», «п», «н»."""

    total: int
    ill: int
    valid: int
    invalid: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Attendance:
    lessons: ByReason
    days: ByReason
    late: int  # times
    late_minutes: int


def full_days(missed: Iterable[Missed], lessons_a_day: Mapping[date, int]) -> dict[date, str]:
    """The days on which every lesson of the pupil's groups was missed, each with its commonest letter (domain §5).

    `lessons_a_day` counts the lessons that were held for this pupil's own groups.
    """
    letters: dict[date, Counter[str]] = {}
    for one in missed:
        if one.absence:
            letters.setdefault(one.on, Counter())[one.absence] += 1
    return {
        on: counter.most_common(1)[0][0]
        for on, counter in letters.items()
        if counter.total() >= lessons_a_day.get(on, 0) > 0
    }


def attendance(missed: Iterable[Missed], lessons_a_day: Mapping[date, int]) -> Attendance:
    rows = list(missed)
    late = [row.late_minutes for row in rows if row.late_minutes is not None]
    return Attendance(
        lessons=by_reason(row.absence for row in rows if row.absence),
        days=by_reason(full_days(rows, lessons_a_day).values()),
        late=len(late),
        late_minutes=sum(late),
    )


def by_reason(letters: Iterable[str]) -> ByReason:
    found = Counter(letters)
    return ByReason(found.total(), found["б"], found["у"], found["п"], found["н"])
