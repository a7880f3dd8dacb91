"""Slots as one person sees them: free, taken, own, closed by a lesson. Nobody's name is in them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from parta.accounts.models import User
from parta.school.access import cast_of

from .. import rules
from ..models import Booking, Waiting
from ..rules import SlotKey, Span
from .hours import Hours, HoursBook, hours_between
from .lessons import Busy, busy_between

Place = tuple[int, date, time]


class SlotState(StrEnum):
    PAST = "past"
    OWN = "own"  # the person is booked here, or offered a seat
    DUTY = "duty"  # the person is the helper
    LESSON = "lesson"  # the helper has one
    STAFF = "staff"  # for entering marks only, and the person works elsewhere
    FAR = "far"  # too early to book
    FULL = "full"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Slot:
    hours: Hours
    span: Span
    state: SlotState
    free: int  # seats
    helper_lesson: str  # «Алгебра, 7Б», or nothing
    own_lesson: str
    own_booking_id: int | None
    elsewhere: frozenset[int]  # the person's bookings at this time in other places
    is_queued: bool  # the person waits for a seat here

    @property
    def key(self) -> SlotKey:
        return SlotKey(self.hours.interval_id, self.hours.on, self.span.starts_at)

    @property
    def on(self) -> date:
        return self.hours.on

    @property
    def starts_at(self) -> time:
        return self.span.starts_at

    @property
    def ends_at(self) -> time:
        return self.span.ends_at

    @property
    def is_free(self) -> bool:
        return self.state is SlotState.FREE

    @property
    def is_full(self) -> bool:
        return self.state is SlotState.FULL

    def __str__(self) -> str:
        return f"{self.starts_at.hour}:{self.starts_at.minute:02}"


@dataclass(frozen=True, slots=True)
class Taken:
    """Bookings of the days: how many seats are taken, and which are the person's own."""

    seats: dict[Place, set[int]]
    own: dict[Place, int]  # booking's key
    own_spans: list[tuple[date, Span, Place]]
    queued: set[Place]


def slots_between(
    from_on: date,
    to_on: date,
    *,
    user: User,
    now: datetime,
    helper_id: int | None = None,
    interval_id: int | None = None,
) -> tuple[HoursBook, list[Slot]]:
    """The hours of the days and their slots as the user sees them, in order of time. `now` is local time.

    The queries of `hours_between` and `busy_between`, and two more.
    """
    book = hours_between(from_on, to_on, helper_id=helper_id, interval_id=interval_id)
    taken = taken_between(from_on, to_on, user=user, interval_ids={one.interval_id for one in book.hours})
    busy = busy_between(from_on, to_on, helper_ids={one.helper_id for one in book.hours}, asker=user)
    slots = [
        slot_seen(hours, span, taken=taken, busy=busy, user=user, now=now)
        for hours in book.hours
        for span in hours.spans
    ]
    return book, slots


def slot_of(key: SlotKey, *, user: User, now: datetime) -> Slot | None:
    """One slot, or None when there are no such hours."""
    _, slots = slots_between(key.on, key.on, user=user, now=now, interval_id=key.interval_id)
    return next((slot for slot in slots if slot.starts_at == key.starts_at), None)


def taken_between(from_on: date, to_on: date, *, user: User, interval_ids: Iterable[int]) -> Taken:
    seats: dict[Place, set[int]] = defaultdict(set)
    own: dict[Place, int] = {}
    own_spans = []
    ids = set(interval_ids)
    rows = Booking.objects.filter(on__gte=from_on, on__lte=to_on).exclude(state=Booking.State.CANCELLED)
    for pk, interval, on, start, end, seat, asker in rows.values_list(
        "pk", "interval", "on", "starts_at", "ends_at", "seat", "asker"
    ):
        place = (interval, on, start)
        if interval in ids:
            seats[place].add(seat)
        if asker == user.pk:
            own[place] = pk
            own_spans.append((on, Span(start, end), place))
    waiting = Waiting.objects.filter(asker=user, closed_at=None, on__gte=from_on, on__lte=to_on)
    return Taken(seats, own, own_spans, set(waiting.values_list("interval", "on", "starts_at")))


def slot_seen(hours: Hours, span: Span, *, taken: Taken, busy: Busy, user: User, now: datetime) -> Slot:
    place = (hours.interval_id, hours.on, span.starts_at)
    seats = taken.seats.get(place, set())
    free = sum(number not in seats for number in range(1, hours.capacity + 1))
    lesson = busy.helper_at(hours.helper_id, hours.on, span)
    return Slot(
        hours=hours,
        span=span,
        state=state_of(hours, span, user=user, is_own=place in taken.own, has_lesson=bool(lesson), free=free, now=now),
        free=free,
        helper_lesson=lesson,
        own_lesson=busy.own_at(hours.on, span),
        own_booking_id=taken.own.get(place),
        elsewhere=frozenset(
            taken.own[where]
            for on, other, where in taken.own_spans
            if on == hours.on and span.meets(other) and where != place
        ),
        is_queued=place in taken.queued,
    )


def state_of(
    hours: Hours, span: Span, *, user: User, is_own: bool, has_lesson: bool, free: int, now: datetime
) -> SlotState:
    if is_own:
        return SlotState.OWN
    if rules.has_begun(hours.on, span.starts_at, now=now):
        return SlotState.PAST
    if has_lesson:
        return SlotState.LESSON
    if hours.helper_user_id == user.pk:
        return SlotState.DUTY
    if not (hours.consults or cast_of(user).is_staff):
        return SlotState.STAFF
    if rules.is_far(hours.on, now=now):
        return SlotState.FAR
    return SlotState.FREE if free else SlotState.FULL


def free_slots(user: User, now: datetime, *, purpose: str = "") -> list[Slot]:
    """What the user may book in the days ahead, in order of time; with a purpose, only hours meant for it."""
    _, slots = slots_between(now.date(), now.date() + timedelta(days=rules.DAYS_AHEAD), user=user, now=now)
    return [
        slot for slot in slots if slot.is_free and not slot.elsewhere and (not purpose or slot.hours.takes(purpose))
    ]
