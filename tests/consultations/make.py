"""Builders of hours, bookings and seminars for these tests."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from parta.accounts.models import User
from parta.consultations.models import Booking, HoursPlan, Interval, Seminar, SeminarPlace
from parta.consultations.rules import SlotKey
from parta.school.models import Employee, SchoolYear
from tests import build

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))  # a Monday
TODAY = NOON.date()

# Clause 2.2 of the regulation: the hours of room 24, weekday by weekday.
ROOM_24 = [
    (1, time(15, 20), time(17, 0)),
    (2, time(9, 0), time(11, 0)),
    (3, time(9, 0), time(14, 0)),
    (3, time(15, 20), time(17, 0)),
    (4, time(14, 20), time(16, 20)),
    (5, time(14, 20), time(16, 20)),
]


def at(hour: int, minute: int = 0, *, on: date = TODAY) -> datetime:
    return datetime.combine(on, time(hour, minute), tzinfo=ZoneInfo("Europe/Moscow"))


def helper(name: str = "Соколова Инна Павловна", *, username: str = "sokolova") -> Employee:
    """An employee with an account who gives no lessons."""
    last, first, *_ = name.split()
    return build.employee(name, user=build.user(username, last_name=last, first_name=first))


def plan(room: str = "24", *, year: SchoolYear | None = None, is_published: bool = True, **fields: Any) -> HoursPlan:
    year = year or build.year()
    return HoursPlan.objects.create(
        year=year, room=build.room(room), from_on=fields.pop("from_on", year.starts_on),
        published_at=NOON if is_published else None, **fields,
    )  # fmt: skip


def interval(
    of: HoursPlan, by: Employee, weekday: int | None = 1, starts: str = "15:20", ends: str = "17:00", **fields: Any
) -> Interval:
    return Interval.objects.create(
        plan=of, helper=by, weekday=weekday, starts_at=time.fromisoformat(starts), ends_at=time.fromisoformat(ends),
        **fields,
    )  # fmt: skip


def room_24(by: Employee, *, year: SchoolYear | None = None, **fields: Any) -> HoursPlan:
    """The published hours of clause 2.2."""
    made = plan(year=year)
    for weekday, starts_at, ends_at in ROOM_24:
        Interval.objects.create(plan=made, helper=by, weekday=weekday, starts_at=starts_at, ends_at=ends_at, **fields)
    return made


def slot(of: Interval, on: date = TODAY, starts: str = "15:20") -> SlotKey:
    return SlotKey(of.pk, on, time.fromisoformat(starts))


def booking(
    of: Interval, asker: User | None, on: date = TODAY, starts: str = "15:20", ends: str = "15:40", **fields: Any
) -> Booking:
    return Booking.objects.create(
        interval=of, asker=asker, on=on, starts_at=time.fromisoformat(starts), ends_at=time.fromisoformat(ends),
        **{"topic": "Средневзвешенный балл", "made_at": NOON, **fields},
    )  # fmt: skip


def seminar(leader: Employee, on: date = date(2026, 11, 27), **fields: Any) -> Seminar:
    values = {"title": "Отметки за четверть", "starts_at": time(15), "ends_at": time(16, 30), "places": 3, **fields}
    return Seminar.objects.create(leader=leader, on=on, **values)


def place(at: Seminar, user: User, number: int = 1, **fields: Any) -> SeminarPlace:
    return SeminarPlace.objects.create(seminar=at, user=user, number=number, at=NOON, **fields)
