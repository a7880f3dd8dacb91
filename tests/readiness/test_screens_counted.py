"""Every screen and file of readiness asks the same number of questions at one row and at three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import build
from tests.conftest import NOON

from . import make

SCREENS = {
    "matrix": lambda rows: reverse("readiness:matrix"),
    "matrix of a role": lambda rows: reverse("readiness:matrix") + "?role=other",
    "matrix file": lambda rows: reverse("readiness:matrix-file", args=["csv"]),
    "required": lambda rows: reverse("readiness:required"),
    "gaps": lambda rows: reverse("readiness:gaps"),
    "gaps file": lambda rows: reverse("readiness:gaps-file", args=["csv"]),
    "skills": lambda rows: reverse("readiness:skills"),
    "answers": lambda rows: reverse("readiness:survey-answers", args=[rows["survey"].pk]),
    "places": lambda rows: reverse("readiness:places"),
    "places file": lambda rows: reverse("readiness:places-file", args=["csv"]),
    "wishes": lambda rows: reverse("readiness:wishes"),
    "wishes file": lambda rows: reverse("readiness:wishes-file", args=["csv"]),
    "rooms": lambda rows: reverse("readiness:rooms"),
    "room": lambda rows: reverse("readiness:room", args=[rows["room"].pk]) + "?on=2026-11-25",
    "room file": lambda rows: reverse("readiness:room-file", args=[rows["room"].pk, "csv"]) + "?on=2026-11-25",
    "own seats": lambda rows: reverse("readiness:seats"),
}


@pytest.fixture
def rows(cast):
    """One of everything, and somebody for whom every screen opens: an employee responsible for introduction."""
    cast.teacher.user.is_introducer = True
    cast.teacher.user.save()
    rows = {"cast": cast, "user": cast.teacher.user, "survey": make.survey(cast), "room": make.room()}
    add(rows, 1)
    return rows


def add(rows, number: int) -> None:
    """One more row on every screen."""
    cast = rows["cast"]
    person = build.employee(f"Новая{'абв'[number - 1]} Инна", user=build.user())
    skill = make.skill(f"skill-{number}", name=f"Навык {number}")
    make.Required.objects.create(skill=skill, role="other", level=2)
    make.level(person, skill, 1, source="self")
    make.level(cast.teacher, skill, 1)
    make.answer(rows["survey"], person, group="other")
    place = make.place(number)
    make.wish(person.user, what=f"Вещь {number}", room=place.room)
    make.booking(cast.teacher.user, place, quarter=40 + 2 * number)
    make.booking(person.user, place, quarter=36)
    make.room(f"10{number}")


@pytest.mark.parametrize("screen", SCREENS)
def test_queries_do_not_grow_with_rows(rows, sign_in, screen):
    client, url = sign_in(rows["user"]), SCREENS[screen](rows)
    client.get(url)
    few, few_bytes = counted(client, url)

    for number in (2, 3):
        add(rows, number)
    many, many_bytes = counted(client, url)

    assert len(many) == len(few), "\n".join(query["sql"] for query in many)
    assert many_bytes > few_bytes, "the page did not grow: the rows are not on it"


def test_queries_of_the_rounds_do_not_grow(rows, sign_in):
    cast, client, url = rows["cast"], sign_in(rows["user"]), reverse("readiness:survey")
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
