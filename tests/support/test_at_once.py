"""Many at once: numbers of the register have no gaps or doubles, one answer wins, one warning is said."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from parta.notices.models import Notice
from parta.support.models import Event, Message, Ticket
from parta.support.services import answer, open_once, warn
from parta.support.services.sorting import merge
from parta.support.services.talk import Clash
from tests import cast as casting
from tests.at_once import pressed
from tests.conftest import NOON

from . import make

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 8


@pytest.fixture
def desk():
    """The cast, and Орлова on line 1."""
    cast = casting.make()
    make.desk()
    make.duty(cast.teacher)
    return cast


@pytest.fixture
def at_once(tmp_path, monkeypatch) -> Callable[..., list[Any]]:
    """`at_once(work)` runs work(0) … work(PEOPLE - 1) together, each in a thread with a connection of its own."""
    return lambda work: pressed([partial(work, number) for number in range(PEOPLE)], tmp_path, monkeypatch)


def test_numbers_follow_each_other_without_gaps(desk, at_once):
    at_once(lambda number: make.ticket(desk.parent.user, text=f"Вопрос {number}"))

    assert sorted(Ticket.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))


def test_a_question_sent_many_times_at_once_is_one(desk, at_once):
    def ask(number: int) -> int:
        asked = open_once(text="Не вижу отметок", asker=desk.parent.user, kind="question", topic="2.1.6", now=NOON)
        return asked.pk

    assert len(set(at_once(ask))) == 1
    assert Ticket.objects.count() == 1


def test_an_answer_sent_many_times_at_once_is_one(desk, at_once):
    ticket = make.ticket(desk.parent.user)

    at_once(lambda number: answer(ticket, text="Там", by=desk.teacher.user, seen=0, then="solve", now=NOON))

    assert Message.objects.count() == 1
    assert Event.objects.filter(kind="solved").count() == 1


def test_two_merged_crosswise_end_as_one(desk, at_once):
    pair = [make.ticket(desk.parent.user), make.ticket(desk.head)]

    def join(number: int) -> None:
        one, into = pair if number % 2 else reversed(pair)
        with suppress(ValidationError):
            merge(one, into, by=desk.admin, now=NOON)

    at_once(join)

    assert Ticket.objects.exclude(merged_into=None).count() == 1


def test_of_helpers_who_answer_at_once_one_is_first_and_the_others_are_told(desk, at_once):
    ticket = make.ticket(desk.parent.user)
    helpers = [desk.teacher.user, desk.admin, desk.deputy, desk.introducer]

    def reply(number: int) -> str:
        try:
            answer(ticket, text=f"Ответ {number}", by=helpers[number % 4], seen=0, now=NOON)
        except Clash:
            return "told"
        return "answered"

    outcomes = Counter(at_once(reply))

    first = Message.objects.order_by("pk")[0].author
    assert Message.objects.exclude(author=first).count() == 0  # nobody else has answered blindly
    assert outcomes["answered"] in (1, 2)  # each helper clicks twice; one's own words are no clash
    assert outcomes["told"] == PEOPLE - outcomes["answered"]


def test_a_warning_is_said_once_by_many_workers(desk, at_once):
    make.ticket(desk.parent.user)

    said = at_once(lambda number: warn(make.at(23, 13, 40)))

    assert sum(said) == 1
    assert Notice.objects.filter(kind="support.soon").count() == 1
