"""The board on which the timetable is composed: hours × days of a class or a teacher, and the load to place."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time

from parta.school.models import Employee, SchoolClass, SchoolYear

from ..models import TimetableEntry
from ..queries.bells import BellBook, bell_book
from ..queries.busy import groups_by_key, say_each, weekly_meetings
from ..queries.entries import (
    EntryLine,
    Load,
    entries_of_class,
    entries_of_teacher,
    load_of_class,
    load_of_teacher,
)
from ..rules import EVERY, Clash, Kind, Meeting, Pattern, clashes, patterns_meet

LAST_SLOT = 8  # rows of a school whose bells are not written yet
SCHOOL_DAYS = 6
Hour = tuple[int, int]  # weekday, number


@dataclass(frozen=True, slots=True)
class Cell:
    """An hour of a day. With a course picked, `clashes` say who is busy, `busy` if it is the teacher or the pupils.

    `is_taken`: the course stands here already.
    """

    weekday: int
    slot: int
    entries: list[EntryLine]
    clashes: list[str]
    busy: str  # teacher, pupils, or nothing
    is_taken: bool
    is_asked: bool  # the open form is about this hour


@dataclass(frozen=True, slots=True)
class Row:
    slot: int
    starts_at: time | None
    ends_at: time | None
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Board:
    """`kind` is class or teacher. `timed` are lines by the clock, without a number."""

    kind: str
    pk: int
    title: str
    on: date
    year: SchoolYear
    weekdays: list[int]
    rows: list[Row]
    entries: list[EntryLine]
    timed: list[EntryLine]
    load: list[Load]
    picked: Load | None
    room_id: int | None  # where the picked course is usually held

    def has(self, entry_id: int) -> bool:
        """Whether the line stands on this board."""
        return any(entry.id == entry_id for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Busy:
    """What stands in the way of the picked course, hour by hour, and in words."""

    clashes: dict[Hour, list[Clash]]
    words: dict[Hour, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the board is open: the day it is looked at, the course in hand, the hour of the open form."""

    on: date
    course_id: int | None = None
    hour: Hour | None = None


def class_board(school_class: SchoolClass, asked: Asked) -> Board:
    entries = entries_of_class(school_class.pk, asked.on)
    load = load_of_class(school_class.pk, entries, asked.on)
    book = bell_book()
    schedule = book.usual([school_class.pk])
    return board(("class", school_class.pk, school_class.name), school_class.year, entries, load, asked, book, schedule)


def teacher_board(teacher: Employee, asked: Asked) -> Board:
    year = SchoolYear.objects.get(starts_on__lte=asked.on, ends_on__gte=asked.on)
    entries = entries_of_teacher(teacher.pk, asked.on)
    load = load_of_teacher(teacher.pk, entries, asked.on)
    book = bell_book()
    return board(("teacher", teacher.pk, teacher.full_name), year, entries, load, asked, book, book.default)


def board(
    who: tuple[str, int, str],
    year: SchoolYear,
    entries: list[EntryLine],
    load: list[Load],
    asked: Asked,
    book: BellBook,
    schedule: int | None,
) -> Board:
    picked = next((one for one in load if one.course_id == asked.course_id), None)
    slots = slots_of(book, schedule, entries)
    weekdays = sorted({*range(1, SCHOOL_DAYS + 1), *(entry.weekday for entry in entries)})
    busy = busy_hours(picked, book, schedule, [(day, slot) for slot in slots for day in weekdays], asked.on, year)
    rows = []
    for slot in slots:
        start, end = book.span(slot, schedule) or (None, None)
        cells = [cell_of((day, slot), entries, busy, picked, asked.hour) for day in weekdays]
        rows.append(Row(slot, start, end, cells))
    timed = [entry for entry in entries if entry.slot is None]
    return Board(*who, asked.on, year, weekdays, rows, entries, timed, load, picked, usual_room(picked))


def cell_of(hour: Hour, entries: list[EntryLine], busy: Busy, picked: Load | None, asked: Hour | None) -> Cell:
    here = [entry for entry in entries if (entry.weekday, entry.slot) == hour]
    is_taken = picked is not None and any(entry.course_id == picked.course_id for entry in here)
    found = busy.clashes.get(hour, [])
    worst = Kind.TEACHER if any(clash.kind == Kind.TEACHER for clash in found) else Kind.PUPILS
    return Cell(*hour, here, busy.words.get(hour, []), worst.value if found else "", is_taken, hour == asked)


def slots_of(book: BellBook, schedule: int | None, entries: list[EntryLine]) -> list[int]:
    """The numbers the bells ring for, and any others that lines use."""
    rung = [slot for key, slot in book.spans if key == schedule] or range(1, LAST_SLOT + 1)
    return sorted({*rung, *(entry.slot for entry in entries if entry.slot is not None)})


def busy_hours(
    picked: Load | None, book: BellBook, schedule: int | None, hours: list[Hour], on: date, year: SchoolYear
) -> Busy:
    """For the picked course, hour by hour, who is busy from the day to the year's end. Nine queries."""
    if picked is None:
        return Busy({}, {})
    lines = weekly_meetings(from_on=on)
    group = groups_by_key(on=on, keys=[picked.group_id])[picked.group_id]
    own = book.usual(group.class_ids)
    found: dict[Hour, list[Clash]] = {}
    for weekday, slot in hours:
        pattern = Pattern(weekday, EVERY, on, year.ends_on)
        start, end = book.span(slot, own) or (None, None)
        meeting = Meeting(None, picked.course_id, group, picked.teacher_id, None, slot, start, end)
        found[weekday, slot] = clashes(meeting, [other for of, other in lines if patterns_meet(pattern, of)])
    return Busy(found, say_each(found))


def usual_room(picked: Load | None) -> int | None:
    """The room where the course, or else its teacher, is most often. One query."""
    if picked is None:
        return None
    rows = TimetableEntry.objects.filter(course__teacher=picked.teacher_id, room__isnull=False, course__is_active=True)
    counts: Counter[int] = Counter()
    for course, room in rows.values_list("course", "room"):
        counts[room] += 100 if course == picked.course_id else 1
    return counts.most_common(1)[0][0] if counts else None
