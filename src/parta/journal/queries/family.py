"""What stands between the journal and a family: attendance, notices of absence, weeks read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from parta.journal.models import AbsenceNotice, Cell, WeekRead
from parta.lib import sql
from parta.school.models.stays import stays_now
from parta.timetable.models import Lesson


@dataclass(frozen=True, slots=True)
class MissedLesson:
    """A lesson a pupil was away from or late for."""

    pupil_id: int
    lesson_id: int
    on: date
    slot: int | None
    subject: str
    absence: str
    late_minutes: int | None
    comment: str


def missed_lessons(pupil_ids: Collection[int], from_on: date, to_on: date) -> list[MissedLesson]:
    """Absences and lateness of the pupils from day to day, the latest day first. One query."""
    rows = Cell.objects.filter(
        Q(absence__gt="") | Q(late_minutes__isnull=False),
        pupil__in=pupil_ids, lesson__on__gte=from_on, lesson__on__lte=to_on, lesson__state=Lesson.State.PLANNED,
    ).order_by("-lesson__on", "pupil_id", "lesson__slot", "pk")  # fmt: skip
    fields = (
        "pupil_id", "lesson_id", "lesson__on", "lesson__slot", "lesson__course__subject__name", "absence",
        "late_minutes", "comment",
    )  # fmt: skip
    return [MissedLesson(*row) for row in rows.values_list(*fields)]


A_DAY = """
SELECT l."on", COUNT(*)
FROM school_groupmembership gm
JOIN school_course c ON c.group_id = gm.group_id
JOIN timetable_lesson l ON l.course_id = c.id
  AND l."on" BETWEEN %s AND %s AND l."on" >= gm.from_on AND (gm.to_on IS NULL OR l."on" <= gm.to_on)
WHERE gm.pupil_id = %s AND l.state = 'planned'
GROUP BY 1"""


def lessons_a_day(pupil_id: int, days: Collection[date]) -> dict[date, int]:
    """How many lessons the pupil's own groups had on each of the days. One query, none without days.

    Everything between the first day and the last is counted: asked for single days, the database would look through
    the lessons of the whole school on each of them.
    """
    if not days:
        return {}
    counted = {sql.day(at): lessons for at, lessons in sql.rows(A_DAY, [min(days), max(days), pupil_id])}
    return {on: counted[on] for on in days if on in counted}


def notices_of(pupil_id: int, since: date) -> list[AbsenceNotice]:
    """Notices about the pupil that reach past `since`, the withdrawn ones left out; the latest first. One query."""
    return list(
        AbsenceNotice.objects.filter(pupil=pupil_id, to_on__gte=since, withdrawn_at=None).select_related(
            "by", "decided_by"
        )
    )


def waiting_notices(class_ids: Collection[int]) -> list[AbsenceNotice]:
    """Notices about pupils of the classes that wait for the class teacher, the nearest first. One query."""
    return list(
        AbsenceNotice.objects.filter(
            pupil__enrolments__in=stays_now().filter(school_class__in=class_ids), is_confirmed=None, withdrawn_at=None,
        ).select_related("pupil", "by").order_by("from_on", "pk")
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """Who of the family has read a week, and when."""

    name: str
    at: datetime


def weeks_read(class_id: int, monday: date) -> dict[int, list[Reading]]:
    """Pupil of the class → who marked that week as read; pupils nobody read for are left out. One query."""
    found: dict[int, list[Reading]] = {}
    reads = WeekRead.objects.filter(
        week_on=monday, pupil__enrolments__in=stays_now().filter(school_class=class_id)
    ).select_related("user")
    for read in reads.order_by("at"):
        found.setdefault(read.pupil_id, []).append(Reading(read.user.short_name, read.at))
    return found
