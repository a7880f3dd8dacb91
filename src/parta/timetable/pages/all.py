"""All timetables to choose from: classes by level, teachers, rooms."""

import re
from dataclasses import dataclass
from itertools import groupby

from parta.school.models import Course, Employee, Room, SchoolClass


@dataclass(frozen=True, slots=True)
class AllTimetables:
    levels: list[tuple[int, list[SchoolClass]]]
    teachers: list[Employee]
    rooms: list[Room]


def all_timetables() -> AllTimetables:
    """Of the current year. Three queries."""
    classes = SchoolClass.objects.filter(year__is_current=True)
    teaching = Course.objects.filter(year__is_current=True, is_active=True).values("teacher")
    return AllTimetables(
        levels=[(level, list(some)) for level, some in groupby(classes, key=lambda found: found.level)],
        teachers=list(Employee.objects.filter(pk__in=teaching)),
        rooms=sorted(Room.objects.filter(is_active=True), key=by_number),
    )


def by_number(room: Room) -> list[tuple[int, str]]:
    """Room 9 before room 10, «Спортзал 2» before «Спортзал 10», numbers before names."""
    return [(int(part), "") if part.isdecimal() else (10**9, part) for part in re.split(r"(\d+)", room.name) if part]
