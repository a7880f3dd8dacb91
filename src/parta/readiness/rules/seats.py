"""Booking of seats by quarters of an hour (clause 1.3.4). A quarter counts from midnight: 36 is 9:00."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

QUARTERS = 96
MINUTES = 15
AHEAD_DAYS = 14  # how far ahead a seat is booked
MOST_QUARTERS = 16  # at once: four hours


@dataclass(frozen=True, slots=True)
class Hours:
    """The room is open from `starts_at` until `ends_at`."""

    starts_at: time
    ends_at: time

    @property
    def quarters(self) -> range:
        """Every quarter the hours touch: 15:20 opens the quarter of 15:15."""
        first = self.starts_at.hour * 60 + self.starts_at.minute
        last = self.ends_at.hour * 60 + self.ends_at.minute
        return range(first // MINUTES, -(-last // MINUTES))


def quarter_at(quarter: int) -> time:
    """When the quarter begins; the end of the day is 23:59."""
    return time(*divmod(quarter * MINUTES, 60)) if quarter < QUARTERS else time(23, 59)


def open_quarters(hours: Iterable[Hours]) -> list[int]:
    return sorted({quarter for one in hours for quarter in one.quarters})


def taken_words(first: int, last: int, hours: Sequence[Hours]) -> str:
    """«15:20–16:00»: the quarters from `first` up to but without `last`, cut to the hours of the room."""
    starts_at, ends_at = quarter_at(first), quarter_at(last)
    for one in hours:
        if first in one.quarters:
            starts_at = max(starts_at, one.starts_at)
        if last - 1 in one.quarters:
            ends_at = min(ends_at, one.ends_at)
    return f"{starts_at.hour}:{starts_at.minute:02}–{ends_at.hour}:{ends_at.minute:02}"


def is_past(on: date, quarter: int, *, now: datetime) -> bool:
    """Whether the quarter is over; `now` is local time. The one that goes on may still be taken."""
    end = datetime.combine(on, time()) + timedelta(minutes=(quarter + 1) * MINUTES)
    return end <= now.replace(tzinfo=None)


def why_not(on: date, first: int, last: int, hours: Sequence[Hours], *, now: datetime) -> str:
    """Why nobody may take these quarters (`last` not included) of the day, "" when they may."""
    if last <= first:
        return "Конец раньше начала."
    if last - first > MOST_QUARTERS:
        return f"Не больше {MOST_QUARTERS * MINUTES // 60} часов подряд: место нужно и другим."
    if is_past(on, first, now=now):
        return "Это время уже прошло."
    if on > now.date() + timedelta(days=AHEAD_DAYS):
        return f"Запись открыта на {AHEAD_DAYS} дней вперёд."
    if not set(range(first, last)) <= set(open_quarters(hours)):
        return "В это время кабинет закрыт."
    return ""
