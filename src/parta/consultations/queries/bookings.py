"""Reads of bookings: one's own, a helper's day, those of a request."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Q

from parta.accounts.models import User
from parta.school.models import Employee

from .. import rules
from ..access import bookings
from ..models import Booking, Interval, Waiting
from .now import HelpNow, hours_now

__all__ = [
    "HelpNow", "bookings_of_day", "bookings_of_ticket", "helpers", "hours_now", "next_of", "past", "upcoming",
    "waiting_of", "waiting_on_day",
]  # fmt: skip

State = Booking.State
PAST_SHOWN = 30  # bookings of the past on one's own page


def upcoming(user: User, now: datetime) -> list[Booking]:
    """Own bookings and offers that are not over, in order of time. `now` is local time. One query."""
    rows = bookings().filter(asker=user, on__gte=now.date(), state__in=[State.OFFERED, State.BOOKED])
    return [row for row in rows if not rules.is_over(row.on, row.ends_at, now=now)]


def past(user: User, now: datetime) -> list[Booking]:
    """Own bookings that are over or cancelled, newest first, some thirty at least. One query."""
    rows = bookings().filter(asker=user).exclude(state=State.OFFERED).order_by("-on", "-starts_at", "-id")
    newest = rows[: PAST_SHOWN * 2]
    return [row for row in newest if row.state != State.BOOKED or rules.is_over(row.on, row.ends_at, now=now)]


def waiting_of(user: User, today: date) -> list[Waiting]:
    rows = Waiting.objects.filter(asker=user, closed_at=None, on__gte=today)
    return list(rows.select_related("interval__plan__room", "interval__helper").order_by("on", "starts_at"))


def next_of(user: User, now: datetime) -> Booking | None:
    """The user's next consultation for the desk: with `interval.plan.room` and `interval.helper`. One query."""
    local = now.replace(tzinfo=None)
    rows = bookings().filter(
        Q(on__gt=local.date()) | Q(on=local.date(), ends_at__gt=local.time()), asker=user, state=State.BOOKED
    )
    return rows.order_by("on", "starts_at").first()


def bookings_of_ticket(ticket_ids: Iterable[int]) -> dict[int, list[Booking]]:
    """Bookings by the request they name, in order of time. One query.

    The number is said by who books: show a booking at a request only where `asker_id` is the request's asker.
    """
    found: dict[int, list[Booking]] = {}
    for row in bookings().filter(ticket_id__in=list(ticket_ids)).exclude(state=State.OFFERED):
        found.setdefault(row.ticket_id or 0, []).append(row)
    return found


def bookings_of_day(on: date, helper_id: int | None) -> list[Booking]:
    """Who comes to the helper on the day (to everybody for None), cancelled ones left out. One query."""
    rows = bookings().filter(on=on).exclude(state=State.CANCELLED)
    if helper_id is not None:
        rows = rows.filter(interval__helper=helper_id)
    return list(rows.order_by("starts_at", "interval", "seat"))


def waiting_on_day(on: date, interval_ids: Iterable[int]) -> dict[tuple[int, time], int]:
    """How many wait for a seat, by interval and start. One query."""
    found: dict[tuple[int, time], int] = {}
    rows = Waiting.objects.filter(on=on, interval__in=list(interval_ids), closed_at=None)
    for interval, start in rows.values_list("interval", "starts_at"):
        found[interval, start] = found.get((interval, start), 0) + 1
    return found


def helpers() -> list[Employee]:
    """Everybody with hours in a published plan of the current year. One query."""
    hours = Interval.objects.filter(plan__published_at__isnull=False, plan__year__is_current=True, removed_at=None)
    return list(Employee.objects.filter(pk__in=hours.values("helper")))
