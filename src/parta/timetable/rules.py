"""What is true of any school's timetable: odd weeks, dates of a line, who is busy. Pure functions over values."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

EVERY, ODD, EVEN = "every", "odd", "even"
WEEK = timedelta(days=7)


def monday_of(on: date) -> date:
    return on - timedelta(days=on.isoweekday() - 1)


def has_weeks_around(on: date) -> bool:
    """Whether the calendar goes on to both sides: an address may name any day, its page has arrows."""
    return MINYEAR < on.year < MAXYEAR


def week_number(on: date, *, first_on: date) -> int:
    """The number of the school week: the week that holds `first_on`, the first day of the year, is 1."""
    return (monday_of(on) - monday_of(first_on)).days // 7 + 1


def is_odd_week(on: date, *, first_on: date) -> bool:
    return week_number(on, first_on=first_on) % 2 == 1


@dataclass(frozen=True, slots=True)
class Pattern:
    """When a line of the timetable is repeated. `weekday` counts 1 Monday … 7 Sunday; both days of validity count."""

    weekday: int
    weeks: str
    valid_from: date
    valid_to: date


def dates_of(
    pattern: Pattern, *, from_on: date, to_on: date, first_on: date, is_off: Callable[[date], bool]
) -> Iterator[date]:
    """Yield the days of the pattern in [from_on, to_on] on which there is school."""
    start = max(from_on, pattern.valid_from)
    on = start + timedelta(days=(pattern.weekday - start.isoweekday()) % 7)
    last = min(to_on, pattern.valid_to)
    while on <= last:
        if is_its_week(pattern.weeks, on, first_on=first_on) and not is_off(on):
            yield on
        on += WEEK


def is_its_week(weeks: str, on: date, *, first_on: date) -> bool:
    return weeks == EVERY or is_odd_week(on, first_on=first_on) == (weeks == ODD)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A holiday: its days and the levels that have it."""

    name: str
    starts_on: date
    ends_on: date
    from_level: int
    to_level: int

    def frees(self, on: date, level: int) -> bool:
        return self.starts_on <= on <= self.ends_on and self.from_level <= level <= self.to_level


ALL_LEVELS = frozenset(range(1, 12))


def is_day_off(on: date, *, levels: frozenset[int], holidays: Iterable[DaysOff]) -> bool:
    """A group rests when all of its levels do; a group of unknown levels rests when the whole school does."""
    near = [holiday for holiday in holidays if holiday.starts_on <= on <= holiday.ends_on]
    return bool(near) and all(any(h.frees(on, level) for h in near) for level in levels or ALL_LEVELS)


@dataclass(frozen=True, slots=True)
class Group:
    """Who is taught together. `pupil_ids` may be empty where the list is not known or not needed."""

    key: int
    class_ids: frozenset[int]
    is_whole: bool
    pupil_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A teacher, a group and a room at one hour. `starts_at` and `ends_at` are None where no bell tells them."""

    key: int | None
    course_id: int
    group: Group
    teacher_id: int | None
    room_id: int | None
    slot: int | None
    starts_at: time | None
    ends_at: time | None


class Kind(StrEnum):
    """What clashes, worst first. A doubled line is an error; the others are warnings the deputy may overrule."""

    DOUBLE = "double"
    TEACHER = "teacher"
    ROOM = "room"
    PUPILS = "pupils"


@dataclass(frozen=True, slots=True)
class Clash:
    kind: Kind
    other: Meeting


def clashes(meeting: Meeting, others: Iterable[Meeting]) -> list[Clash]:
    """Tell what the meeting clashes with among meetings of the same day, worst first. It never clashes with itself."""
    found = [
        Clash(kind, other)
        for other in others
        if (meeting.key is None or other.key != meeting.key) and is_same_hour(meeting, other)
        for kind in kinds_of(meeting, other)
    ]
    return sorted(found, key=lambda clash: list(Kind).index(clash.kind))


def kinds_of(one: Meeting, other: Meeting) -> list[Kind]:
    if one.course_id == other.course_id:
        return [Kind.DOUBLE]
    kinds = []
    if one.teacher_id is not None and one.teacher_id == other.teacher_id:
        kinds.append(Kind.TEACHER)
    if one.room_id is not None and one.room_id == other.room_id:
        kinds.append(Kind.ROOM)
    if share_pupils(one.group, other.group):
        kinds.append(Kind.PUPILS)
    return kinds


class Timed(Protocol):
    """Whatever has a number in the day and perhaps a time."""

    @property
    def slot(self) -> int | None: ...
    @property
    def starts_at(self) -> time | None: ...
    @property
    def ends_at(self) -> time | None: ...


def is_same_hour(one: Timed, other: Timed) -> bool:
    """By the clock where both are known: the first lesson of the second shift is not the first of the first."""
    if one.starts_at and one.ends_at and other.starts_at and other.ends_at:
        return one.starts_at < other.ends_at and other.starts_at < one.ends_at
    return one.slot is not None and one.slot == other.slot


def share_pupils(one: Group, other: Group) -> bool:
    """Subgroups and mixed groups may meet beside each other unless a pupil is in both; never beside a whole class."""
    if one.key == other.key:
        return True
    if not one.class_ids & other.class_ids:
        return bool(one.pupil_ids & other.pupil_ids)
    return one.is_whole or other.is_whole or bool(one.pupil_ids & other.pupil_ids)


def patterns_meet(one: Pattern, other: Pattern) -> bool:
    """Whether two lines ever fall on one day; odd and even weeks never meet."""
    return (
        one.weekday == other.weekday
        and one.valid_from <= other.valid_to
        and other.valid_from <= one.valid_to
        and {one.weeks, other.weeks} != {ODD, EVEN}
    )


@dataclass(frozen=True, slots=True)
class BellTime:
    """One bell of a schedule: number of the lesson, its start and end."""

    slot: int
    starts_at: time
    ends_at: time


def bell_faults(bells: list[BellTime]) -> dict[int, str]:
    """Tell by the lesson's number what is wrong with a set of bells; an empty answer means it is right."""
    faults: dict[int, str] = {}
    ordered = sorted(bells, key=lambda bell: bell.slot)
    for bell in ordered:
        if bell.ends_at <= bell.starts_at:
            faults[bell.slot] = f"Урок {bell.slot} кончается не позже, чем начинается."
    for earlier, later in pairwise(ordered):
        if earlier.slot == later.slot:
            faults[later.slot] = f"Урок {later.slot} записан дважды."
        elif later.starts_at < earlier.ends_at:
            faults.setdefault(later.slot, f"Урок {later.slot} начинается раньше, чем кончается урок {earlier.slot}.")
    return faults
