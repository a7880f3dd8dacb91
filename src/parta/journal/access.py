"""Doors to journals and lessons. No right and no row are both 404.

A journal is read by its teacher, by the class teacher of any of its pupils, by who substitutes at one of its lessons,
and by those who run the school. It is written by its teacher, and by a substitute at that one lesson; nobody else.
"""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from parta.accounts.models import User
from parta.school.access import Cast, cast_of, pupil_to_lead, require
from parta.school.models import Course, GroupMembership, School
from parta.timetable.models import Lesson

from .models import AbsenceNotice


@dataclass(frozen=True, slots=True)
class OpenJournal:
    """One course's journal as one user may see it, with the school's settings that bound writing."""

    course: Course
    employee_id: int | None
    teaches: bool
    edit_days: int
    allows_one: bool

    @property
    def year_closed(self) -> bool:
        return self.course.year.closed_at is not None

    def may_write(self, substitute_id: int | None) -> bool:
        """Whether the user writes a lesson with this substitute."""
        return self.teaches or (substitute_id is not None and substitute_id == self.employee_id)


def course_to_read(user: User, pk: int) -> OpenJournal:
    course = _journals(cast_of(user)).filter(pk=pk).first()
    if course is None:
        raise Http404
    return opened(course, cast_of(user))


def opened(course: Course, cast: Cast) -> OpenJournal:
    """`course` comes from `_journals`, which reads the settings along."""
    return OpenJournal(
        course=course,
        employee_id=cast.employee_id,
        teaches=cast.employee_id is not None and course.teacher_id == cast.employee_id,
        edit_days=course.edit_days,  # type: ignore[attr-defined]  # annotated by _journals
        allows_one=course.allows_one,  # type: ignore[attr-defined]
    )


def _journals(cast: Cast) -> QuerySet[Course]:
    """The courses the user reads, with what a page's head names."""
    school, unset = School.objects.filter(pk=1), School()
    courses = Course.objects.select_related("subject", "group__school_class", "teacher", "year").annotate(
        edit_days=Coalesce(Subquery(school.values("edit_days")), unset.edit_days),
        allows_one=Coalesce(Subquery(school.values("allows_one")), unset.allows_one),
    )
    if cast.runs_school:
        return courses
    if cast.employee_id is None:
        return courses.none()
    return courses.filter(read_by(cast.employee_id))


def read_by(employee_id: int) -> Q:
    """Courses an employee reads without running the school: teaches, substitutes at, or leads pupils of."""
    substituted = Lesson.objects.filter(course=OuterRef("pk"), substitute=employee_id)
    return Q(teacher=employee_id) | Q(Exists(substituted)) | Q(Exists(_led_members(employee_id)))


def _led_members(employee_id: int) -> QuerySet[GroupMembership]:
    """Members of the outer course's group who are, or ended the year, in a class this employee leads."""
    enrolment = "pupil__enrolments"
    stays = Q(**{f"{enrolment}__to_on": None}) | Q(
        **{f"{enrolment}__to_on__gte": F(f"{enrolment}__school_class__year__ends_on")}
    )
    return GroupMembership.objects.filter(
        stays,
        group=OuterRef("group"),
        pupil__enrolments__school_class__class_teacher=employee_id,
        pupil__enrolments__school_class__year=OuterRef("year"),
    )


@dataclass(frozen=True, slots=True)
class OpenLesson:
    """One lesson with its journal as one user may see it."""

    lesson: Lesson
    journal: OpenJournal

    @property
    def may_write(self) -> bool:
        return self.journal.may_write(self.lesson.substitute_id)


def lesson_to_read(user: User, pk: int) -> OpenLesson:
    lesson = Lesson.objects.filter(pk=pk).select_related("room", "substitute").first()
    if lesson is None:
        raise Http404
    journal = course_to_read(user, lesson.course_id)
    lesson.course = journal.course
    return OpenLesson(lesson, journal)


def lesson_to_write(user: User, pk: int) -> OpenLesson:
    found = lesson_to_read(user, pk)
    require(found.may_write)
    return found


def notice_to_decide(user: User, pk: int) -> AbsenceNotice:
    """A parent's notice of absence, for the class teacher of the pupil's class and those who run the school."""
    notice = AbsenceNotice.objects.filter(pk=pk).first()
    if notice is None:
        raise Http404
    pupil_to_lead(user, notice.pupil_id)
    return notice
