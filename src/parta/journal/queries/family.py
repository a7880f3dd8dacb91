"""What stands between the journal and a family: attendance, notices of absence, weeks read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q

from parta.journal.models import AbsenceNotice, Cell, WeekRead
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


def lessons_a_day(pupil_id: int, days: Iterable[date]) -> dict[date, int]:
    """How many lessons the pupil's own groups had on each of the days. One query, none without days."""
    wanted = set(days)
    if not wanted:
        return {}
    held = Lesson.objects.filter(own_lessons(pupil_id), on__in=wanted, state=Lesson.State.PLANNED)
    return dict(held.order_by().values_list("on").annotate(lessons=Count("pk", distinct=True)))


def own_lessons(pupil_id: int) -> Q:
    """Lessons of the groups the pupil is in on the lesson's day, for a filter on lessons."""
    member = "course__group__memberships__"
    return Q(
        Q(**{f"{member}to_on": None}) | Q(**{f"{member}to_on__gte": F("on")}),
        **{f"{member}pupil": pupil_id, f"{member}from_on__lte": F("on")},
    )


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
            pupil__enrolments__school_class__in=class_ids, pupil__enrolments__to_on=None, is_confirmed=None,
            withdrawn_at=None,
        ).select_related("pupil", "by").order_by("from_on", "pk")
    )  # fmt: skip


def expected_absences(pupil_ids: Collection[int], on: date) -> dict[int, str]:
    """Pupil → «б» or «у» by a confirmed notice for the day. One query."""
    confirmed = AbsenceNotice.objects.filter(
        pupil__in=pupil_ids, from_on__lte=on, to_on__gte=on, is_confirmed=True, withdrawn_at=None
    )
    return dict(confirmed.order_by("pk").values_list("pupil_id", "reason"))


@dataclass(frozen=True, slots=True)
class Reading:
    """Who of the family has read a week, and when."""

    name: str
    at: datetime


def weeks_read(class_id: int, monday: date) -> dict[int, list[Reading]]:
    """Pupil of the class → who marked that week as read; pupils nobody read for are left out. One query."""
    found: dict[int, list[Reading]] = {}
    reads = WeekRead.objects.filter(
        week_on=monday, pupil__enrolments__school_class=class_id, pupil__enrolments__to_on=None
    ).select_related("user")
    for read in reads.order_by("at"):
        found.setdefault(read.pupil_id, []).append(Reading(read.user.short_name, read.at))
    return found
