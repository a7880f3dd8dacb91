"""Bookings when a new plan takes the old one's place: kept where the slot stays, cancelled where it is gone."""

from collections import defaultdict
from datetime import date, datetime

from django.utils import timezone

from parta.accounts.models import User

from .. import rules
from ..access import bookings
from ..models import Booking, HoursPlan, Interval, Waiting
from ..models.bookings import Purpose
from .bookings import drop
from .queue import close_queues
from .seats import take_seat
from .telling import place_of, record, tell_asker, tell_helper, when_of

State = Booking.State
REASON = "график изменился"


def pass_bookings(before: HoursPlan, plan: HoursPlan, *, from_on: date, by: User, now: datetime) -> int:
    """Move bookings and queues of the old weekly hours into the new ones; how many had to be cancelled."""
    homes: dict[int, list[Interval]] = defaultdict(list)
    for interval in plan.intervals.filter(on=None).select_related("plan__room", "helper"):
        homes[interval.weekday or 0].append(interval)
    rows = bookings().select_for_update(of=("self",)).filter(
        interval__plan=before, interval__on=None, on__gte=from_on, state__in=[State.BOOKED, State.OFFERED]
    )  # fmt: skip
    local = timezone.localtime(now)
    dropped = 0
    for row in rows:
        if rules.has_begun(row.on, row.starts_at, now=local):
            continue
        fitting = [home for home in homes[row.on.isoweekday()] if fits(row, home)]
        if not any(seated(row, home, by=by, now=now) for home in fitting):
            drop(row, reason=REASON, by=by, now=now)
            dropped += 1
    pass_queues(before, homes, from_on=from_on, now=now)
    return dropped


def fits(row: Booking, home: Interval) -> bool:
    """Whether the new hours have this very slot for this purpose."""
    span = rules.Span(row.starts_at, row.ends_at)
    return takes(home, row.purpose) and span in rules.slots(home.starts_at, home.ends_at, home.slot_minutes)


def takes(home: Interval, purpose: str) -> bool:
    return home.enters_marks if purpose == Purpose.MARKS else home.consults


def seated(row: Booking, home: Interval, *, by: User, now: datetime) -> bool:
    old = row.interval
    row.interval = home
    if not take_seat(row, capacity=home.capacity):
        row.interval = old
        return False
    if home.helper_id != old.helper_id:
        row.sequence, row.changed_at = row.sequence + 1, now
        row.save(update_fields=["sequence", "changed_at"])
        words = f"{when_of(row)}, {place_of(home)}"
        record("move_booking", row, by=by, before=old.helper.short_name, after=home.helper.short_name)
        tell_asker(row, "moved", f"Консультацию проведёт другой помощник: {words}.", by=by)
        tell_helper(row, "booked", f"Новая запись: {words}. {row.asker_words}: {row.topic}", by=by)
    return True


def pass_queues(before: HoursPlan, homes: dict[int, list[Interval]], *, from_on: date, now: datetime) -> None:
    """Who waited for a slot waits for the same time of the new hours; where there is none, they are told."""
    rows = Waiting.objects.filter(interval__plan=before, interval__on=None, on__gte=from_on, closed_at=None)
    for row in rows.order_by("made_at", "id"):
        here = Waiting.objects.filter(pk=row.pk)
        home = next((home for home in homes[row.on.isoweekday()] if waits_in(row, home)), None)
        if home is None:
            close_queues(here, why=REASON, now=now)
        elif home.waiting.filter(on=row.on, starts_at=row.starts_at, asker=row.asker_id, closed_at=None).exists():
            here.update(closed_at=now)  # stood in two queues that are one now
        else:
            here.update(interval=home)


def waits_in(row: Waiting, home: Interval) -> bool:
    spans = rules.slots(home.starts_at, home.ends_at, home.slot_minutes)
    return takes(home, row.purpose) and any(span.starts_at == row.starts_at for span in spans)
