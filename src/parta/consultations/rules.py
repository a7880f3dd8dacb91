"""Slots of an interval, what may still be done with a booking, and how hours are told; no clock, no database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

OFFER_HOURS = 4  # how long a freed seat waits for the first in the queue
DAYS_AHEAD = 28  # how far ahead slots are offered
MOST_AHEAD = 5  # bookings one person may have before them, so that nobody takes the whole week
DAY = timedelta(days=1)
DAY_BEFORE = timedelta(hours=24)
HOUR_BEFORE = timedelta(hours=1)
ACADEMIC_HOUR = 45  # minutes


@dataclass(frozen=True, slots=True)
class Span:
    starts_at: time
    ends_at: time

    def meets(self, other: "Span") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class SlotKey:
    """A slot as addresses and forms name it: «12-2026-11-23-1520»."""

    interval_id: int
    on: date
    starts_at: time

    def __str__(self) -> str:
        return f"{self.interval_id}-{self.on.isoformat()}-{self.starts_at:%H%M}"


KEY = re.compile(r"([0-9]{1,18})-([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9]{4})")


def slot_key(text: str) -> SlotKey | None:
    """Read what `SlotKey` prints; None for anything else."""
    found = KEY.fullmatch(text)
    if found is None:
        return None
    number, day, clock = found.groups()
    try:
        return SlotKey(int(number), date.fromisoformat(day), time(int(clock[:2]), int(clock[2:])))
    except ValueError:
        return None


def slots(starts_at: time, ends_at: time, minutes: int) -> list[Span]:
    """Cut the hours into slots; a rest shorter than a slot is left over.

    15.20–17.00 by 20 minutes gives five slots.
    """
    first, last = minute_of(starts_at), minute_of(ends_at)
    return [Span(clock_of(start), clock_of(start + minutes)) for start in range(first, last - minutes + 1, minutes)]


def minute_of(at: time) -> int:
    return at.hour * 60 + at.minute


def clock_of(minute: int) -> time:
    return time(*divmod(minute, 60))


def minutes_of(spans: Iterable[tuple[time, time]]) -> int:
    """How long the hours last together, in minutes."""
    return sum(minute_of(end) - minute_of(start) for start, end in spans)


def long_words(minutes: int) -> str:
    """860 → «14 ч 20 мин»; 60 → «1 ч»; 40 → «40 мин»."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} ч" if hours else "", f"{rest} мин" if rest else "") if part) or "0 мин"


def academic_hours(starts_at: time, ends_at: time) -> int:
    """How long a seminar is in a certificate: whole academic hours of 45 minutes, at least one; halves round up."""
    return max(1, (minutes_of([(starts_at, ends_at)]) * 2 + ACADEMIC_HOUR) // (ACADEMIC_HOUR * 2))


def first_free(taken: Iterable[int], most: int) -> int | None:
    """The lowest number of 1 … `most` that is not taken; None when all are."""
    busy = set(taken)
    return next((number for number in range(1, most + 1) if number not in busy), None)


def starts(on: date, at: time) -> datetime:
    """Local time without a zone."""
    return datetime.combine(on, at)


def is_over(on: date, ends_at: time, *, now: datetime) -> bool:
    """`now` is local time."""
    return starts(on, ends_at) <= now.replace(tzinfo=None)


def has_begun(on: date, starts_at: time, *, now: datetime) -> bool:
    return starts(on, starts_at) <= now.replace(tzinfo=None)


def is_far(on: date, *, now: datetime) -> bool:
    return on > now.date() + timedelta(days=DAYS_AHEAD)


def offer_ends(on: date, starts_at: time, *, now: datetime) -> datetime:
    """Until when a freed seat is kept for the first in the queue: OFFER_HOURS, but not beyond the start."""
    start = starts(on, starts_at).replace(tzinfo=now.tzinfo)
    return min(now + timedelta(hours=OFFER_HOURS), start)
