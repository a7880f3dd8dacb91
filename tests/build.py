"""Plain builders of rows for tests. What you do not name is made in the simplest way; no surprises, no randomness."""

from __future__ import annotations

from datetime import date, time
from itertools import count
from typing import Any

from parta.accounts.models import User
from parta.journal.models import Cell, LessonRecord, Mark, WorkKind
from parta.school.models import (
    Course,
    Employee,
    Enrolment,
    GroupMembership,
    Guardian,
    Guardianship,
    Period,
    PeriodScheme,
    Pupil,
    Room,
    School,
    SchoolClass,
    SchoolYear,
    StudyGroup,
    Subject,
)
from parta.timetable.models import Bell, BellSchedule, Lesson, TimetableEntry

YEAR_START, YEAR_END = date(2026, 9, 1), date(2027, 5, 31)
QUARTERS = [
    ("I четверть", date(2026, 9, 1), date(2026, 10, 25)),
    ("II четверть", date(2026, 11, 5), date(2026, 12, 30)),
    ("III четверть", date(2027, 1, 11), date(2027, 3, 21)),
    ("IV четверть", date(2027, 3, 29), date(2027, 5, 31)),
]
_numbers = count(1)


def user(username: str = "", **fields: Any) -> User:
    """An account with the password «parta»."""
    made = User(username=username or f"user{next(_numbers)}", **fields)
    made.set_password("parta")
    made.save()
    return made


def school(**fields: Any) -> School:
    return School.objects.update_or_create(
        pk=1, defaults={"name": "Средняя школа № 15", "short_name": "Школа № 15", **fields}
    )[0]


def year(**fields: Any) -> SchoolYear:
    values = {"name": "2026/27", "starts_on": YEAR_START, "ends_on": YEAR_END, "is_current": True, **fields}
    return SchoolYear.objects.get_or_create(name=values["name"], defaults=values)[0]


def scheme(name: str = "четверти") -> PeriodScheme:
    made, is_new = PeriodScheme.objects.get_or_create(year=year(), name=name)
    if is_new:
        for number, (title, starts_on, ends_on) in enumerate(QUARTERS, start=1):
            Period.objects.create(scheme=made, number=number, name=title, starts_on=starts_on, ends_on=ends_on)
    return made


def employee(name: str = "Орлова Нина Васильевна", *, user: User | None = None, **fields: Any) -> Employee:
    last, first, *rest = name.split()
    return Employee.objects.create(last_name=last, first_name=first, patronymic=" ".join(rest), user=user, **fields)


def school_class(name: str = "7Б", **fields: Any) -> SchoolClass:
    """A class with its whole group, as school.services makes it."""
    digits = "".join(letter for letter in name if letter.isdigit())
    made = SchoolClass.objects.create(
        year=year(), level=int(digits), letter=name[len(digits) :], scheme=scheme(), **fields
    )
    StudyGroup.objects.create(year=made.year, name=name, school_class=made, is_whole=True)
    return made


def whole(of: SchoolClass) -> StudyGroup:
    return StudyGroup.objects.get(school_class=of, is_whole=True)


def subgroup(of: SchoolClass, name: str = "", *, pupils: list[Pupil] | None = None) -> StudyGroup:
    group = StudyGroup.objects.create(year=of.year, name=name or f"{of.name} (1)", school_class=of)
    for pupil in pupils or []:
        GroupMembership.objects.create(group=group, pupil=pupil, from_on=YEAR_START)
    return group


def pupil(
    name: str = "Ермакова Дарья", *, of: SchoolClass | None = None, user: User | None = None, **fields: Any
) -> Pupil:
    """A pupil, in the class and its whole group from 1 September when a class is named."""
    last, first, *rest = name.split()
    made = Pupil.objects.create(last_name=last, first_name=first, patronymic=" ".join(rest), user=user, **fields)
    if of is not None:
        Enrolment.objects.create(pupil=made, school_class=of, from_on=YEAR_START)
        GroupMembership.objects.create(group=whole(of), pupil=made, from_on=YEAR_START)
    return made


def guardian(
    *children: Pupil, name: str = "Ермакова Ольга Сергеевна", user: User | None = None, **fields: Any
) -> Guardian:
    last, first, *rest = name.split()
    made = Guardian.objects.create(last_name=last, first_name=first, patronymic=" ".join(rest), user=user, **fields)
    for child in children:
        Guardianship.objects.create(guardian=made, pupil=child, relation="мать")
    return made


def subject(name: str = "Алгебра", **fields: Any) -> Subject:
    return Subject.objects.get_or_create(name=name, defaults=fields)[0]


def room(name: str = "12") -> Room:
    return Room.objects.get_or_create(name=name)[0]


def course(teacher: Employee | None, group: StudyGroup, subject_name: str = "Алгебра", **fields: Any) -> Course:
    return Course.objects.create(
        year=group.year, subject=subject(subject_name), group=group, teacher=teacher, scheme=scheme(),
        **{"hours": 3, **fields},
    )  # fmt: skip


def bells() -> BellSchedule:
    """The default bells: eight lessons of 45 minutes from 8:30, breaks of 10 minutes."""
    made, is_new = BellSchedule.objects.get_or_create(name="Обычные", defaults={"is_default": True})
    if is_new:
        for slot in range(1, 9):
            start = 8 * 60 + 30 + (slot - 1) * 55
            Bell.objects.create(
                schedule=made, slot=slot, starts_at=time(*divmod(start, 60)), ends_at=time(*divmod(start + 45, 60))
            )
    return made


def entry(of: Course, weekday: int = 1, slot: int = 1, **fields: Any) -> TimetableEntry:
    return TimetableEntry.objects.create(
        course=of, weekday=weekday, slot=slot, **{"valid_from": YEAR_START, "valid_to": YEAR_END, **fields}
    )


def lesson(of: Course, on: date = date(2026, 11, 23), slot: int = 1, **fields: Any) -> Lesson:
    return Lesson.objects.create(course=of, on=on, slot=slot, **fields)


def work_kind(name: str = "ответ", **fields: Any) -> WorkKind:
    values = {"short_name": name[:2].upper(), "is_default": name == "ответ", **fields}
    return WorkKind.objects.get_or_create(name=name, defaults=values)[0]


def cell(at: Lesson, pupil: Pupil, **fields: Any) -> Cell:
    return Cell.objects.create(lesson=at, pupil=pupil, **fields)


def mark(pupil: Pupil, at: Lesson, value: int | None = 5, **fields: Any) -> Mark:
    """A mark of the pupil at the lesson, after those already in the cell."""
    home = Cell.objects.filter(lesson=at, pupil=pupil).first() or cell(at, pupil)
    return Mark.objects.create(cell=home, position=home.marks.count(), value=value, **fields)


def topic(at: Lesson, words: str = "Линейная функция") -> LessonRecord:
    return LessonRecord.objects.create(lesson=at, topic=words)
