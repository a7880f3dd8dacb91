"""Doors to journals and lessons. No right and no row are both 404.

A journal is read by its teacher, by the class teacher of any of its pupils, by who substitutes at one of its lessons,
and by those who run the school. It is written by its teacher, and by a substitute at that one lesson; nobody else.
"""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.http import Http404

from parta.accounts.models import User
from parta.lib import sql
from parta.school.access import require
from parta.school.models import School


@dataclass(frozen=True, slots=True)
class TeacherHead:
    pk: int
    short_name: str  # «Орлова Н. В.»

    def __str__(self) -> str:
        return self.short_name


@dataclass(frozen=True, slots=True)
class CourseHead:
    """What the head of a journal names, and what its pages are read by."""

    pk: int
    subject_id: int
    subject: str
    group_id: int
    group: str
    level: int | None  # of the class; None in a mixed group
    teacher: TeacherHead | None  # None while nobody is appointed
    scheme_id: int
    hours: Decimal  # a week
    scale: str  # school.Scale
    year_closed: bool

    def __str__(self) -> str:
        return f"{self.group} · {self.subject}"


@dataclass(frozen=True, slots=True)
class OpenJournal:
    """One course's journal as one user may see it, with the school's settings that bound writing."""

    course: CourseHead
    employee_id: int | None
    edit_days: int
    allows_one: bool

    @property
    def teaches(self) -> bool:
        teacher = self.course.teacher
        return teacher is not None and teacher.pk == self.employee_id

    def may_write(self, substitute_id: int | None) -> bool:
        """Whether the user writes a lesson with this substitute."""
        return self.teaches or (substitute_id is not None and substitute_id == self.employee_id)


@dataclass(frozen=True, slots=True)
class LessonHead:
    """A lesson as its own pages name it; its limits are read by queries.lessons."""

    pk: int
    on: date
    slot: int | None
    state: str  # timetable.Lesson.State
    room: str
    substitute_id: int | None
    substitute: str
    starts_at: time | None  # own times; None when the bells tell them
    ends_at: time | None


@dataclass(frozen=True, slots=True)
class OpenLesson:
    """One lesson with its journal as one user may see it."""

    lesson: LessonHead
    journal: OpenJournal

    @property
    def may_write(self) -> bool:
        return self.journal.may_write(self.lesson.substitute_id)


def course_to_read(user: User, pk: int) -> OpenJournal:
    found = sql.rows(f"{JOURNAL} WHERE c.id = %s AND ({READABLE})", [user.pk, pk, user.runs_school])
    if not found:
        raise Http404
    return _journal(found[0])


def lesson_to_read(user: User, pk: int) -> OpenLesson:
    found = sql.rows(f"{LESSON} WHERE l.id = %s AND ({READABLE})", [user.pk, pk, user.runs_school])
    if not found:
        raise Http404
    *journal, key, on, slot, state, room, substitute_id, last, first, patronymic, starts_at, ends_at = found[0]
    lesson = LessonHead(
        key, sql.day(on) or date.min, slot, state, room or "", substitute_id, short_name(last, first, patronymic),
        sql.clock(starts_at), sql.clock(ends_at),
    )  # fmt: skip
    return OpenLesson(lesson, _journal(tuple(journal)))


def lesson_to_write(user: User, pk: int) -> OpenLesson:
    found = lesson_to_read(user, pk)
    require(found.may_write)
    return found


HEAD = """
SELECT c.id, c.subject_id, s.name, c.group_id, g.name, k.level, c.teacher_id, t.last_name, t.first_name, t.patronymic,
  c.scheme_id, c.hours, c.scale, y.closed_at IS NOT NULL, me.id, school.edit_days, school.allows_one"""
TABLES = """
JOIN school_subject s ON s.id = c.subject_id
JOIN school_studygroup g ON g.id = c.group_id
JOIN school_schoolyear y ON y.id = c.year_id
LEFT JOIN school_schoolclass k ON k.id = g.school_class_id
LEFT JOIN school_employee t ON t.id = c.teacher_id
LEFT JOIN school_employee me ON me.user_id = %s AND me.left_on IS NULL
LEFT JOIN school_school school ON school.id = 1
"""
JOURNAL = f"{HEAD} FROM school_course c {TABLES}"
LESSON = f"""{HEAD}, l.id, l."on", l.slot, l.state, r.name, l.substitute_id, b.last_name, b.first_name, b.patronymic,
  l.starts_at, l.ends_at
FROM timetable_lesson l JOIN school_course c ON c.id = l.course_id {TABLES}
LEFT JOIN school_room r ON r.id = l.room_id
LEFT JOIN school_employee b ON b.id = l.substitute_id
"""
# One parameter: whether the user runs the school. A class teacher reads as long as the pupil is in the class, or was
# at the year's end.
READABLE = """%s OR c.teacher_id = me.id
  OR EXISTS (SELECT 1 FROM timetable_lesson own WHERE own.course_id = c.id AND own.substitute_id = me.id)
  OR EXISTS (SELECT 1 FROM school_schoolclass led
    JOIN school_enrolment e ON e.school_class_id = led.id AND (e.to_on IS NULL OR e.to_on >= y.ends_on)
    JOIN school_groupmembership m ON m.pupil_id = e.pupil_id AND m.group_id = c.group_id
    WHERE led.class_teacher_id = me.id AND led.year_id = c.year_id)"""


def _journal(row: tuple[Any, ...]) -> OpenJournal:
    (pk, subject_id, subject, group_id, group, level, teacher_id, last, first, patronymic, scheme_id, hours, scale,
     year_closed, employee_id, edit_days, allows_one) = row  # fmt: skip
    head = CourseHead(
        pk=pk, subject_id=subject_id, subject=subject, group_id=group_id, group=group, level=level,
        teacher=TeacherHead(teacher_id, short_name(last, first, patronymic)) if teacher_id else None,
        scheme_id=scheme_id, hours=Decimal(str(hours)), scale=scale, year_closed=bool(year_closed),
    )  # fmt: skip
    if edit_days is None:  # the school is not set up yet
        edit_days, allows_one = UNSET.edit_days, UNSET.allows_one
    return OpenJournal(head, employee_id, edit_days, bool(allows_one))


UNSET = School()


def short_name(last: str | None, first: str | None, patronymic: str | None) -> str:
    """«Орлова Н. В.»; "" where there is nobody."""
    initials = " ".join(f"{part[0]}." for part in (first, patronymic) if part)
    return f"{last or ''} {initials}".strip()
