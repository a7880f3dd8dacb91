"""A helper's day: hours, slots, who comes with what, who came without booking."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .. import rules
from ..models import Booking
from ..queries.bookings import bookings_of_day, waiting_on_day
from ..queries.hours import Hours, hours_between
from ..queries.lessons import busy_between
from ..queries.people import parts_of
from ..rules import SlotKey, Span

State = Booking.State
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Visitor:
    booking: Booking
    part: str  # «родитель, 7Б»
    is_ahead: bool  # the slot has not begun

    @property
    def words(self) -> str:
        return self.booking.asker_words

    @property
    def is_open(self) -> bool:
        """Nothing is said yet of whether they came."""
        return self.booking.state == State.BOOKED

    @property
    def may_refuse(self) -> bool:
        """The helper may cancel and say why."""
        return self.is_open and self.is_ahead

    @property
    def is_offer(self) -> bool:
        return self.booking.state == State.OFFERED


@dataclass(frozen=True, slots=True)
class SlotRow:
    span: Span
    key: SlotKey
    visitors: list[Visitor]
    free: int
    waiting: int
    lesson: str  # the helper's own, in the way
    is_now: bool
    is_past: bool


@dataclass(frozen=True, slots=True)
class HelperBlock:
    hours: Hours
    rows: list[SlotRow]


@dataclass(frozen=True, slots=True)
class DayPage:
    on: date
    is_today: bool
    is_ahead: bool  # a day to come: nothing of it has happened
    blocks: list[HelperBlock]
    stray: list[Visitor]  # booked in hours that do not take place any more
    closed: list[str]

    @property
    def previous(self) -> date:
        return self.on - DAY

    @property
    def following(self) -> date:
        return self.on + DAY

    @property
    def expected(self) -> int:
        """How many are still to come, or to be marked."""
        return sum(visitor.is_open for block in self.blocks for row in block.rows for visitor in row.visitors)


def day_page(on: date, helper_id: int | None, now: datetime) -> DayPage:
    """The day of one helper, of all for None. `now` is local. A dozen queries, however many come."""
    book = hours_between(on, on, helper_id=helper_id)
    rows = bookings_of_day(on, helper_id)
    parts = parts_of(row.asker_id for row in rows)
    visitors = [
        Visitor(row, parts.get(row.asker_id or 0, ""), not rules.has_begun(row.on, row.starts_at, now=now))
        for row in rows
    ]
    busy = busy_between(on, on, helper_ids={one.helper_id for one in book.hours})
    waiting = waiting_on_day(on, {one.interval_id for one in book.hours})
    here: dict[tuple[int, time], list[Visitor]] = {}
    for one in visitors:
        here.setdefault((one.booking.interval_id, one.booking.starts_at), []).append(one)
    blocks = [
        HelperBlock(
            hours,
            [
                slot_row(
                    hours, span, here.pop((hours.interval_id, span.starts_at), []), now=now,
                    lesson=busy.helper_at(hours.helper_id, on, span),
                    waiting=waiting.get((hours.interval_id, span.starts_at), 0),
                )
                for span in hours.spans
            ],
        )
        for hours in book.hours
    ]  # fmt: skip
    stray = [one for group in here.values() for one in group]
    closed = list(dict.fromkeys(one.words for one in book.closed))
    return DayPage(on, on == now.date(), on > now.date(), blocks, stray, closed)


def slot_row(hours: Hours, span: Span, visitors: list[Visitor], *, lesson: str, waiting: int, now: datetime) -> SlotRow:
    seated = {visitor.booking.seat for visitor in visitors}
    is_past = rules.is_over(hours.on, span.ends_at, now=now)
    return SlotRow(
        span=span,
        key=SlotKey(hours.interval_id, hours.on, span.starts_at),
        visitors=visitors,
        free=sum(number not in seated for number in range(1, hours.capacity + 1)),
        waiting=waiting,
        lesson=lesson,
        is_now=not is_past and rules.has_begun(hours.on, span.starts_at, now=now),
        is_past=is_past,
    )
