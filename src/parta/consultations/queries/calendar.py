"""What calendars show: somebody's bookings and duty, a room's hours."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from parta.accounts.models import User
from parta.school.queries.breaks import breaks_between

from ..access import bookings
from ..models import Booking, CalendarKey, DayOff, Interval, Seminar, SeminarPlace
from .hours import InForce, plans_between
from .seminars import places_of

KEPT_DAYS = 60  # how long what is over stays in a feed


@dataclass(frozen=True, slots=True)
class DutyHours:
    """A plan in force with its intervals, days off, and when nobody is taught: name, first and last day."""

    in_force: InForce
    intervals: list[Interval]
    days_off: list[DayOff]
    breaks: list[tuple[str, date, date]]


def user_of(key: str) -> User | None:
    """Whose calendar it is; None for a wrong or replaced key and for an account that is switched off."""
    if not key.isprintable():  # PostgreSQL breaks at a zero byte
        return None
    found = CalendarKey.objects.filter(key=key, user__is_active=True).select_related("user").first()
    return found.user if found else None


def bookings_of(user: User, today: date) -> list[Booking]:
    """Own bookings, cancelled ones too; an offer that was not taken never was one. One query."""
    rows = bookings().filter(asker=user, on__gte=today - timedelta(days=KEPT_DAYS))
    return list(rows.filter(offered_until=None))


def duty_hours(today: date, *, room_id: int | None = None, helper_id: int | None = None) -> list[DutyHours]:
    """Plans of the current and coming school years with their intervals, days off and breaks. Five queries."""
    in_force = plans_between(
        today - timedelta(days=KEPT_DAYS), date.max, room_ids=None if room_id is None else [room_id]
    )
    ids = [one.plan.pk for one in in_force]
    rows = Interval.objects.filter(plan__in=ids).select_related("helper")
    if helper_id is not None:
        rows = rows.filter(helper=helper_id)
    intervals: dict[int, list[Interval]] = defaultdict(list)
    for row in rows:
        intervals[row.plan_id].append(row)
    days_off: dict[int, list[DayOff]] = defaultdict(list)
    for off in DayOff.objects.filter(plan__in=ids):
        days_off[off.plan_id].append(off)
    breaks = breaks_between(min((one.first for one in in_force), default=today), date.max)
    return [DutyHours(one, intervals[one.plan.pk], days_off[one.plan.pk], breaks) for one in in_force]


def places_by_seminar(user: User, today: date) -> dict[Seminar, list[SeminarPlace]]:
    """Own places at seminars of late and to come, given back ones too, in the order they were taken. One query."""
    found: dict[Seminar, list[SeminarPlace]] = defaultdict(list)
    for place in places_of(user, today - timedelta(days=KEPT_DAYS)):
        found[place.seminar].append(place)
    return found
