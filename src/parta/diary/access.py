"""Doors to a diary. A family reads and writes its own; staff who answer for the pupil may look, and it is logged."""

from dataclasses import dataclass
from enum import StrEnum

from django.http import Http404

from parta.accounts.models import User
from parta.journal.models import AbsenceNotice, Homework
from parta.lib import sql
from parta.school.access import cast_of, own_pupils, pupil_to_lead, require
from parta.school.models import Pupil
from parta.school.models.stays import stays_now


class Reader(StrEnum):
    """As whom the user reads this diary."""

    PUPIL = "pupil"
    GUARDIAN = "guardian"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class OpenDiary:
    """A pupil's diary as one user may see it. `children` are the diaries of the user's own switch, none for staff."""

    pupil: Pupil
    reader: Reader
    children: list[Pupil]

    @property
    def may_tick(self) -> bool:
        return self.reader is Reader.PUPIL

    @property
    def may_answer(self) -> bool:
        """Marks weeks as read and announces absences: guardians only."""
        return self.reader is Reader.GUARDIAN

    @property
    def is_looked_into(self) -> bool:
        """Read by somebody of the school."""
        return self.reader is Reader.STAFF

    @property
    def hides_remarks(self) -> bool:
        """A remark addressed to parents is not for the pupil unless the teacher says so (domain §2)."""
        return self.reader is Reader.PUPIL


def diary_of(user: User, pk: int) -> OpenDiary:
    """The diary for the pupil, the guardians, the class teacher and those who run the school; 404 for others."""
    return _own_diary(user, pk) or OpenDiary(pupil_to_lead(user, pk), Reader.STAFF, [])


def _own_diary(user: User, pk: int) -> OpenDiary | None:
    children = own_pupils(user)
    for pupil in children:
        if pupil.pk == pk:
            return OpenDiary(pupil, Reader.PUPIL if pupil.user_id == user.pk else Reader.GUARDIAN, children)
    return None


def diary_to_tick(user: User, pk: int) -> OpenDiary:
    """The diary for the pupil alone, while in a class."""
    diary = _own_diary(user, pk)
    if diary is None or not diary.may_tick or not _is_here(diary.pupil):
        raise Http404
    return diary


def diary_to_answer(user: User, pk: int) -> OpenDiary:
    """The diary for a guardian, while the child is in a class; 404 for the pupil and for staff."""
    diary = _own_diary(user, pk)
    if diary is None or not diary.may_answer or not _is_here(diary.pupil):
        raise Http404
    return diary


def _is_here(pupil: Pupil) -> bool:
    """In a class or to come: of who has left the family reads what is written, and nothing new is written."""
    return stays_now().filter(pupil=pupil).exists()


def children_of(user: User) -> list[Pupil]:
    """Whose diaries are the user's own affair; 404 for those who are no family at all."""
    cast = cast_of(user)
    require(cast.pupil_id is not None or cast.guardian_id is not None)
    return own_pupils(user)


# Whose task it is: of a group the pupil is in on the day it is due, and, when individual, given to the pupil by name.
OWN_TASKS = """
FROM school_groupmembership gm
JOIN school_course c ON c.group_id = gm.group_id
JOIN timetable_lesson l ON l.course_id = c.id
JOIN journal_homework h ON h.lesson_id = l.id AND h.removed_at IS NULL
JOIN school_subject s ON s.id = c.subject_id
LEFT JOIN journal_homework_pupils named ON named.homework_id = h.id AND named.pupil_id = gm.pupil_id"""
IS_OWN = """(h.due_on >= gm.from_on AND (gm.to_on IS NULL OR h.due_on <= gm.to_on)
  AND (NOT h.is_individual OR named.id IS NOT NULL))"""
OWN_TASK = f"SELECT h.id {OWN_TASKS} WHERE gm.pupil_id = %s AND h.id = %s AND {IS_OWN}"


def homework_to_tick(diary: OpenDiary, pk: int) -> Homework:
    if not sql.rows(OWN_TASK, [diary.pupil.pk, pk]):
        raise Http404
    return Homework.objects.get(pk=pk)


def notice_to_withdraw(diary: OpenDiary, pk: int) -> AbsenceNotice:
    """A notice about this pupil, whichever of the guardians sent it."""
    found = AbsenceNotice.objects.filter(pk=pk, pupil=diary.pupil).first()
    if found is None:
        raise Http404
    return found
