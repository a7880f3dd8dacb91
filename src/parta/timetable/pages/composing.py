"""The first page of composing: every class and teacher, and how much of the load is not in the timetable yet."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from parta.school.models import Course, Employee, SchoolClass, SchoolYear

from ..models import Lesson, TimetableEntry, Weeks
from ..queries.bells import classes_of_mixed


@dataclass(frozen=True, slots=True)
class ClassLine:
    """`waiting` counts the courses of the class with hours still to place."""

    school_class: SchoolClass
    waiting: int


@dataclass(frozen=True, slots=True)
class Composing:
    year: SchoolYear | None
    levels: list[tuple[int, list[ClassLine]]]
    teachers: list[tuple[Employee, int]]
    entries: int
    lessons: int


def composing(today: date) -> Composing:
    """Of the current year. Seven queries."""
    year = SchoolYear.objects.filter(is_current=True).first()
    waiting = waiting_courses(today)
    mixed = classes_of_mixed({course.group_id for course in waiting if course.group.school_class_id is None})
    of_class: Counter[int] = Counter()
    for course in waiting:
        home = course.group.school_class_id
        of_class.update([home] if home else mixed[course.group_id])
    of_teacher = Counter(course.teacher_id for course in waiting)
    lines = [ClassLine(one, of_class[one.pk]) for one in SchoolClass.objects.filter(year__is_current=True)]
    teaching = Course.objects.filter(year__is_current=True, is_active=True).values("teacher")
    return Composing(
        year=year,
        levels=[(level, list(some)) for level, some in groupby(lines, key=lambda line: line.school_class.level)],
        teachers=[(one, of_teacher[one.pk]) for one in Employee.objects.filter(pk__in=teaching)],
        entries=TimetableEntry.objects.filter(course__year__is_current=True, valid_to__gte=today).count(),
        lessons=Lesson.objects.filter(course__year__is_current=True).count(),
    )


def waiting_courses(today: date) -> list[Course]:
    """Active courses whose weekly hours are more than the timetable gives them. Two queries."""
    placed: dict[int, Decimal] = {}
    entries = TimetableEntry.objects.filter(course__year__is_current=True, valid_to__gte=today)
    for course, weeks in entries.values_list("course", "weeks"):
        placed[course] = placed.get(course, Decimal(0)) + (Decimal(1) if weeks == Weeks.EVERY else Decimal("0.5"))
    courses = Course.objects.filter(year__is_current=True, is_active=True).select_related("group")
    return [course for course in courses if course.hours > placed.get(course.pk, 0)]
