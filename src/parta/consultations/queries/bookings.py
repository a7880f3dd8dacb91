"""Reads of bookings: one's own, a helper's day, those of a request, and who helps just now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.accounts.models import User
from parta.school.models import Employee, Holiday
from parta.timetable.models import Lesson

from .. import rules
from ..access import bookings
from ..models import Booking, DayOff, HoursPlan, Interval, Waiting
from ..rules import Span
from .hours import whole_school
from .lessons import busy_between

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


@dataclass(frozen=True, slots=True)
class HelpNow:
    """Who helps at this moment, and where."""

    room: str
    helper: str  # «Орлова Н. В.»
    ends_at: time
    consults: bool


def hours_now(now: datetime) -> list[HelpNow]:
    """Who is on duty now, for the help panel. `now` is local time.

    One query; when somebody on duty has lessons today, five more tell whether one goes on.
    """
    on, at = now.date(), now.time().replace(tzinfo=None)
    rows = list(on_duty(on, at))
    teaching = {row.helper_id for row in rows if row.has_lessons}  # type: ignore[attr-defined]  # annotated
    busy = busy_between(on, on, helper_ids=teaching) if teaching else None
    moment = Span(at, at.replace(second=59, microsecond=999_999))
    return [
        HelpNow(row.plan.room.name, row.helper.short_name, row.ends_at, row.consults)
        for row in rows
        if busy is None or not busy.helper_at(row.helper_id, on, moment)
    ]


def on_duty(on: date, at: time) -> "QuerySet[Interval]":
    """Intervals that go on at the moment, each told whether its helper gives any lesson that day (`has_lessons`)."""
    later = HoursPlan.objects.filter(
        published_at__isnull=False, year=OuterRef("plan__year"), room=OuterRef("plan__room"),
        from_on__gt=OuterRef("plan__from_on"), from_on__lte=on,
    )  # fmt: skip
    away = DayOff.objects.filter(Q(helper=None) | Q(helper=OuterRef("helper")), plan=OuterRef("plan"), on=on)
    holiday = Holiday.objects.filter(whole_school(), starts_on__lte=on, ends_on__gte=on)
    lessons = Lesson.objects.filter(
        Q(course__teacher=OuterRef("helper")) | Q(substitute=OuterRef("helper")), on=on, state=Lesson.State.PLANNED
    )
    return (
        Interval.objects.filter(
            Q(on=on) | Q(weekday=on.isoweekday()) & ~Exists(holiday), ~Exists(later), ~Exists(away),
            Q(helper__left_on=None) | Q(helper__left_on__gte=on), starts_at__lte=at, ends_at__gt=at, removed_at=None,
            plan__published_at__isnull=False, plan__from_on__lte=on, plan__year__ends_on__gte=on,
        )
        .annotate(has_lessons=Exists(lessons))
        .select_related("plan__room", "helper")
        .order_by("plan__room__name", "starts_at", "id")
    )  # fmt: skip


def helpers() -> list[Employee]:
    """Everybody with hours in a published plan of the current year. One query."""
    hours = Interval.objects.filter(plan__published_at__isnull=False, plan__year__is_current=True, removed_at=None)
    return list(Employee.objects.filter(pk__in=hours.values("helper")))
