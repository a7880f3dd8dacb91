"""Figures of help by slots and seminars, for the head."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from ..models import Booking, Seminar, SeminarPlace
from .hours import hours_between
from .lessons import busy_between

State = Booking.State


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over some days. `offered` counts seats of slots; `held` counts walk-ins too."""

    offered: int
    booked: int
    held: int
    missed: int
    cancelled: int
    walk_ins: int
    seminars_held: int
    seminar_places: int
    seminar_attended: int


def figures(from_on: date, to_on: date) -> Figures:
    """Seats offered, booked beforehand, held, missed; seminars held, their places, who came. Both days count.

    A slot closed by a lesson of its helper is not offered. Thirteen queries at most.
    """
    bookings = Booking.objects.filter(on__gte=from_on, on__lte=to_on).aggregate(
        booked=Count("pk", filter=Q(is_walk_in=False, state__in=[State.BOOKED, State.HELD, State.MISSED])),
        held=Count("pk", filter=Q(state=State.HELD)),
        missed=Count("pk", filter=Q(state=State.MISSED)),
        cancelled=Count("pk", filter=Q(state=State.CANCELLED, offered_until=None)),
        walk_ins=Count("pk", filter=Q(is_walk_in=True)),
    )
    seminars = Seminar.objects.filter(on__gte=from_on, on__lte=to_on, cancelled_at=None)
    held = seminars.filter(taken__attended__isnull=False).distinct()
    return Figures(
        offered=offered(from_on, to_on),
        **bookings,
        seminars_held=held.count(),
        seminar_places=sum(held.values_list("places", flat=True)),
        seminar_attended=SeminarPlace.objects.filter(seminar__in=seminars, attended=True, left_at=None).count(),
    )


def offered(from_on: date, to_on: date) -> int:
    hours = hours_between(from_on, to_on).hours
    busy = busy_between(from_on, to_on, helper_ids={one.helper_id for one in hours})
    return sum(one.capacity for one in hours for span in one.spans if not busy.helper_at(one.helper_id, one.on, span))
