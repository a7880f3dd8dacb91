"""Rooms are shut by themselves when nobody is taught, as consultations are."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.readiness.models import OpenRoom, SeatBooking
from parta.readiness.services import seats
from parta.school.models import Holiday
from tests import build
from tests.conftest import NOON

from . import make
from .make import WEDNESDAY

pytestmark = pytest.mark.django_db
GAP = date(2026, 10, 28)  # a Wednesday between the I quarter and the II
BEFORE = datetime(2026, 10, 23, 12, tzinfo=NOON.tzinfo)


@pytest.fixture
def room(cast) -> OpenRoom:
    return make.room()


def holiday(name: str = "Карантин", **fields) -> Holiday:
    return Holiday.objects.create(year=build.year(), name=name, starts_on=WEDNESDAY, ends_on=WEDNESDAY, **fields)


def booked(room, on: date, user) -> None:
    seats.book_seat(room, make.place(), on=on, first=36, last=38, by=user)


def test_day_of_rest_shows_why_it_is_shut_and_takes_no_booking(cast, room, sign_in):
    holiday()

    page = sign_in(cast.teacher.user).get(reverse("readiness:room", args=[room.pk]), {"on": WEDNESDAY.isoformat()})

    assert "В этот день кабинет закрыт: Карантин." in page.content.decode()
    with pytest.raises(ValidationError, match="ср, 25 ноября кабинет закрыт: Карантин"):
        booked(room, WEDNESDAY, cast.teacher.user)


def test_days_between_periods_are_days_of_rest(cast, room, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: BEFORE)

    with pytest.raises(ValidationError, match="кабинет закрыт: каникулы"):
        booked(room, GAP, cast.teacher.user)


def test_holiday_of_some_classes_shuts_nothing(cast, room):
    holiday(from_level=1, to_level=1)

    booked(room, WEDNESDAY, cast.teacher.user)

    assert SeatBooking.objects.count() == 2


def test_what_was_booked_before_is_taken_off_once_and_told(cast, room):
    booked(room, WEDNESDAY, cast.teacher.user)
    assert seats.free_breaks(NOON) == 0
    holiday()

    assert [seats.free_breaks(NOON), seats.free_breaks(NOON)] == [1, 0]

    assert not SeatBooking.objects.exists()
    assert "9:00–9:30. Карантин." in Notice.objects.get(kind="readiness.seat", user=cast.teacher.user).text
    assert Change.objects.get(action="readiness.cancel_seat").by is None


def test_what_was_sat_off_stays(cast, room, monkeypatch):
    make.booking(cast.teacher.user)
    holiday()
    evening = datetime(2026, 11, 25, 18, tzinfo=NOON.tzinfo)
    monkeypatch.setattr(timezone, "now", lambda: evening)

    assert (seats.free_breaks(evening), SeatBooking.objects.count()) == (0, 1)
