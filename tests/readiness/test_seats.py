"""Booking of seats: the database refuses a clash, however many ask at once (clause 1.3.4)."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.readiness.models import OpenRoom, RoomClosure, RoomHours, SeatBooking, WorkPlace
from parta.readiness.services import seats
from tests import build

from . import make
from .make import WEDNESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast) -> OpenRoom:
    return make.room()


@pytest.fixture
def place(room) -> WorkPlace:
    return make.place(1)


def book(room, place, user, first=36, last=40, on=WEDNESDAY):
    return seats.book_seat(room, place, on=on, first=first, last=last, by=user)


def quarters() -> list[int]:
    return list(SeatBooking.objects.order_by("quarter").values_list("quarter", flat=True))


def test_a_seat_in_room_24_is_booked_by_quarters(cast, room, place, sign_in):
    """Clause 1.3.4: a seat in room 24 is booked, and the day shows who sits there."""
    client = sign_in(cast.teacher.user)
    sent = {"place": place.pk, "on": "2026-11-25", "first": "61", "last": "64", "purpose": "отметки"}

    page = client.post(reverse("readiness:seat-book", args=[room.pk]), sent, follow=True)

    assert "Место записано за вами." in page.content.decode()
    assert list(SeatBooking.objects.values_list("place", "on", "quarter", "user")) == [
        (place.pk, WEDNESDAY, quarter, cast.teacher.user.pk) for quarter in (61, 62, 63)
    ]
    assert "ср, 25 ноября, 15:20–16:00" in client.get(reverse("readiness:seats")).content.decode()
    seen = sign_in(cast.class_teacher.user).get(reverse("readiness:room", args=[room.pk]), {"on": "2026-11-25"})
    assert "15:20–16:00, Орлова Н." in seen.content.decode()
    assert Change.objects.get(action="readiness.book_seat").label == (
        "каб. 24, место 1: Аквариус, 25.11.2026, 15:20–16:00"
    )


@pytest.mark.parametrize("who", ["the same seat", "the same person"])
def test_the_database_itself_refuses_a_clash(cast, place, who):
    make.booking(cast.teacher.user, place, quarter=40)
    seat, user = (place, cast.stranger.user) if who == "the same seat" else (make.place(2), cast.teacher.user)

    with pytest.raises(IntegrityError), transaction.atomic():
        SeatBooking.objects.create(place=seat, on=WEDNESDAY, quarter=40, key=uuid4(), user=user)


def test_a_clash_in_one_quarter_takes_none(cast, room, place):
    make.booking(cast.stranger.user, place, quarter=39)

    with pytest.raises(ValidationError, match="уже занято"):
        book(room, place, cast.teacher.user, 36, 40)

    assert quarters() == [39]
    assert not Change.objects.filter(action="readiness.book_seat").exists()


def test_nobody_sits_on_two_seats(cast, room, place):
    book(room, place, cast.teacher.user)

    with pytest.raises(ValidationError, match="вы уже записаны на другое место"):
        book(room, make.place(2), cast.teacher.user, 39, 41)


@pytest.mark.parametrize("why", ["broken", "not for booking", "of another room"])
def test_a_seat_that_is_not_offered_is_refused(cast, room, why):
    fields = {
        "broken": {"state": "broken"},
        "not for booking": {"is_bookable": False},
        "of another room": {"room": "25"},
    }

    with pytest.raises(ValidationError, match="Это место сейчас занять нельзя"):
        book(room, make.place(7, **fields[why]), cast.teacher.user)


def test_a_refusal_shows_the_day_with_its_reason(cast, room, place, sign_in):
    make.booking(cast.stranger.user, place, quarter=36)
    sent = {"place": place.pk, "on": "2026-11-25", "first": "36", "last": "38"}

    answer = sign_in(cast.teacher.user).post(reverse("readiness:seat-book", args=[room.pk]), sent)

    assert answer.status_code == 422
    assert seats.TAKEN in answer.content.decode()
    assert "Громов И." in answer.content.decode()


def test_cancelling_frees_all_its_quarters_for_others(cast, room, place, sign_in):
    book(room, place, cast.teacher.user)
    first = SeatBooking.objects.order_by("quarter")[0]

    sign_in(cast.teacher.user).post(reverse("readiness:seat-free", args=[first.pk]))

    assert quarters() == []
    assert Change.objects.filter(action="readiness.cancel_seat", by=cast.teacher.user).count() == 1
    book(room, place, cast.stranger.user)
    assert quarters() == [36, 37, 38, 39]


def test_the_keeper_frees_anothers_seat_and_its_owner_is_told(cast, room, place, sign_in):
    first = make.booking(cast.teacher.user, place)

    sign_in(cast.admin).post(reverse("readiness:seat-free", args=[first.pk]))

    assert "ср, 25 ноября, 9:00–9:15" in Notice.objects.get(user=cast.teacher.user).text


def test_a_day_is_closed_with_its_bookings(cast, room, place, sign_in):
    book(room, place, cast.teacher.user)

    url = reverse("readiness:room-close-day", args=[room.pk])
    page = sign_in(cast.admin).post(url, {"on": "2026-11-25", "reason": "ремонт"}, follow=True)

    assert "записей снято: 1" in page.content.decode()
    assert "Кабинет закрыт, ремонт" in Notice.objects.get(user=cast.teacher.user).text
    with pytest.raises(ValidationError, match="кабинет закрыт: ремонт"):
        book(room, place, cast.teacher.user)
    twice = sign_in(cast.admin).post(url, {"on": "2026-11-25", "reason": "ремонт"})
    assert (twice.status_code, "Этот день уже закрыт." in twice.content.decode()) == (422, True)


def test_a_day_is_opened_again(cast, room, place, sign_in):
    closure = RoomClosure.objects.create(open_room=room, on=WEDNESDAY, reason="ремонт")

    sign_in(cast.admin).post(reverse("readiness:room-open-day", args=[closure.pk]))

    book(room, place, cast.teacher.user)
    assert quarters() == [36, 37, 38, 39]


def test_a_pupil_books_where_the_room_allows_and_sees_no_names(cast, room, place, sign_in):
    make.booking(cast.teacher.user, place)
    client = sign_in(cast.daria.user)
    url = reverse("readiness:room", args=[room.pk])
    assert client.get(url).status_code == 404

    OpenRoom.objects.update(for_pupils=True)

    text = client.get(url, {"on": "2026-11-25"}).content.decode()
    assert "9:00–9:15, занято" in text
    assert "Орлова" not in text
    sent = {"place": place.pk, "on": "2026-11-25", "first": "37", "last": "39"}
    client.post(reverse("readiness:seat-book", args=[room.pk]), sent)
    assert SeatBooking.objects.filter(user=cast.daria.user).count() == 2
    assert client.get(reverse("readiness:room-file", args=[room.pk, "csv"])).status_code == 404


def test_a_free_cell_fills_the_form_for_an_hour(cast, room, place, sign_in):
    wanted = {"on": "2026-11-25", "place": place.pk, "first": 40}

    text = sign_in(cast.teacher.user).get(reverse("readiness:room", args=[room.pk]), wanted).content.decode()

    assert '<option value="40" selected>10:00</option>' in text
    assert '<option value="44" selected>11:00</option>' in text
    assert '<option value="61">15:20</option>' in text


def test_the_hours_of_a_room_are_set_in_words(cast, sign_in):
    made = build.room("30")
    sent = {"room": made.pk, "about": "Ключ на вахте", "day-3": "15.20–17.00, 9:00-14:00", "day-1": ""}

    sign_in(cast.introducer).post(reverse("readiness:room-new"), sent)

    assert list(RoomHours.objects.values_list("weekday", "starts_at", "ends_at")) == [
        (3, time(9), time(14)), (3, time(15, 20), time(17)),
    ]  # fmt: skip
    assert Change.objects.get(action="readiness.set_room_hours").after == ["ср 09.00–14.00", "ср 15.20–17.00"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("утром", "«утром» не понято: пишите 9.00–14.00, 15.20–17.00"),
        ("14.00–9.00", "«14.00–9.00»: конец раньше начала"),
        ("9.00–12.00, 11.00–13.00", "Часы одного дня пересекаются."),
        ("9.00–25.00", "«9.00–25.00» не понято"),
    ],
)
def test_hours_not_understood_are_told(cast, sign_in, typed, words):
    sent = {"room": build.room("30").pk, "day-3": typed}

    answer = sign_in(cast.admin).post(reverse("readiness:room-new"), sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not OpenRoom.objects.exists()


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2026, 11, 24), "В этот день кабинет не открывается."), (WEDNESDAY, "В кабинете нет мест по записи.")],
)
def test_an_empty_day_says_why(cast, room, sign_in, on, words):
    text = sign_in(cast.teacher.user).get(reverse("readiness:room", args=[room.pk]), {"on": f"{on}"}).content.decode()

    assert words in text


def test_the_day_prints_for_the_door(cast, room, place, sign_in):
    make.booking(cast.teacher.user, place)
    client = sign_in(cast.class_teacher.user)

    def file(suffix: str) -> bytes:
        return client.get(reverse("readiness:room-file", args=[room.pk, suffix]), {"on": "2026-11-25"}).content

    assert file("csv").decode("utf-8-sig").splitlines()[1].startswith("1;9:00–9:15;Орлова Нина")
    assert file("pdf").startswith(b"%PDF-")
    assert file("xlsx").startswith(b"PK")
