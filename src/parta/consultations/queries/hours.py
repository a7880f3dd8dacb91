"""When help is given: published hours laid out on dates, without days off and the school's holidays."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time

from django.db.models import QuerySet

from parta.school.queries.breaks import breaks_between

from ..models import DayOff, HoursPlan, Interval
from ..models.bookings import Purpose
from ..rules import DAY, Span, slots


@dataclass(frozen=True, slots=True)
class Hours:
    """One interval on one day."""

    interval_id: int
    on: date
    starts_at: time
    ends_at: time
    room_id: int
    room: str
    helper_id: int
    helper: str  # «Орлова Н. В.»
    helper_user_id: int | None
    slot_minutes: int
    capacity: int
    consults: bool
    enters_marks: bool
    is_extra: bool

    def takes(self, purpose: str) -> bool:
        """Whether the hours are meant for the purpose of a booking."""
        return self.enters_marks if purpose == Purpose.MARKS else self.consults

    @property
    def spans(self) -> list[Span]:
        return slots(self.starts_at, self.ends_at, self.slot_minutes)

    @property
    def key(self) -> tuple[date, time, str, int]:
        return (self.on, self.starts_at, self.room, self.interval_id)


@dataclass(frozen=True, slots=True)
class Closed:
    """Why the room, or one of its helpers, does not help on a day when there would be hours."""

    on: date
    room: str
    words: str


@dataclass(frozen=True, slots=True)
class HoursBook:
    hours: list[Hours]  # in order of time
    closed: list[Closed]
    plans: list[tuple[HoursPlan, list[Interval]]]  # in force on any of the days, with the intervals that were asked for


@dataclass(frozen=True, slots=True)
class InForce:
    """A published plan with the days on which it holds."""

    plan: HoursPlan
    first: date
    last: date

    def days(self, from_on: date, to_on: date) -> Iterator[date]:
        on, last = max(from_on, self.first), min(to_on, self.last)
        while on <= last:
            yield on
            on += DAY


def plans_between(from_on: date, to_on: date, *, room_ids: Iterable[int] | None = None) -> list[InForce]:
    """Published plans that hold on any of the days. One query."""
    plans = HoursPlan.objects.filter(published_at__isnull=False, year__starts_on__lte=to_on, year__ends_on__gte=from_on)
    if room_ids is not None:
        plans = plans.filter(room__in=list(room_ids))
    chains: dict[tuple[int, int], list[HoursPlan]] = defaultdict(list)
    for plan in plans.select_related("room", "year").order_by("room__name", "from_on"):
        chains[plan.year_id, plan.room_id].append(plan)
    laid = [one for chain in chains.values() for one in in_turn(chain)]
    return [one for one in laid if one.first <= to_on and one.last >= from_on]


def in_turn(chain: list[HoursPlan]) -> list[InForce]:
    """Each plan of a room and year, in order, holds until the next begins; the last one to the year's end."""
    ends = [plan.from_on - DAY for plan in chain[1:]] + [chain[-1].year.ends_on]
    return [InForce(plan, plan.from_on, last) for plan, last in zip(chain, ends, strict=True)]


def plan_now(room_id: int, on: date) -> InForce | None:
    """The plan of the room that holds on the day, or the next that will."""
    found = plans_between(on, date.max, room_ids=[room_id])
    return found[0] if found else None


def hours_between(
    from_on: date,
    to_on: date,
    *,
    room_ids: Iterable[int] | None = None,
    helper_id: int | None = None,
    interval_id: int | None = None,
) -> HoursBook:
    """All hours from day to day inclusive; the keys given narrow them. Five queries."""
    in_force = plans_between(from_on, to_on, room_ids=room_ids)
    plan_ids = [one.plan.pk for one in in_force]
    intervals = intervals_of(plan_ids, helper_id=helper_id, interval_id=interval_id)
    days_off = days_off_of(plan_ids, from_on, to_on)
    breaks = breaks_between(from_on, to_on)
    hours: list[Hours] = []
    closed: list[Closed] = []
    for one in in_force:
        for on in one.days(from_on, to_on):
            would = [row for row in intervals[one.plan.pk] if row.on == on or row.weekday == on.isoweekday()]
            takes, why = sorted_out(one.plan, on, would, breaks, days_off)
            hours += [laid_out(one.plan, row, on) for row in takes]
            closed += [Closed(on, one.plan.room.name, words) for words in why]
    plans = [(one.plan, intervals[one.plan.pk]) for one in in_force]
    return HoursBook(sorted(hours, key=lambda row: row.key), closed, plans)


def sorted_out(
    plan: HoursPlan,
    on: date,
    would: list[Interval],
    breaks: list[tuple[str, date, date]],
    days_off: dict[tuple[int, date], list[DayOff]],
) -> tuple[list[Interval], list[str]]:
    """Which of the day's intervals take place, and why others do not.

    One-off hours take place in a break too, but not on a day off of the room.
    """
    rest = next((name for name, first, last in breaks if first <= on <= last), "")
    off = days_off.get((plan.pk, on), [])
    takes, why = [], []
    for row in would:
        day = next((one for one in off if one.helper_id in (None, row.helper_id)), None)
        if day is not None:
            why.append(off_words(day))
        elif rest and row.on is None:
            why.append(rest)
        elif row.helper.left_on is None or row.helper.left_on >= on:
            takes.append(row)
    return takes, list(dict.fromkeys(why))


def off_words(day: DayOff) -> str:
    words = f"нет помощника: {day.helper.short_name}" if day.helper else "консультаций нет"
    return f"{words} ({day.reason})" if day.reason else words


def intervals_of(
    plan_ids: list[int], *, helper_id: int | None = None, interval_id: int | None = None
) -> dict[int, list[Interval]]:
    rows: QuerySet[Interval] = Interval.objects.filter(plan__in=plan_ids, removed_at=None).select_related("helper")
    if helper_id is not None:
        rows = rows.filter(helper=helper_id)
    if interval_id is not None:
        rows = rows.filter(pk=interval_id)
    found: dict[int, list[Interval]] = defaultdict(list)
    for row in rows:
        found[row.plan_id].append(row)
    return found


def days_off_of(plan_ids: list[int], from_on: date, to_on: date) -> dict[tuple[int, date], list[DayOff]]:
    found: dict[tuple[int, date], list[DayOff]] = defaultdict(list)
    for row in DayOff.objects.filter(plan__in=plan_ids, on__gte=from_on, on__lte=to_on).select_related("helper"):
        found[row.plan_id, row.on].append(row)
    return found


def laid_out(plan: HoursPlan, row: Interval, on: date) -> Hours:
    return Hours(
        interval_id=row.pk,
        on=on,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        room_id=plan.room_id,
        room=plan.room.name,
        helper_id=row.helper_id,
        helper=row.helper.short_name,
        helper_user_id=row.helper.user_id,
        slot_minutes=row.slot_minutes,
        capacity=row.capacity,
        consults=row.consults,
        enters_marks=row.enters_marks,
        is_extra=row.on is not None,
    )
