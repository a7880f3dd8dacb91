"""iCalendar feeds (RFC 5545): a person's own bookings and duty, a room's hours, one seminar."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, Timezone
from icalendar.enums import STATUS

from parta.ui.templatetags.ui import room as room_words

from ..models import Booking, Interval, Seminar, SeminarPlace
from ..queries.calendar import DutyHours

PRODUCT = "-//Parta//Consultations//RU"
REFRESH = timedelta(minutes=30)
DAY_NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def feed(name: str, events: Iterable[Event], *, now: datetime) -> bytes:
    """The events as one calendar with its time zone."""
    calendar = Calendar.new(prodid=PRODUCT, name=name, refresh_interval=REFRESH)
    calendar.add("method", "PUBLISH")
    calendar.add_component(time_zone(settings.TIME_ZONE, now.year))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


@lru_cache(maxsize=8)
def time_zone(name: str, year: int) -> Timezone:
    """The VTIMEZONE of the school; working it out takes long, so once a year."""
    return Timezone.from_tzid(name, first_date=date(year - 2, 1, 1), last_date=date(year + 3, 1, 1))


def booking_event(row: Booking) -> Event:
    """`row.interval` with its plan's room and helper is read. Names of others are never in it."""
    place, helper = room_words(row.interval.plan.room.name), row.interval.helper.short_name
    return Event.new(
        uid=uid("booking", row.pk),
        sequence=row.sequence,
        stamp=row.changed_at,
        last_modified=row.changed_at,
        status=STATUS.CANCELLED if row.state == Booking.State.CANCELLED else STATUS.CONFIRMED,
        start=local(row.on, row.starts_at),
        end=local(row.on, row.ends_at),
        summary=f"{row.get_purpose_display().capitalize()}: {row.topic}",
        location=place,
        description=f"Помогает {helper}",
        url=settings.URL + reverse("consultations:mine"),
    )


def seminar_event(seminar: Seminar, places: Sequence[SeminarPlace] = ()) -> Event:
    """A seminar. `places` are those one person took, all but the last given back; without any it is anybody's.

    `seminar.room` and `leader` are read. The sequence rises with every change, joining and leaving.
    """
    gone = [place.left_at for place in places if place.left_at is not None]
    has_left = bool(places) and len(gone) == len(places)
    changed_at = max([seminar.changed_at, *gone])
    return Event.new(
        uid=uid("seminar", seminar.pk),
        sequence=seminar.sequence + 2 * len(gone) - has_left,
        stamp=changed_at,
        last_modified=changed_at,
        status=STATUS.CANCELLED if seminar.cancelled_at or has_left else STATUS.CONFIRMED,
        start=local(seminar.on, seminar.starts_at),
        end=local(seminar.on, seminar.ends_at),
        summary=f"Семинар: {seminar.title}",
        location=room_words(seminar.room.name) if seminar.room else None,
        description=f"Ведёт {seminar.leader.short_name}",
        url=settings.URL + reverse("consultations:seminar", args=[seminar.pk]),
    )


def hours_events(duty: DutyHours) -> list[Event]:
    """The plan's hours: one weekly event an interval without days off and breaks, one event for one-off hours."""
    events = [hours_event(row, duty) for row in duty.intervals]
    return [event for event in events if event is not None]


def hours_event(row: Interval, duty: DutyHours) -> Event | None:
    """None for weekly hours whose weekday never comes while the plan holds."""
    first = row.on or first_day(row.weekday or 1, duty.in_force.first)
    if row.on is None and first > duty.in_force.last:
        return None
    plan = duty.in_force.plan
    event = Event.new(
        uid=uid("hours", row.pk),
        sequence=plan.sequence,
        stamp=plan.published_at,
        status=STATUS.CANCELLED if row.removed_at or is_off(row, row.on, duty) else STATUS.CONFIRMED,
        start=local(first, row.starts_at),
        end=local(first, row.ends_at),
        summary=f"Консультации, {room_words(plan.room.name)}",
        location=room_words(plan.room.name),
        description=f"{purposes(row)}. Помогает {row.helper.short_name}",
        url=settings.URL + reverse("consultations:week"),
    )
    if row.on is None:
        until = local(duty.in_force.last, time(23, 59, 59)).astimezone(ZoneInfo("UTC"))
        event.add("rrule", {"freq": "weekly", "byday": DAY_NAMES[(row.weekday or 1) - 1], "until": until})
        missed = [on for on in weekly(first, duty.in_force.last) if rests(row, on, duty)]
        if missed:
            event.add("exdate", [local(on, row.starts_at) for on in missed])
    return event


def purposes(row: Interval) -> str:
    words = (["консультации"] if row.consults else []) + (["выставление отметок"] if row.enters_marks else [])
    return ", ".join(words).capitalize()


def first_day(weekday: int, from_on: date) -> date:
    return from_on + timedelta(days=(weekday - from_on.isoweekday()) % 7)


def weekly(first: date, last: date) -> list[date]:
    return [first + timedelta(days=7 * number) for number in range((last - first).days // 7 + 1)]


def rests(row: Interval, on: date, duty: DutyHours) -> bool:
    return is_off(row, on, duty) or any(first <= on <= last for _, first, last in duty.breaks)


def is_off(row: Interval, on: date | None, duty: DutyHours) -> bool:
    return any(off.on == on and off.helper_id in (None, row.helper_id) for off in duty.days_off)


def local(on: date, at: time) -> datetime:
    return datetime.combine(on, at, tzinfo=ZoneInfo(settings.TIME_ZONE))


def uid(kind: str, pk: int) -> str:
    return f"{kind}-{pk}@{urlsplit(settings.URL).hostname}"
