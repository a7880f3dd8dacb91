"""The state of the whole school, for who runs it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from parta.journal.models import Cell, UnlockRequest
from parta.school.models import Employee, Guardian, ImportBatch, Invitation, Period, Pupil
from parta.school.models.stays import stays_now
from parta.timetable.models import Lesson

LOOK_BACK = 7  # days
MOST = 8


@dataclass(frozen=True, slots=True)
class Day:
    """Lessons of a day: all that were to be held, with roll call, with topic."""

    lessons: int
    with_roll: int
    with_topic: int
    substituted: int
    cancelled: int
    away: int  # pupils absent at any lesson


@dataclass(frozen=True, slots=True)
class TeacherGap:
    employee_id: int
    name: str
    lessons: int


def day(on: date) -> Day:
    """Two queries."""
    planned = Q(state=Lesson.State.PLANNED)
    numbers = Lesson.objects.filter(on=on).aggregate(
        lessons=Count("pk", filter=planned),
        with_roll=Count("pk", filter=planned & Q(record__roll_at__isnull=False)),
        with_topic=Count("pk", filter=planned & Q(record__topic__gt="")),
        substituted=Count("pk", filter=planned & Q(substitute__isnull=False)),
        cancelled=Count("pk", filter=Q(state=Lesson.State.CANCELLED)),
    )
    away = Cell.objects.filter(lesson__on=on, absence__gt="").values("pupil_id").distinct().count()
    return Day(away=away, **numbers)


def unfilled_by_teacher(today: date) -> list[TeacherGap]:
    """Teachers with most lessons of the last week without a topic or roll call."""
    rows = (
        Lesson.objects.filter(on__lt=today, on__gte=today - timedelta(days=LOOK_BACK), state=Lesson.State.PLANNED)
        .filter(Q(record=None) | Q(record__topic="") | Q(record__roll_at=None))
        .annotate(giver=Coalesce(F("substitute_id"), F("course__teacher_id")))
        .filter(giver__isnull=False)
        .values("giver")
        .annotate(lessons=Count("pk"))
        .order_by("-lessons")[:MOST]
    )
    numbers = {row["giver"]: row["lessons"] for row in rows}
    from_school = _names(list(numbers))
    return [TeacherGap(pk, from_school[pk], lessons) for pk, lessons in numbers.items()]


def _names(keys: list[int]) -> dict[int, str]:
    return {row.pk: row.short_name for row in Employee.objects.filter(pk__in=keys)}


def unlocks_waiting() -> list[UnlockRequest]:
    return list(
        UnlockRequest.objects.filter(decided_at=None)
        .select_related("course__subject", "course__group", "by", "lesson")
        .order_by("at")
    )


def periods_ending(today: date, within: int = 21) -> list[Period]:
    """Periods of this year that end within so many days, or have ended and are not closed."""
    return list(
        Period.objects.filter(
            scheme__year__is_current=True, closed_at=None, ends_on__lte=today + timedelta(days=within)
        )
        .select_related("scheme")
        .order_by("ends_on")
    )


@dataclass(frozen=True, slots=True)
class Access:
    pupils: int
    pupils_with_account: int
    guardians: int
    guardians_with_account: int
    codes_unused: int


def access_numbers(today: date) -> Access:
    """How many families can sign in. Three queries."""
    pupils = Pupil.objects.filter(enrolments__in=stays_now(), enrolments__school_class__year__is_current=True)
    guardians = Guardian.objects.filter(guardianships__pupil__in=pupils, guardianships__ended_on=None)
    counted = pupils.aggregate(
        all=Count("pk", distinct=True), signed=Count("pk", filter=Q(user__isnull=False), distinct=True)
    )
    parents = guardians.aggregate(
        all=Count("pk", distinct=True), signed=Count("pk", filter=Q(user__isnull=False), distinct=True)
    )
    codes = Invitation.objects.filter(used_at=None, revoked_at=None, expires_on__gte=today).count()
    return Access(counted["all"], counted["signed"], parents["all"], parents["signed"], codes)


def last_imports() -> list[ImportBatch]:
    return list(ImportBatch.objects.select_related("by")[:5])
