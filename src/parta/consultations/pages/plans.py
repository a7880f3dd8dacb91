"""The hours of a room by weekday, as the page, the print and the making of the plan show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parta.ui.templatetags.ui import WEEKDAYS

from .. import rules
from ..models import DayOff, HoursPlan, Interval
from ..queries.hours import plans_between


@dataclass(frozen=True, slots=True)
class WeekdayLine:
    """One weekday; `intervals` in order of time."""

    weekday: int
    name: str  # «понедельник»
    intervals: list[Interval]


@dataclass(frozen=True, slots=True)
class RoomWeek:
    """A room's usual week: clause 2.2 of the regulation."""

    plan: HoursPlan
    lines: list[WeekdayLine]
    minutes: int

    @property
    def total(self) -> str:
        """«14 ч 20 мин»."""
        return rules.long_words(self.minutes)

    @property
    def helpers(self) -> list[str]:
        rows = [row.helper.short_name for line in self.lines for row in line.intervals]
        return list(dict.fromkeys(rows))


def room_week(plan: HoursPlan, rows: list[Interval]) -> RoomWeek:
    """`rows` are the plan's intervals; those of one day only are left out. Hours of two helpers at once count once."""
    usual = sorted((row for row in rows if row.weekday), key=lambda row: (row.weekday, row.starts_at, row.pk))
    lines = [
        WeekdayLine(day, WEEKDAYS[day - 1], [row for row in usual if row.weekday == day])
        for day in sorted({row.weekday or 0 for row in usual})
    ]
    return RoomWeek(plan, lines, sum(minutes_open(line.intervals) for line in lines))


def minutes_open(rows: list[Interval]) -> int:
    """How long the room helps on a day, in minutes; `rows` are in order of their start."""
    total, until = 0, 0
    for row in rows:
        start, end = rules.minute_of(row.starts_at), rules.minute_of(row.ends_at)
        total += max(0, end - max(start, until))
        until = max(until, end)
    return total


def room_weeks(from_on: date, to_on: date, *, room_id: int | None = None) -> list[RoomWeek]:
    """The usual weeks of the plans that hold in the days, by room: the last of a room. Two queries."""
    in_force = plans_between(from_on, to_on, room_ids=None if room_id is None else [room_id])
    last_of_room = {one.plan.room_id: one.plan for one in in_force}
    rows: dict[int, list[Interval]] = {plan.pk: [] for plan in last_of_room.values()}
    for row in Interval.objects.filter(plan__in=rows, on=None).select_related("helper"):
        rows[row.plan_id].append(row)
    return weeks_of((plan, rows[plan.pk]) for plan in last_of_room.values())


def weeks_of(plans: Iterable[tuple[HoursPlan, list[Interval]]]) -> list[RoomWeek]:
    """The usual week of each room: of its plans, which come in order, the last."""
    last_of_room = {plan.room_id: (plan, rows) for plan, rows in plans}
    return [room_week(plan, rows) for plan, rows in last_of_room.values()]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list of its maker."""

    plan: HoursPlan
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class PlansPage:
    drafts: list[HoursPlan]
    published: list[PlanLine]  # newest first


def plans_page(today: date) -> PlansPage:
    """Two queries."""
    in_force = {one.plan.pk for one in plans_between(today, today)}
    rows = list(
        HoursPlan.objects.select_related("room", "year", "published_by").order_by(
            "-year__starts_on", "room__name", "-from_on"
        )
    )
    return PlansPage(
        drafts=[row for row in rows if not row.is_published],
        published=[PlanLine(row, row.pk in in_force) for row in rows if row.is_published],
    )


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan for its maker: the usual week, and for a published one its exceptions."""

    week: RoomWeek
    extra: list[Interval]
    days_off: list[DayOff]

    @property
    def plan(self) -> HoursPlan:
        return self.week.plan


def plan_page(plan: HoursPlan) -> PlanPage:
    """Two queries."""
    rows = list(plan.intervals.filter(removed_at=None).select_related("helper"))
    extra = sorted((row for row in rows if row.on), key=lambda row: (row.on, row.starts_at))
    return PlanPage(room_week(plan, rows), extra, list(plan.days_off.select_related("helper")))
