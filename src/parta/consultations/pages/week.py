"""The week of consultations for all: days, hours, slots that are free and taken, nobody's name but the helper's."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from parta.accounts.models import User
from parta.school.access import cast_of
from parta.timetable.rules import monday_of
from parta.ui.templatetags.ui import MONTHS

from .. import rules
from ..queries.hours import Closed, Hours
from ..queries.slots import Slot, slots_between
from .plans import RoomWeek, weeks_of

WEEK = timedelta(days=7)
DAYS = 6  # Monday to Saturday, as the head calls the week


@dataclass(frozen=True, slots=True)
class Block:
    """One interval of a day with its slots."""

    hours: Hours
    slots: list[Slot]

    @property
    def free(self) -> int:
        return sum(slot.free for slot in self.slots if slot.is_free)


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    is_today: bool
    is_past: bool
    blocks: list[Block]
    closed: list[Closed]


@dataclass(frozen=True, slots=True)
class WeekPage:
    monday: date
    is_this_week: bool
    days: list[Day]  # those with hours, or with words why there are none
    rooms: list[RoomWeek]
    has_next: bool
    helps: bool  # the reader, in these plans

    @property
    def previous(self) -> date:
        return self.monday - WEEK

    @property
    def following(self) -> date:
        return self.monday + WEEK

    @property
    def span(self) -> str:
        """«23–28 ноября», «30 ноября – 5 декабря»."""
        last = self.monday + timedelta(days=DAYS - 1)
        if last.month == self.monday.month:
            return f"{self.monday.day}–{last.day} {MONTHS[last.month - 1]}"
        return f"{self.monday.day} {MONTHS[self.monday.month - 1]} – {last.day} {MONTHS[last.month - 1]}"


def week_page(user: User, monday: date | None, now: datetime) -> WeekPage:
    """The week that holds `monday`; None and what lies outside the weeks of booking is this week. `now` is local."""
    this = monday_of(now.date())
    last = monday_of(now.date() + timedelta(days=rules.DAYS_AHEAD))
    first = monday_of(monday) if monday and this <= monday <= last + WEEK - timedelta(days=1) else this
    sunday = first + WEEK - timedelta(days=1)
    book, slots = slots_between(first, sunday, user=user, now=now)
    employee = cast_of(user).employee_id
    days = [
        day_of(first + timedelta(days=number), book.hours, slots, book.closed, today=now.date()) for number in range(7)
    ]
    return WeekPage(
        monday=first,
        is_this_week=first == this,
        days=[day for day in days if day.blocks or day.closed],
        rooms=weeks_of(book.plans),
        helps=employee is not None and any(row.helper_id == employee for _, rows in book.plans for row in rows),
        has_next=first < last,
    )


def day_of(on: date, hours: list[Hours], slots: list[Slot], closed: list[Closed], *, today: date) -> Day:
    blocks = [
        Block(one, [slot for slot in slots if slot.on == on and slot.hours.interval_id == one.interval_id])
        for one in hours
        if one.on == on
    ]
    return Day(on, on == today, on < today, blocks, [one for one in closed if one.on == on])
