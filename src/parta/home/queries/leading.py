"""A class teacher's class: who is away, which notices of parents wait, who has no access."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from parta.journal.models import Cell, Remark
from parta.lib.alphabet import by_name
from parta.school.models import Enrolment, Guardianship, Pupil, SchoolClass
from parta.school.models.stays import stays_now


@dataclass(frozen=True, slots=True)
class Away:
    pupil_id: int
    name: str
    lessons: list[tuple[int | None, str]]  # slot, absence letter; «оп» for lateness


def pupils_now(school_class: SchoolClass, today: date) -> list[Pupil]:
    """Who is in the class today, by name."""
    here = Enrolment.objects.filter(
        Q(to_on=None) | Q(to_on__gte=today), pupil=OuterRef("pk"), school_class=school_class, from_on__lte=today
    )
    return list(Pupil.objects.filter(Exists(here)))


def away_today(school_class: SchoolClass, today: date) -> list[Away]:
    """Pupils absent or late at any lesson of the day, with the lessons; one query."""
    rows = (
        Cell.objects.filter(
            Q(absence__gt="") | Q(late_minutes__isnull=False),
            lesson__on=today,
            pupil__enrolments__in=stays_now().filter(school_class=school_class),
        )
        .order_by(*by_name("pupil__"), "pupil_id", "lesson__slot")
        .values_list("pupil_id", "pupil__last_name", "pupil__first_name", "lesson__slot", "absence")
    )
    found: dict[int, Away] = {}
    for pupil_id, last, first, slot, absence in rows:
        away = found.setdefault(pupil_id, Away(pupil_id, f"{last} {first}", []))
        away.lessons.append((slot, absence or "оп"))
    return list(found.values())


def without_access(school_class: SchoolClass) -> tuple[list[Pupil], list[Guardianship]]:
    """Pupils and guardians of the class who have no account yet."""
    here = stays_now().filter(school_class=school_class)
    pupils = list(Pupil.objects.filter(user=None, enrolments__in=here))
    guardians = Guardianship.objects.filter(guardian__user=None, ended_on=None, pupil__enrolments__in=here)
    return pupils, list(guardians.select_related("guardian", "pupil").order_by(*by_name("pupil__")))


def remarks_of(school_class: SchoolClass, since: date) -> list[Remark]:
    return list(
        Remark.objects.filter(
            on__gte=since, removed_at=None, pupil__enrolments__in=stays_now().filter(school_class=school_class)
        )
        .select_related("pupil", "author")
        .order_by("-on", "-id")[:20]
    )
