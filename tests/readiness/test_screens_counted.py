"""Every screen and file of readiness asks the same number of questions at one row and at three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import build
from tests.conftest import NOON

from . import make

SCREENS = {
    "matrix": lambda: reverse("readiness:matrix"),
    "matrix of a role": lambda: reverse("readiness:matrix") + "?role=other",
    "matrix file": lambda: reverse("readiness:matrix-file", args=["csv"]),
    "required": lambda: reverse("readiness:required"),
    "gaps": lambda: reverse("readiness:gaps"),
    "gaps file": lambda: reverse("readiness:gaps-file", args=["csv"]),
    "skills": lambda: reverse("readiness:skills"),
    "answers": lambda: reverse("readiness:survey-answers", args=[1]),
    "places": lambda: reverse("readiness:places"),
    "places file": lambda: reverse("readiness:places-file", args=["csv"]),
    "wishes": lambda: reverse("readiness:wishes"),
    "wishes file": lambda: reverse("readiness:wishes-file", args=["csv"]),
    "rooms": lambda: reverse("readiness:rooms"),
    "room": lambda: reverse("readiness:room", args=[1]) + "?on=2026-11-25",
    "room file": lambda: reverse("readiness:room-file", args=[1, "csv"]) + "?on=2026-11-25",
    "own seats": lambda: reverse("readiness:seats"),
}


@pytest.fixture
def user(cast):
    """Who is an employee and responsible for introduction, so that every screen opens."""
    cast.teacher.user.is_introducer = True
    cast.teacher.user.save()
    survey = make.survey(cast, pk=1)
    room = make.room()
    room_pk(room)
    add(cast, survey, 1)
    return cast.teacher.user


def room_pk(room) -> None:
    """The room of the addresses above is number 1, whatever the sequence gave."""
    if room.pk != 1:
        room.hours.all().delete()
        room.delete()
        room.pk = 1
        room.save(force_insert=True)
        make.RoomHours.objects.create(open_room=room, weekday=3, starts_at=make.time(9), ends_at=make.time(14))


def add(cast, survey, number: int) -> None:
    """One more row on every screen."""
    person = build.employee(f"Новая{'абв'[number - 1]} Инна", user=build.user())
    skill = make.skill(f"skill-{number}", name=f"Навык {number}")
    make.Required.objects.create(skill=skill, role="other", level=2)
    make.level(person, skill, 1, source="self")
    make.level(cast.teacher, skill, 1)
    make.answer(survey, person, group="other")
    place = make.place(number)
    make.wish(person.user, what=f"Вещь {number}", room=place.room)
    make.booking(cast.teacher.user, place, quarter=40 + 2 * number)
    make.booking(person.user, place, quarter=36)
    make.room(f"10{number}")


@pytest.mark.parametrize("screen", SCREENS)
def test_queries_do_not_grow_with_rows(cast, user, sign_in, screen):
    client, url = sign_in(user), SCREENS[screen]()
    client.get(url)
    few, few_bytes = counted(client, url)

    for number in (2, 3):
        add(cast, make.Survey.objects.get(pk=1), number)
    many, many_bytes = counted(client, url)

    assert len(many) == len(few), "\n".join(query["sql"] for query in many)
    assert many_bytes > few_bytes, "the page did not grow: the rows are not on it"


def test_queries_of_the_rounds_do_not_grow(cast, user, sign_in):
    client, url = sign_in(user), reverse("readiness:survey")
    make.Survey.objects.update(closed_at=NOON)
    client.get(url)
    few, few_bytes = counted(client, url)

    make.answer(make.survey(cast, "end", closed_at=NOON), cast.teacher)
    many, many_bytes = counted(client, url)

    assert len(many) == len(few)
    assert many_bytes > few_bytes


def counted(client, url):
    with CaptureQueriesContext(connection) as context:
        answer = client.get(url)
    assert answer.status_code == 200
    return context.captured_queries, len(answer.content)
