"""What people are told of bookings, and how history calls them."""

from typing import Any

from django.urls import reverse

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices.services import queue
from parta.ui.templatetags.ui import WEEKDAYS_SHORT, clock, day, room, weekday_day

from ..models import Booking, DayOff, HoursPlan, Interval, Seminar, Waiting


def when_of(row: Booking) -> str:
    """«пн, 23 ноября, 15:20»."""
    return f"{weekday_day(row.on)}, {clock(row.starts_at)}"


def when_of_seminar(row: Seminar) -> str:
    """«пн, 23 ноября, 15:20, каб. 24»; `row.room` is read."""
    words = f"{weekday_day(row.on)}, {clock(row.starts_at)}"
    return f"{words}, {room(row.room.name)}" if row.room else words


def place_of(interval: Interval) -> str:
    """«Орлова Н. В., каб. 24»; `interval.plan.room` and `interval.helper` are read."""
    return f"{interval.helper.short_name}, {room(interval.plan.room.name)}"


def tell_helper(row: Booking, kind: str, text: str, *, by: User | None) -> None:
    """Told to the helper, unless the helper did it, or works here no more."""
    helper = row.interval.helper
    if helper.user_id is not None and helper.left_on is None and (by is None or helper.user_id != by.pk):
        queue(
            f"consultations.{kind}",
            text,
            to=[helper.user_id],
            url=f"{reverse('consultations:day')}?on={row.on.isoformat()}",
        )


def tell_asker(row: Booking, kind: str, text: str, *, by: User | None) -> None:
    """Told to who is booked, unless they did it themselves."""
    if row.asker_id is not None and (by is None or row.asker_id != by.pk):
        queue(f"consultations.{kind}", text, to=[row.asker_id], url=reverse("consultations:mine"))


def tell_waiting(row: Waiting, why: str) -> None:
    """Who waits for a seat is told that there will be none; `row.interval` is not read."""
    text = f"В очереди на {weekday_day(row.on)}, {clock(row.starts_at)} ждать больше нечего: {why}."
    queue("consultations.cancelled", text, to=[row.asker_id], url=reverse("consultations:week"))


def record(action: str, row: Booking, *, by: User | None, before: Any = None, after: Any = None) -> None:
    label = f"{row.asker_words} · {when_of(row)}"
    audit.record(f"consultations.{action}", by=by, target=("booking", row.pk), label=label, before=before, after=after)


def words_of(row: Interval) -> str:
    """«пн, 15:20–17:00, Орлова Н. В.»; of one day «30 ноября, 15:20–17:00, …». `row.helper` is read."""
    when = day(row.on) if row.on else WEEKDAYS_SHORT[(row.weekday or 1) - 1]
    return f"{when}, {clock(row.starts_at)}–{clock(row.ends_at)}, {row.helper.short_name}"


def off_words(row: DayOff) -> str:
    who = f", нет: {row.helper.short_name}" if row.helper else ""
    return f"{day(row.on)}{who}" + (f" ({row.reason})" if row.reason else "")


def told(plan: HoursPlan) -> dict[str, Any]:
    """The hours of a plan as history keeps them."""
    return {"часы": [words_of(row) for row in plan.intervals.select_related("helper")]}


def record_plan(action: str, plan: HoursPlan, *, by: User, before: Any = None, after: Any = None) -> None:
    audit.record(
        f"consultations.{action}", by=by, target=("hoursplan", plan.pk), label=str(plan), before=before, after=after
    )
