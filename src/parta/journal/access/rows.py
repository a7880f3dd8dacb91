"""Doors to what hangs on journals: homework and its files, remarks, requests to open, notices of absence."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from parta.accounts.models import User
from parta.journal.models import AbsenceNotice, Homework, HomeworkFile, Remark, UnlockRequest
from parta.school.access import cast_of, own_pupils, pupil_to_lead, require
from parta.school.models import Course, GroupMembership, Pupil
from parta.school.models.stays import stays_now

from .journals import OpenLesson, course_to_read, lesson_to_write


def homework_to_write(user: User, pk: int) -> tuple[Homework, OpenLesson]:
    """A task for who may write the lesson it was given at."""
    homework = Homework.objects.filter(pk=pk, removed_at=None).first()
    if homework is None:
        raise Http404
    return homework, lesson_to_write(user, homework.lesson_id)


def file_to_write(user: User, pk: int) -> tuple[HomeworkFile, OpenLesson]:
    file = HomeworkFile.objects.filter(pk=pk, removed_at=None).select_related("homework").first()
    if file is None:
        raise Http404
    return file, lesson_to_write(user, file.homework.lesson_id)


def file_to_read(user: User, pk: int) -> HomeworkFile:
    """A task's file for whom the task is meant, their guardians, and who reads the journal."""
    files = HomeworkFile.objects.exclude(file="").filter(pk=pk, removed_at=None, homework__removed_at=None)
    file = files.select_related("homework__lesson__course").first()
    if file is None:
        raise Http404
    if not _is_given_to(file.homework, [pupil.pk for pupil in own_pupils(user)]):
        course_to_read(user, file.homework.lesson.course_id)
    return file


def _is_given_to(homework: Homework, pupils: list[int]) -> bool:
    if not pupils:
        return False
    if homework.is_individual:
        return homework.pupils.filter(pk__in=pupils).exists()
    members = GroupMembership.objects.filter(group=homework.lesson.course.group_id, pupil_id__in=pupils)
    return members.filter(_overlaps(homework.lesson.on, homework.due_on)).exists()


def _overlaps(first: date, last: date) -> Q:
    return Q(from_on__lte=last) & (Q(to_on=None) | Q(to_on__gte=first))


@dataclass(frozen=True, slots=True)
class RemarksDoor:
    """A pupil whose remarks the user may write, and whether all of them are seen or only one's own."""

    pupil: Pupil
    sees_all: bool
    may_write: bool


def remarks_of_pupil(user: User, pk: int) -> RemarksDoor:
    """The class teacher reads and writes all, a teacher of the pupil writes and reads own, the office reads all."""
    cast = cast_of(user)
    teaches = cast.employee_id is not None and _teaches(cast.employee_id, pk)
    try:
        pupil = pupil_to_lead(user, pk)
    except Http404:
        require(teaches)
        return RemarksDoor(Pupil.objects.get(pk=pk), sees_all=False, may_write=True)
    leads = cast.employee_id is not None and _leads(cast.employee_id, pk)
    return RemarksDoor(pupil, sees_all=True, may_write=teaches or leads)


def _teaches(employee_id: int, pupil_id: int) -> bool:
    today = timezone.localdate()
    here = GroupMembership.objects.filter(_overlaps(today, today), group=OuterRef("group"), pupil=pupil_id)
    substituted = Q(lessons__substitute=employee_id, lessons__on=today)
    courses = Course.objects.filter(Exists(here), is_active=True, year__is_current=True)
    return courses.filter(Q(teacher=employee_id) | substituted).exists()


def _leads(employee_id: int, pupil_id: int) -> bool:
    led = stays_now().filter(school_class__class_teacher=employee_id, school_class__year__is_current=True)
    return led.filter(pupil=pupil_id).exists()


def remark_to_remove(user: User, pk: int) -> Remark:
    """Only one's own remark is taken back."""
    remark = Remark.objects.filter(pk=pk, author=user, removed_at=None).select_related("pupil").first()
    if remark is None:
        raise Http404
    return remark


def unlock_door(user: User) -> None:
    """Requests to open are decided by deputies and administrators."""
    cast = cast_of(user)
    require(cast.is_deputy or cast.is_admin)


def unlock_to_decide(user: User, pk: int) -> UnlockRequest:
    unlock_door(user)
    found = (
        UnlockRequest.objects.filter(pk=pk).select_related("course__group", "course__subject", "lesson", "by").first()
    )
    if found is None:
        raise Http404
    return found


def notice_to_decide(user: User, pk: int) -> AbsenceNotice:
    """A parent's notice of absence, for the class teacher of the pupil's class and those who run the school."""
    notice = AbsenceNotice.objects.filter(pk=pk).first()
    if notice is None:
        raise Http404
    pupil_to_lead(user, notice.pupil_id)
    return notice
