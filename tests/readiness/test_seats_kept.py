"""What becomes of bookings when rooms, hours and places change; what is over is never rewritten (clause 1.3.4)."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from parta.notices.models import Notice
from parta.readiness.models import OpenRoom, RoomClosure, SeatBooking, WorkPlace
from parta.readiness.rules.seats import Hours
from parta.readiness.services import places, seats
from tests import build
from tests.conftest import NOON

from . import make
from .make import WEDNESDAY

pytestmark = pytest.mark.django_db
MORNING = [Hours(time(9), time(12))]
WEEK = {3: [Hours(time(9), time(14)), Hours(time(15, 20), time(17))]}


@pytest.fixture
def room(cast) -> OpenRoom:
    return make.room(for_pupils=True)


@pytest.fixture
def place(room) -> WorkPlace:
    return make.place(1)


def change(room, hours, **fields):
    known = {"room": room.room, "keeper": None, "for_pupils": True, "about": "", **fields}
    seats.save_room(room, hours, **known, by=build.user())


def left() -> set[int]:
    return set(SeatBooking.objects.values_list("quarter", flat=True))


def test_hours_cut_short_take_off_what_falls_outside(cast, room, place):
    kept = seats.book_seat(room, place, on=WEDNESDAY, first=36, last=38, by=cast.teacher.user)
    seats.book_seat(room, place, on=WEDNESDAY, first=46, last=50, by=cast.class_teacher.user)  # 11:30–12:30

    change(room, {3: MORNING})

    assert set(SeatBooking.objects.values_list("key", flat=True)) == {kept}
    told = Notice.objects.get(user=cast.class_teacher.user).text
    assert told.startswith("Ваша запись снята: каб. 24, место 1: Аквариус, ср, 25 ноября, 11:30–12:30.")
    assert told.endswith("Часы кабинета изменились.")


def test_a_room_closed_to_pupils_takes_off_theirs_only(cast, room, place):
    seats.book_seat(room, place, on=WEDNESDAY, first=36, last=37, by=cast.daria.user)
    seats.book_seat(room, place, on=WEDNESDAY, first=40, last=41, by=cast.teacher.user)

    change(room, WEEK, for_pupils=False)

    assert left() == {40}
    assert Notice.objects.filter(user=cast.daria.user).count() == 1


def test_a_place_carried_to_another_room_is_booked_no_more(cast, room, place):
    seats.book_seat(room, place, on=WEDNESDAY, first=36, last=37, by=cast.teacher.user)

    places.save_place(place, room=build.room("31"), by=cast.admin)

    assert left() == set()
    assert "переставлено в другой кабинет" in Notice.objects.get(user=cast.teacher.user).text


@pytest.fixture
def sat(cast, room, place, monkeypatch):
    """It is Wednesday noon; Орлова sat from 9:00 to 9:15 and has a seat from 13:00."""
    make.booking(cast.teacher.user, place, quarter=36)
    make.booking(cast.teacher.user, place, quarter=52)
    monkeypatch.setattr(timezone, "now", lambda: NOON.replace(day=25))


def test_a_shut_day_keeps_who_has_already_sat(cast, room, sat):
    assert seats.close_day(room, on=WEDNESDAY, reason="ремонт", by=cast.admin) == 1
    assert left() == {36}


def test_a_broken_place_keeps_who_has_already_sat(cast, place, sat):
    places.save_place(place, state="broken", by=cast.admin)

    assert left() == {36}
    assert Notice.objects.filter(user=cast.teacher.user).count() == 1


def test_what_is_over_is_not_cancelled(cast, sat, sign_in):
    over = SeatBooking.objects.get(quarter=36)

    answer = sign_in(cast.teacher.user).post(reverse("readiness:seat-free", args=[over.pk]), follow=True)

    assert "Это время уже прошло" in answer.content.decode()
    assert left() == {36, 52}


def test_a_day_that_is_over_is_not_shut(cast, room, sign_in):
    url = reverse("readiness:room-close-day", args=[room.pk])

    answer = sign_in(cast.admin).post(url, {"on": "2026-11-20", "reason": "ремонт"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Этот день уже прошёл." in page
    assert 'value="ремонт"' in page
    assert not RoomClosure.objects.exists()


def test_nobody_takes_a_day_by_pieces(cast, room, place):
    """Four hours a day for one person, however they are cut, on whichever seats."""
    seats.book_seat(room, place, on=WEDNESDAY, first=36, last=52, by=cast.teacher.user)

    with pytest.raises(ValidationError, match="не больше 4 часов"):
        seats.book_seat(room, make.place(2), on=WEDNESDAY, first=52, last=53, by=cast.teacher.user)
    seats.book_seat(room, place, on=WEDNESDAY, first=52, last=53, by=cast.class_teacher.user)


@pytest.mark.parametrize("field", ["first", "last", "place"])
@pytest.mark.parametrize("value", ["9" * 5000, "-1", "²", "", "9999-12-31", "😀"])
def test_nonsense_is_refused_without_losing_the_purpose(field, value, cast, room, place, sign_in):
    sent = {"place": place.pk, "on": WEDNESDAY, "first": 36, "last": 38, "purpose": "отметки 7Б"}

    answer = sign_in(cast.teacher.user).post(reverse("readiness:seat-book", args=[room.pk]), {**sent, field: value})

    assert answer.status_code == 422
    assert "отметки 7Б" in answer.content.decode()
    assert left() == set()


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01", "2026-02-30", "вчера"])
def test_a_day_nobody_can_mean_is_today(on, cast, room, sign_in):
    page = sign_in(cast.teacher.user).get(reverse("readiness:room", args=[room.pk]), {"on": on, "first": "9" * 5000})

    assert page.status_code == 200
    assert "пн, 23 ноября" in page.content.decode()


@pytest.mark.parametrize("days", [("9999-12-31", "9999-12-31"), ("0001-01-01", "2026-11-23"), ("x", "y")])
def test_figures_of_impossible_days_are_those_of_the_year(days, cast, sign_in):
    make.skill()
    page = sign_in(cast.head).get(reverse("readiness:gaps"), {"before": days[0], "after": days[1]})

    assert page.status_code == 200
    assert f"{date(2026, 11, 23):%d}" in page.content.decode()
