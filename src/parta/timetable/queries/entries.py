"""Lines of the weekly timetable as the editor shows them, and the load they fulfil."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from django.db.models import Q, QuerySet

from parta.school.models import Course

from ..models import TimetableEntry, Weeks
from .lessons import groups_of_classes, short_name_of, where


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of the timetable. `teacher` and `room` are «» where nobody or nothing is set."""

    id: int
    course_id: int
    weekday: int
    slot: int | None
    starts_at: time | None
    ends_at: time | None
    weeks: str
    valid_from: date
    valid_to: date
    subject: str
    group_id: int
    group: str
    is_whole: bool
    teacher_id: int | None
    teacher: str
    room_id: int | None
    room: str

    @property
    def where(self) -> str:
        return where(self.room)

    @property
    def weeks_words(self) -> str:
        """«по чётным», or nothing for a line of every week."""
        return "" if self.weeks == Weeks.EVERY else str(Weeks(self.weeks).label)


@dataclass(frozen=True, slots=True)
class Load:
    """A course and how many of its weekly hours stand in the timetable."""

    course_id: int
    subject: str
    group_id: int
    group: str
    is_whole: bool
    teacher_id: int | None
    teacher: str
    hours: Decimal
    placed: Decimal

    @property
    def rest(self) -> Decimal:
        """Hours still to place; below zero when there are too many."""
        return self.hours - self.placed


def entries_of_class(class_id: int, on: date) -> list[EntryLine]:
    """Lines in force on the day or later, of the class with its subgroups and mixed groups. One query."""
    return read(TimetableEntry.objects.filter(course__group__in=groups_of_classes([class_id])), on)


def entries_of_teacher(employee_id: int, on: date) -> list[EntryLine]:
    return read(TimetableEntry.objects.filter(course__teacher=employee_id), on)


def read(entries: QuerySet[TimetableEntry], on: date) -> list[EntryLine]:
    active = entries.filter(course__is_active=True, course__year__starts_on__lte=on, course__year__ends_on__gte=on)
    rows = active.filter(valid_to__gte=on).order_by("weekday", "slot", "starts_at", "course__group__name", "valid_from")
    found = rows.values_list(
        "pk", "course", "weekday", "slot", "starts_at", "ends_at", "weeks", "valid_from", "valid_to",
        "course__subject__name", "course__group", "course__group__name", "course__group__is_whole", "course__teacher",
        "course__teacher__last_name", "course__teacher__first_name", "course__teacher__patronymic",
        "room", "room__name",
    )  # fmt: skip
    return [
        EntryLine(*row[:14], teacher_of(*row[14:17]), row[17], row[18] or "")
        for row in found
    ]  # fmt: skip


def teacher_of(last_name: str | None, first_name: str | None, patronymic: str | None) -> str:
    return short_name_of(last_name, first_name or "", patronymic or "") if last_name else ""


def load_of_class(class_id: int, entries: list[EntryLine], on: date) -> list[Load]:
    """The courses of the class with the hours that `entries` place in a week on the day. One query."""
    return read_load(Course.objects.filter(group__in=groups_of_classes([class_id])), entries, on)


def load_of_teacher(employee_id: int, entries: list[EntryLine], on: date) -> list[Load]:
    return read_load(Course.objects.filter(teacher=employee_id), entries, on)


def read_load(courses: QuerySet[Course], entries: list[EntryLine], on: date) -> list[Load]:
    rows = (
        courses.filter(Q(is_active=True), year__starts_on__lte=on, year__ends_on__gte=on)
        .order_by("subject__name", "group__name", "pk")
        .values_list(
            "pk", "subject__name", "group", "group__name", "group__is_whole", "teacher",
            "teacher__last_name", "teacher__first_name", "teacher__patronymic", "hours",
        )
    )  # fmt: skip
    placed: dict[int, Decimal] = {}
    for entry in entries:
        if entry.valid_from <= on:
            hours = Decimal(1) if entry.weeks == Weeks.EVERY else Decimal("0.5")
            placed[entry.course_id] = placed.get(entry.course_id, Decimal(0)) + hours
    return [Load(*row[:6], teacher_of(*row[6:9]), row[9], placed.get(row[0], Decimal(0))) for row in rows]
