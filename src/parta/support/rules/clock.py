"""The clock of requests: it runs in the school's working hours only, and stands while the asker is waited for.

All instants here are local wall-clock times without a zone. A minute counts when it is whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

NEAR = 80  # percent of a norm after which its helper is warned
FAR = 500  # days looked ahead for working time; a school with no hours has no due time

Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`hours`: weekday 1–7 → its spans in order, not crossing. `holidays`: first and last day of each, both off."""

    hours: Mapping[int, Sequence[Span]]
    holidays: Sequence[tuple[date, date]] = ()

    def spans_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if any(first <= day <= last for first, last in self.holidays):
            return
        for start, end in self.hours.get(day.isoweekday(), ()):
            yield datetime.combine(day, start), datetime.combine(day, end)

    def is_working_day(self, day: date) -> bool:
        return any(True for _ in self.spans_on(day))


def working_minutes(start: datetime, end: datetime, calendar: Calendar) -> int:
    """Working minutes between two instants; nothing when the end is not after the start."""
    total = timedelta()
    day = start.date()
    while day <= end.date():
        for opens, closes in calendar.spans_on(day):
            total += max(min(end, closes) - max(start, opens), timedelta())
        day += timedelta(days=1)
    return int(total.total_seconds() // 60)


def add_working_minutes(start: datetime, minutes: int, calendar: Calendar) -> datetime | None:
    """When so many working minutes will have passed; None when the calendar has no such time.

    No minutes from out of hours lead to the next opening; exactly a day's end stays on that day.
    """
    rest = timedelta(minutes=minutes)
    for ahead in range(FAR):
        for opens, closes in calendar.spans_on(start.date() + timedelta(days=ahead)):
            begins = max(start, opens)
            if begins >= closes and not (begins == closes and not rest):
                continue
            if closes - begins >= rest:
                return begins + rest
            rest -= closes - begins
    return None


def days_ago(today: date, days: int, calendar: Calendar) -> date | None:
    """The day after which so many working days have passed whole, the last of them yesterday or before.

    What was solved on that day or earlier is confirmed by silence. None for a calendar without working days.
    """
    left = days
    for back in range(1, FAR):
        day = today - timedelta(days=back)
        if left == 0:
            return day
        if calendar.is_working_day(day):
            left -= 1
    return None


def warning(spent: int, norm: int) -> int:
    """0 while there is time, 1 from NEAR percent of the norm on, 2 when it has passed."""
    if spent > norm:
        return 2
    return 1 if spent * 100 >= norm * NEAR else 0
