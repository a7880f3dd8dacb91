"""Fifty people click at once: as many as there are seats succeed, the others are told, nothing breaks."""

from collections import Counter
from collections.abc import Callable
from datetime import time
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from parta.accounts.models import User
from parta.consultations.models import Booking, SeminarPlace, Waiting
from parta.consultations.services import book, cancel_booking
from parta.consultations.services.plans import create_draft, publish
from parta.consultations.services.queue import wait
from parta.consultations.services.seminars import cancel, join
from parta.notices.models import Notice
from tests import build
from tests import cast as casting
from tests.at_once import pressed

from . import make
from .make import NOON, TODAY, slot

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 50
SEATS = 3


@pytest.fixture
def at_once(tmp_path, monkeypatch) -> Callable[..., list[Any]]:
    """`at_once(work)` runs work(0) … work(CLICKS - 1) together, each in a thread with a connection of its own."""
    return lambda work: pressed([partial(work, number) for number in range(CLICKS)], tmp_path, monkeypatch)


@pytest.fixture
def hours():
    casting.make()
    plan = make.plan()
    return make.interval(plan, make.helper(), capacity=SEATS)


@pytest.fixture
def people(hours):
    return [build.user(f"asker{number}") for number in range(CLICKS)]


def said(change: Callable[[], Any]) -> str:
    """«done», or the refusal's words."""
    try:
        change()
    except ValidationError as refusal:
        return refusal.messages[0]
    return "done"


def test_as_many_book_as_there_are_seats(hours, people, at_once):
    answers = at_once(
        lambda number: said(
            lambda: book(slot(hours), asker=people[number], by=people[number], topic=f"№ {number}", now=NOON)
        )
    )

    full = "На пн, 23 ноября, 15:20 все места уже заняты. Выберите другое время или встаньте в очередь."
    assert Counter(answers) == {"done": SEATS, full: CLICKS - SEATS}
    assert sorted(Booking.objects.values_list("seat", flat=True)) == [1, 2, 3]
    assert Booking.objects.values("asker").distinct().count() == SEATS


def test_every_click_on_the_page_gets_an_answer_with_a_queue_to_stand_in(hours, people, at_once):
    clients = []
    for person in people:
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        clients.append(client)
    sent = {"slot": str(slot(hours)), "topic": "Отметки за четверть"}

    answers = at_once(lambda number: clients[number].post(reverse("consultations:book"), sent))

    assert Counter(answer.status_code for answer in answers) == {302: SEATS, 422: CLICKS - SEATS}
    refused = next(answer for answer in answers if answer.status_code == 422).content.decode()
    assert "все места уже заняты" in refused
    assert f'action="{reverse("consultations:join-queue")}"' in refused
    assert Booking.objects.count() == SEATS


def test_one_person_clicking_everywhere_sits_in_one_place(hours, people, at_once):
    """Two rooms at the same hour, one person, fifty clicks."""
    other = make.interval(make.plan("30"), make.helper("Лис Ян", username="lis"), starts="15:30", capacity=SEATS)
    person = people[0]

    at_once(
        lambda number: said(
            lambda: book(
                slot(other, starts="15:30") if number % 2 else slot(hours), asker=person, by=person, topic="?", now=NOON
            )
        )
    )

    assert Booking.objects.count() == 1


def test_a_freed_seat_is_offered_once(hours, people, at_once):
    """All who are booked cancel at once: the first in the queue get exactly these seats."""
    rows = [book(slot(hours), asker=one, by=one, topic="?", now=NOON) for one in people[:SEATS]]
    for one in people[SEATS:10]:
        wait(slot(hours), asker=one, topic="Жду", now=NOON)

    at_once(
        lambda number: (
            said(lambda: cancel_booking(rows[number], by=people[number], now=NOON)) if number < SEATS else "done"
        )
    )

    offers = Booking.objects.filter(state="offered")
    assert sorted(offers.values_list("seat", flat=True)) == [1, 2, 3]
    assert set(offers.values_list("asker", flat=True)) == {one.pk for one in people[SEATS : SEATS * 2]}
    assert Waiting.objects.filter(closed_at=None).count() == 10 - SEATS * 2


def test_as_many_join_a_seminar_as_there_are_places(hours, people, at_once):
    seminar = make.seminar(hours.helper, places=7)

    answers = at_once(lambda number: said(lambda: join(seminar, user=people[number], now=NOON)))

    full = "Все места уже заняты. Спросите ведущего о повторе семинара."
    assert Counter(answers) == {"done": 7, full: CLICKS - 7}
    assert sorted(SeminarPlace.objects.values_list("number", flat=True)) == list(range(1, 8))


def test_who_joins_a_seminar_that_is_being_called_off_is_told(hours, people, at_once):
    """One cancels, forty-nine join: whoever got a place knows that there is no seminar."""
    seminar = make.seminar(hours.helper, places=CLICKS)
    boss = User.objects.get(username="introducer")

    at_once(
        lambda number: said(
            (lambda: join(seminar, user=people[number], now=NOON))
            if number
            else (lambda: cancel(seminar, reason="карантин", by=boss, now=NOON))
        )
    )

    with_place = set(SeminarPlace.objects.values_list("user", flat=True))
    assert set(Notice.objects.filter(kind="consultations.seminar").values_list("user", flat=True)) == with_place


def test_hours_published_while_people_book_lose_nobody(hours, people, at_once):
    """The new plan has these hours later: who got a seat before was told that it went, and nobody got one after."""
    hours.capacity = CLICKS
    hours.save()
    boss = User.objects.get(username="introducer")
    draft = create_draft(hours.plan.year, hours.plan.room, by=boss)
    draft.intervals.update(starts_at=time(16, 30))

    at_once(
        lambda number: said(
            (lambda: book(slot(hours), asker=people[number], by=people[number], topic="?", now=NOON))
            if number
            else (lambda: publish(draft, from_on=TODAY, by=boss, now=NOON))
        )
    )

    assert not Booking.objects.filter(state="booked").exists()
    cancelled = set(Booking.objects.filter(state="cancelled").values_list("asker", flat=True))
    told = Notice.objects.filter(kind="consultations.cancelled").exclude(user=hours.helper.user)
    assert set(told.values_list("user", flat=True)) == cancelled


def test_one_person_waiting_fifty_times_waits_once(hours, people, at_once):
    for one in people[:SEATS]:
        book(slot(hours), asker=one, by=one, topic="?", now=NOON)

    answers = at_once(lambda number: said(lambda: wait(slot(hours), asker=people[-1], topic="?", now=NOON)))

    assert Counter(answers) == {"done": 1, "Вы уже стоите в этой очереди.": CLICKS - 1}
    assert Waiting.objects.count() == 1
