"""Rooms with computers: their week in words, and the day of one room as a grid seats × quarters of an hour."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from parta.accounts.models import User
from parta.lib.sheets import Table, Value

from ..models import OpenRoom, WorkPlace
from ..queries.seats import Taken, hours_on, seat_counts, seats_of, taken_on, week_of
from ..rules.seats import AHEAD_DAYS, Hours, is_past, open_quarters, quarter_at

DAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


@dataclass(frozen=True, slots=True)
class RoomCard:
    room: OpenRoom
    seats: int
    week: list[tuple[str, list[str]]]  # weekday, «9:00–14:00»


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of the grid. `span` quarters wide; `state` is free, taken, own, past, shut or broken."""

    quarter: int
    span: int
    state: str
    starts_at: time
    words: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class SeatRow:
    place: WorkPlace
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class DayPage:
    room: OpenRoom
    on: date
    closed: str  # the reason
    hours: list[str]
    heads: list[tuple[time, int]]  # the whole hours above the grid and their width in quarters
    rows: list[SeatRow]
    starts: list[tuple[int, time]]  # quarters that may be begun
    ends: list[tuple[int, time]]
    back: date | None
    forth: date | None
    taken: list[Taken]


def room_cards(rooms: list[OpenRoom]) -> list[RoomCard]:
    """Two queries for all rooms."""
    week, seats = week_of(rooms), seat_counts(rooms)
    return [
        RoomCard(
            room, seats.get(room.room_id, 0),
            [(DAYS[day - 1], [hours_words(one) for one in found]) for day, found in sorted(week[room.pk].items())],
        )
        for room in rooms
    ]  # fmt: skip


def hours_words(hours: Hours) -> str:
    return f"{clock(hours.starts_at)}–{clock(hours.ends_at)}"


def clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"


def day_page(room: OpenRoom, on: date, *, user: User, sees_names: bool, now: datetime) -> DayPage:
    """Five queries. Who is not of the staff sees that a seat is taken, not by whom."""
    hours, closed = hours_on(room, on)
    seats, taken = seats_of(room), taken_on(room, on, hours, now=now)
    quarters = open_quarters(hours)
    span = range(quarters[0], quarters[-1] + 1) if quarters else range(0)
    day = _Day(on, set(quarters), span, user, sees_names, now)
    free = [quarter for quarter in quarters if not is_past(on, quarter, now=now)]
    today = now.date()
    return DayPage(
        room, on, closed, [hours_words(one) for one in hours], heads_of(span),
        [SeatRow(seat, slots_of(seat, [one for one in taken if one.place.pk == seat.pk], day)) for seat in seats],
        [(quarter, begin(quarter, hours)) for quarter in free],
        [(quarter + 1, end(quarter, hours)) for quarter in free],
        on - timedelta(days=1) if on > today else None,
        on + timedelta(days=1) if on < today + timedelta(days=AHEAD_DAYS) else None,
        taken,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Day:
    on: date
    quarters: set[int]
    span: range
    user: User
    sees_names: bool
    now: datetime


def begin(quarter: int, hours: list[Hours]) -> time:
    """When the quarter begins in this room: 15:20, not 15:15, where the room opens at 15:20."""
    return max([quarter_at(quarter), *(one.starts_at for one in hours if one.quarters[0] == quarter)])


def end(quarter: int, hours: list[Hours]) -> time:
    return min([quarter_at(quarter + 1), *(one.ends_at for one in hours if one.quarters[-1] == quarter)])


def heads_of(span: range) -> list[tuple[time, int]]:
    heads: list[tuple[time, int]] = []
    for quarter in span:
        hour = time(quarter // 4)
        if heads and heads[-1][0] == hour:
            heads[-1] = (hour, heads[-1][1] + 1)
        else:
            heads.append((hour, 1))
    return heads


def slots_of(seat: WorkPlace, taken: list[Taken], day: _Day) -> list[Slot]:
    by_first = {one.first: one for one in taken}
    slots: list[Slot] = []
    quarter = day.span.start
    while quarter < day.span.stop:
        one = by_first.get(quarter)
        slot = taken_slot(one, day) if one else empty_slot(seat, quarter, day)
        slots.append(slot)
        quarter += slot.span
    return slots


def taken_slot(one: Taken, day: _Day) -> Slot:
    is_own = one.user == day.user
    name = "вы" if is_own else one.user.short_name if day.sees_names else "занято"
    state = "own" if is_own else "taken"
    last = min(one.last, day.span.stop)
    return Slot(one.first, last - one.first, state, quarter_at(one.first), one.words, name)


def empty_slot(seat: WorkPlace, quarter: int, day: _Day) -> Slot:
    state = "free"
    if quarter not in day.quarters:
        state = "shut"
    elif is_past(day.on, quarter, now=day.now):
        state = "past"
    elif seat.state != WorkPlace.State.WORKS:
        state = "broken"
    return Slot(quarter, 1, state, quarter_at(quarter))


def day_table(page: DayPage) -> Table:
    """Who sits where: for the door and for the keeper."""
    rows: list[list[Value | Decimal]] = [
        [one.place.number, one.words, one.user.full_name, one.purpose] for one in page.taken
    ]
    return Table(f"Записи на {page.on:%d.%m.%Y}", ["Место", "Время", "Кто", "Для чего"], rows)
