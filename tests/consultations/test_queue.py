"""The queue of a full slot: who is offered a freed seat, for how long, and what becomes of it."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from parta.consultations.models import Booking, Waiting
from parta.consultations.services import cancel_booking, move_booking
from parta.consultations.services.queue import accept_offer, wait

from .make import NOON, at, interval, plan, slot
from .test_bookings import TUESDAY, by_oneself, refusal, told


@pytest.fixture
def full(cast, monday):
    """Today at 15:20 is taken by the teacher; the parent and then the stranger wait."""
    row = by_oneself(slot(monday), cast.teacher.user)
    for user in (cast.parent.user, cast.stranger.user):
        wait(slot(monday), asker=user, topic="Жду", now=NOON)
    return row


def test_only_a_full_slot_has_a_queue(cast, monday):
    with pytest.raises(ValidationError, match="есть место"):
        wait(slot(monday), asker=cast.parent.user, topic="Жду", now=NOON)
    with pytest.raises(ValidationError, match="Этого времени"):
        wait(slot(monday, TUESDAY), asker=cast.parent.user, topic="Жду", now=NOON)

    assert Waiting.objects.count() == 0


def test_one_stands_in_a_queue_once(cast, monday, full):
    with pytest.raises(ValidationError, match="уже стоите"):
        wait(slot(monday), asker=cast.parent.user, topic="Жду", now=NOON)


def test_a_freed_seat_is_offered_to_the_first_and_to_nobody_else(cast, monday, full):
    cancel_booking(full, by=cast.teacher.user, now=NOON)

    offer = Booking.objects.get(state="offered")
    assert (offer.asker, offer.offered_until) == (cast.parent.user, at(15, 20))  # four hours, but not beyond the start
    assert told(cast.parent.user)[-1].startswith("Освободилось место: пн, 23 ноября, 15:20")
    assert refusal(slot(monday), cast.deputy).startswith("На пн, 23 ноября, 15:20 все места уже заняты")


def test_an_offer_taken_is_a_booking(cast, helper, monday, full):
    cancel_booking(full, by=cast.teacher.user, now=NOON)

    accept_offer(Booking.objects.get(state="offered"), by=cast.parent.user, now=NOON)

    assert list(Booking.objects.exclude(state="cancelled").values_list("asker", "state", "offered_until")) == [
        (cast.parent.user.pk, "booked", None)
    ]
    assert told(helper.user)[-1].startswith("Новая запись: пн, 23 ноября, 15:20, Ермакова Ольга")


def test_an_offer_refused_goes_to_the_next(cast, monday, full):
    cancel_booking(full, by=cast.teacher.user, now=NOON)

    cancel_booking(Booking.objects.get(state="offered"), by=cast.parent.user, now=NOON)

    assert Booking.objects.get(state="offered").asker == cast.stranger.user


def test_who_got_a_place_elsewhere_is_passed_over(cast, monday, full):
    other = interval(plan("30"), cast.class_teacher, starts="15:20", ends="15:40")
    by_oneself(slot(other), cast.parent.user)

    cancel_booking(full, by=cast.teacher.user, now=NOON)

    assert Booking.objects.get(state="offered").asker == cast.stranger.user


def test_moving_away_offers_the_seat_too(cast, monday, full):
    move_booking(full, to=slot(monday, starts="16:00"), by=cast.teacher.user, now=NOON)

    assert Booking.objects.get(state="offered").asker == cast.parent.user


def test_a_lapsed_offer_is_not_taken(cast, room_24, monday, full):
    cancel_booking(full, by=cast.teacher.user, now=NOON)

    with pytest.raises(ValidationError, match="уже не действует"):
        accept_offer(Booking.objects.get(state="offered"), by=cast.parent.user, now=at(15, 20))


def test_a_lapsed_offer_frees_the_seat_for_who_books_even_before_the_worker_comes(cast, room_24):
    wednesday = room_24.intervals.get(weekday=3, starts_at=time(9))
    key = slot(wednesday, date(2026, 11, 25), "09:00")
    first = by_oneself(key, cast.teacher.user)
    wait(key, asker=cast.parent.user, topic="Жду", now=NOON)
    cancel_booking(first, by=cast.teacher.user, now=NOON)

    assert refusal(key, cast.deputy, now=at(15, 59)).endswith("встаньте в очередь.")
    assert by_oneself(key, cast.deputy, now=at(16, 0)).seat == 1
