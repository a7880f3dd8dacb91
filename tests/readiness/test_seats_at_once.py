"""Twenty people click one seat at once, each with a connection of their own: the database lets one in."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from parta.readiness.models import SeatBooking
from parta.readiness.services import seats
from tests import build
from tests.at_once import seen_by_threads

from . import make

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 20


def test_of_twenty_clicks_one_takes_the_seat(tmp_path, monkeypatch):
    """Each asks for four quarters beginning at another one, so that any two clash somewhere."""
    build.school()
    build.year()
    room, place = make.room(), make.place(1)
    people = [build.user(last_name=f"Человек {number}") for number in range(CLICKS)]

    def click(number: int) -> str:
        first = 40 + number % 4
        try:
            seats.book_seat(room, place, on=make.WEDNESDAY, first=first, last=first + 4, by=people[number])
        except ValidationError as refused:
            return refused.messages[0]
        finally:
            connection.close()
        return "taken"

    with seen_by_threads(tmp_path, monkeypatch), ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(click, range(CLICKS)))

    assert sorted(answers) == sorted(["taken"] + [seats.TAKEN] * (CLICKS - 1))
    rows = list(SeatBooking.objects.order_by("quarter").values_list("user", "quarter"))
    winner = people[answers.index("taken")]
    first = 40 + answers.index("taken") % 4
    assert rows == [(winner.pk, quarter) for quarter in range(first, first + 4)]
