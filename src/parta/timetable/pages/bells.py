"""Bells of the school: the schedules side by side, and who follows which."""

from dataclasses import dataclass
from datetime import date

from parta.school.models import SchoolClass

from ..models import BellSchedule, ClassBells, DayBells


@dataclass(frozen=True, slots=True)
class BellsPage:
    """`classes` are those of the current year that follow other bells than the default; `days` are still to come."""

    schedules: list[BellSchedule]
    classes: list[tuple[SchoolClass, BellSchedule]]
    days: list[DayBells]


def bells_page(today: date) -> BellsPage:
    """Four queries."""
    own = ClassBells.objects.filter(school_class__year__is_current=True).select_related("school_class", "schedule")
    days = DayBells.objects.filter(on__gte=today).select_related("schedule", "instead_of").order_by("on")
    return BellsPage(
        schedules=list(BellSchedule.objects.prefetch_related("bells")),
        classes=[
            (one.school_class, one.schedule) for one in own.order_by("school_class__level", "school_class__letter")
        ],
        days=list(days),
    )
