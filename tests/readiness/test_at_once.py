"""A button of readiness pressed twice at the same moment does its work once."""

import pytest
from django.urls import reverse

from parta.readiness.models import OpenRoom, RoomClosure, SeatBooking, Survey, WorkPlace
from parta.readiness.services import levels, seats
from tests import build
from tests import cast as casting
from tests.at_once import pressed

from . import make
from .make import WEDNESDAY

pytestmark = pytest.mark.django_db(transaction=True)
PLACE = {"number": 1, "computer": "Депо", "internet": "cable", "state": "works"}


@pytest.mark.parametrize(
    ("name", "sent", "rows"),
    [
        ("survey-open", {"moment": "start"}, Survey),
        ("place-new", PLACE, WorkPlace),
        ("room-new", {"day-3": "9.00–14.00"}, OpenRoom),
    ],
)
def test_pressed_twice(name, sent, rows, sign_in, tmp_path, monkeypatch):
    cast = casting.make()
    sent = {**sent, "room": build.room("31").pk}
    clients = [sign_in(cast.introducer) for _ in range(2)]
    url = reverse(f"readiness:{name}")

    answers = pressed([lambda one=one: one.post(url, sent).status_code for one in clients], tmp_path, monkeypatch)

    assert set(answers) <= {302, 422}
    assert rows.objects.count() == 1


def test_nobody_sits_in_a_room_shut_at_the_same_moment(tmp_path, monkeypatch):
    cast = casting.make()
    room, place = make.room(), make.place(1)

    def book() -> bool:
        try:
            seats.book_seat(room, place, on=WEDNESDAY, first=36, last=40, by=cast.teacher.user)
        except seats.ValidationError:
            return False
        return True

    def shut() -> bool:
        seats.close_day(room, on=WEDNESDAY, reason="ремонт", by=cast.admin)
        return True

    pressed([book, shut], tmp_path, monkeypatch)

    assert RoomClosure.objects.count() == 1
    assert not SeatBooking.objects.exists()


def test_a_course_finished_while_a_level_is_confirmed_does_not_lower_it(tmp_path, monkeypatch):
    cast = casting.make()
    skill = make.skill()

    pressed(
        [
            lambda: levels.confirm(cast.teacher, {skill: 3}, by=cast.introducer),
            lambda: levels.raise_level(cast.teacher, "marks", level=2, by=cast.teacher.user),
        ],
        tmp_path,
        monkeypatch,
    )

    assert levels.levels_now(cast.teacher.pk) == {skill.pk: 3}
