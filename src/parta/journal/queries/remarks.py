"""Remarks and praises, as staff may see them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.accounts.models import User
from parta.journal.access import RemarksDoor
from parta.journal.models import Remark
from parta.school.models.stays import stays_now


def remarks_at_lesson(lesson_id: int, user: User) -> QuerySet[Remark]:
    """What was written at a lesson: all for those who run the school, else one's own and of the pupils one leads."""
    remarks = _standing().filter(lesson=lesson_id)
    if user.runs_school:
        return remarks
    led = stays_now().filter(pupil=OuterRef("pupil"), school_class__class_teacher__user=user)
    return remarks.filter(Q(author=user) | Q(Exists(led)))


def remarks_of(door: RemarksDoor, user: User) -> QuerySet[Remark]:
    """A pupil's remarks, the latest first: all, or one's own, as the door tells."""
    remarks = _standing().filter(pupil=door.pupil)
    return remarks if door.sees_all else remarks.filter(author=user)


def _standing() -> QuerySet[Remark]:
    return Remark.objects.filter(removed_at=None).select_related("pupil", "author", "lesson__course__subject")
