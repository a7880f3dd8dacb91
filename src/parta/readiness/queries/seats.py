"""Open rooms, their hours on a day, and who sits where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from parta.accounts.models import User
from parta.school.queries.breaks import break_on

from ..models import OpenRoom, RoomClosure, RoomHours, SeatBooking, WorkPlace
from ..rules.seats import Hours, is_past, taken_words


@dataclass(frozen=True, slots=True)
class Taken:
    """One booking: the quarters from `first` up to but without `last`."""

    pk: int  # of its first quarter
    place: WorkPlace
    on: date
    first: int
    last: int
    user: User
    purpose: str
    words: str  # «15:20–16:00»
    is_over: bool


def hours_on(room: OpenRoom, on: date) -> tuple[list[Hours], str]:
    """The hours of the day and, where the room is closed on it, the reason. Four queries at most.

    When nobody is taught, nobody sits there: as with consultations.
    """
    closed = RoomClosure.objects.filter(open_room=room, on=on).values_list("reason", flat=True).first()
    if closed is None:
        closed = break_on(on) or None
    if closed is not None:
        return [], closed
    rows = RoomHours.objects.filter(open_room=room, weekday=on.isoweekday())
    return [Hours(row.starts_at, row.ends_at) for row in rows], ""


def week_of(rooms: Iterable[OpenRoom]) -> dict[int, dict[int, list[Hours]]]:
    """Room → weekday → its hours. One query."""
    found: dict[int, dict[int, list[Hours]]] = defaultdict(lambda: defaultdict(list))
    for row in RoomHours.objects.filter(open_room__in=rooms):
        found[row.open_room_id][row.weekday].append(Hours(row.starts_at, row.ends_at))
    return found


def seats_of(room: OpenRoom) -> list[WorkPlace]:
    """The seats that are booked, by number; broken ones too, so that one sees why they can't be."""
    rows = WorkPlace.objects.filter(room=room.room_id, is_bookable=True).exclude(state=WorkPlace.State.GONE)
    return list(rows.select_related("room").order_by("number"))


def seat_counts(rooms: Iterable[OpenRoom]) -> dict[int, int]:
    """Room (of the school) → seats that work. One query."""
    counts: dict[int, int] = defaultdict(int)
    rows = WorkPlace.objects.filter(room__in=[one.room_id for one in rooms], is_bookable=True, state="works")
    for room in rows.values_list("room", flat=True):
        counts[room] += 1
    return counts


def rows_on(room: OpenRoom, on: date) -> QuerySet[SeatBooking]:
    rows = SeatBooking.objects.filter(place__room=room.room_id, on=on).select_related("place__room", "user")
    return rows.order_by("place__number", "quarter")


def taken_on(room: OpenRoom, on: date, hours: list[Hours], *, now: datetime) -> list[Taken]:
    return joined(rows_on(room, on), {(room.room_id, on.isoweekday()): hours}, now=now)


def own_seats(user: User, *, from_on: date, now: datetime) -> list[Taken]:
    """The user's bookings of that day and later. Two queries."""
    rows = list(
        SeatBooking.objects.filter(user=user, on__gte=from_on)
        .select_related("place__room__open_room", "user")
        .order_by("on", "quarter")
    )
    rooms = {row.place.room.open_room for row in rows if hasattr(row.place.room, "open_room")}
    week = week_of(rooms)
    hours = {(one.room_id, weekday): found for one in rooms for weekday, found in week[one.pk].items()}
    return joined(rows, hours, now=now)


def joined(rows: Iterable[SeatBooking], hours: dict[tuple[int, int], list[Hours]], *, now: datetime) -> list[Taken]:
    """Quarters of one key put together; `hours` by (school's room, weekday) cut their ends."""
    by_key: dict[UUID, list[SeatBooking]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    return [taken_of(group, hours, now=now) for group in by_key.values()]


def taken_of(group: list[SeatBooking], hours: dict[tuple[int, int], list[Hours]], *, now: datetime) -> Taken:
    """`group` is the booking's quarters in order."""
    start, last = group[0], group[-1].quarter + 1
    of_day = hours.get((start.place.room_id, start.on.isoweekday()), [])
    return Taken(
        start.pk, start.place, start.on, start.quarter, last, start.user, start.purpose,
        taken_words(start.quarter, last, of_day), is_past(start.on, last - 1, now=now),
    )  # fmt: skip
