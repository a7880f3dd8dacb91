"""Exceptions of a published plan: days off and one-off hours. Who is booked there is told."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from parta.accounts.models import User
from parta.school.models import Employee

from .. import rules
from ..access import bookings
from ..models import Booking, DayOff, HoursPlan, Interval, Waiting
from ..queries.hours import plans_between
from .bookings import drop
from .plans import check_interval
from .queue import close_queues
from .seats import lock_hours
from .telling import off_words, record_plan, words_of

State = Booking.State


@transaction.atomic
def add_day_off(
    plan: HoursPlan, *, on: date, by: User, now: datetime, helper: Employee | None = None, reason: str = ""
) -> int:
    """Close the room for a day, or let one helper be away; how many bookings were cancelled, each told why.

    Raises ValidationError for a day twice, a day that is over, and one on which another plan holds.
    """
    lock_hours()
    refuse_day(plan, on, today=timezone.localtime(now).date())
    if plan.days_off.filter(on=on, helper=helper).exists():
        raise ValidationError({"on": "Этот день уже отмечен."})
    row = DayOff.objects.create(plan=plan, on=on, helper=helper, reason=reason.strip())
    raise_sequence(plan)
    record_plan("add_day_off", plan, by=by, after=off_words(row))
    hours = plan.intervals.filter(helper=helper) if helper else plan.intervals.all()
    why = row.reason or "консультаций не будет"
    return drop_all(hours.values_list("pk", flat=True), on, reason=why, by=by, now=now)


def refuse_day(plan: HoursPlan, on: date, *, today: date) -> None:
    """An exception of a day is written into the plan that holds on it. Raises ValidationError."""
    if not plan.year.starts_on <= on <= plan.year.ends_on:
        raise ValidationError({"on": f"Этот день вне учебного года {plan.year}."})
    if on < today:
        raise ValidationError({"on": "Этот день уже прошёл."})
    holds = plans_between(on, on, room_ids=[plan.room_id])
    if [one.plan.pk for one in holds] != [plan.pk]:
        raise ValidationError({"on": "В этот день действует другой график кабинета: откройте его."})


@transaction.atomic
def remove_day_off(row: DayOff, *, by: User) -> None:
    raise_sequence(row.plan)
    record_plan("remove_day_off", row.plan, by=by, before=off_words(row))
    row.delete()


@transaction.atomic
def add_extra(plan: HoursPlan, *, on: date, by: User, now: datetime, **fields: Any) -> Interval:
    """Add hours of one day to a published plan. Raises ValidationError in Russian."""
    lock_hours()
    refuse_day(plan, on, today=timezone.localtime(now).date())
    row = Interval(plan=plan, on=on, **fields)
    check_interval(row)
    row.save()
    raise_sequence(plan)
    record_plan("add_extra_hours", plan, by=by, after=words_of(row))
    return row


@transaction.atomic
def remove_extra(row: Interval, *, by: User, now: datetime) -> int:
    """Take one-off hours back; how many bookings were cancelled, each told why."""
    assert row.on is not None
    lock_hours()
    row.removed_at = now
    row.save(update_fields=["removed_at"])
    raise_sequence(row.plan)
    record_plan("remove_extra_hours", row.plan, by=by, before=words_of(row))
    return drop_all([row.pk], row.on, reason="дополнительных часов не будет", by=by, now=now)


def drop_all(interval_ids: Iterable[int], on: date, *, reason: str, by: User, now: datetime) -> int:
    """Cancel what is booked in the hours on the day, from now on; close their queues."""
    ids = list(interval_ids)
    local = timezone.localtime(now)
    rows = bookings().select_for_update(of=("self",)).filter(
        interval__in=ids, on=on, state__in=[State.BOOKED, State.OFFERED]
    )  # fmt: skip
    ahead = [row for row in rows if not rules.has_begun(row.on, row.starts_at, now=local)]
    for row in ahead:
        drop(row, reason=reason, by=by, now=now)
    close_queues(Waiting.objects.filter(interval__in=ids, on=on), why=reason, now=now)
    return len(ahead)


def raise_sequence(plan: HoursPlan) -> None:
    """The hours changed: calendars that have them must take the new ones."""
    HoursPlan.objects.filter(pk=plan.pk).update(sequence=F("sequence") + 1)
