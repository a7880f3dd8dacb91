"""Slots of an interval, and what an asker may still do with a booking; no clock, no database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

OFFER_HOURS = 4  # how long a freed seat waits for the first in the queue
DAYS_AHEAD = 28  # how far ahead slots are offered


@dataclass(frozen=True, slots=True)
class Span:
    starts_at: time
    ends_at: time

    def meets(self, other: "Span") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def slots(starts_at: time, ends_at: time, minutes: int) -> list[Span]:
    """Cut the hours into slots; a rest shorter than a slot is left over.

    15.20–17.00 by 20 minutes gives five slots.
    """
    day = date.min
    start, end = datetime.combine(day, starts_at), datetime.combine(day, ends_at)
    step = timedelta(minutes=minutes)
    found = []
    while start + step <= end:
        found.append(Span(start.time(), (start + step).time()))
        start += step
    return found


def minutes_of(spans: list[tuple[time, time]]) -> int:
    """How long the hours last together, in minutes."""
    day = date.min
    return sum(
        int((datetime.combine(day, end) - datetime.combine(day, start)).total_seconds() // 60) for start, end in spans
    )


def crossing(spans: list[Span]) -> list[tuple[Span, Span]]:
    """The pairs of one weekday's hours that overlap."""
    ordered = sorted(spans, key=lambda span: (span.starts_at, span.ends_at))
    return [(one, other) for place, one in enumerate(ordered) for other in ordered[place + 1 :] if one.meets(other)]


def is_over(on: date, ends_at: time, *, now: datetime) -> bool:
    """`now` is local time."""
    return datetime.combine(on, ends_at) <= now.replace(tzinfo=None)


def has_begun(on: date, starts_at: time, *, now: datetime) -> bool:
    return datetime.combine(on, starts_at) <= now.replace(tzinfo=None)


def may_book(on: date, starts_at: time, *, now: datetime) -> bool:
    return not has_begun(on, starts_at, now=now) and on <= now.date() + timedelta(days=DAYS_AHEAD)
