"""What happens by itself: offers lapse, freed seats are offered, people are reminded, each once."""

from datetime import date, timedelta

from parta.consultations.models import Booking, Waiting
from parta.consultations.services import book, cancel_booking, tick
from parta.consultations.services.queue import wait
from parta.consultations.services.seminars import join
from parta.notices.models import Notice

from . import make
from .make import NOON, at, slot

WEDNESDAY = date(2026, 11, 25)


def reminders(user) -> list[str]:
    found = Notice.objects.filter(user=user, kind="consultations.reminder").order_by("id")
    return list(found.values_list("text", flat=True))


def wednesday(room_24):
    return room_24.intervals.get(weekday=3, starts_at=make.NOON.time().replace(hour=9))


def test_people_are_reminded_a_day_and_an_hour_before_each_once(cast, room_24):
    hours = wednesday(room_24)
    book(slot(hours, WEDNESDAY, "10:00"), asker=cast.parent.user, topic="Веса", by=cast.parent.user, now=NOON)
    told = []

    for moment in (
        at(9, 59, on=WEDNESDAY - timedelta(days=1)),
        at(10, 0, on=WEDNESDAY - timedelta(days=1)),
        at(10, 5, on=WEDNESDAY - timedelta(days=1)),
        at(8, 59, on=WEDNESDAY),
        at(9, 0, on=WEDNESDAY),
        at(9, 30, on=WEDNESDAY),
        at(10, 0, on=WEDNESDAY),
    ):
        tick(moment)
        told.append(len(reminders(cast.parent.user)))

    assert told == [0, 1, 1, 1, 2, 2, 2]
    assert reminders(cast.parent.user) == [
        "Завтра консультация: ср, 25 ноября, 10:00, Соколова И. П., каб. 24. Веса",
        "Меньше чем через час консультация: ср, 25 ноября, 10:00, Соколова И. П., каб. 24. Веса",
    ]


def test_who_booked_a_moment_ago_needs_no_reminder(cast, room_24, monday):
    book(slot(monday), asker=cast.parent.user, topic="?", by=cast.parent.user, now=at(14, 50))

    tick(at(15))

    assert reminders(cast.parent.user) == []


def test_a_worker_that_slept_says_today(cast, room_24):
    hours = wednesday(room_24)
    book(slot(hours, WEDNESDAY, "13:00"), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)

    tick(at(8, on=WEDNESDAY))

    assert reminders(cast.parent.user)[0].startswith("Сегодня консультация")


def test_cancelled_and_held_bookings_are_not_reminded_of(cast, room_24):
    hours = wednesday(room_24)
    row = book(slot(hours, WEDNESDAY, "10:00"), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)
    cancel_booking(row, by=cast.parent.user, now=NOON)

    tick(at(11, on=WEDNESDAY - timedelta(days=1)))

    assert reminders(cast.parent.user) == []


def test_an_offer_lapses_to_the_next_and_then_to_all(cast, room_24):
    key = slot(wednesday(room_24), WEDNESDAY, "10:00")
    row = book(key, asker=cast.teacher.user, topic="?", by=cast.teacher.user, now=NOON)
    for user in (cast.parent.user, cast.stranger.user):
        wait(key, asker=user, topic="Жду", now=NOON)
    cancel_booking(row, by=cast.teacher.user, now=NOON)

    tick(at(15, 59))
    assert Booking.objects.get(state="offered").asker == cast.parent.user
    tick(at(16))
    tick(at(16))
    second = Booking.objects.get(state="offered")
    assert (second.asker, second.offered_until) == (cast.stranger.user, at(20))
    tick(at(20))
    assert not Booking.objects.exclude(state="cancelled").exists()
    assert not Waiting.objects.filter(closed_at=None).exists()

    told = Notice.objects.filter(user=cast.parent.user, kind="consultations.offer").order_by("id")
    assert [one.text.split(":")[0] for one in told] == ["Освободилось место", "Место на ср, 25 ноября, 10"]


def test_a_seat_that_fell_free_unseen_is_offered(cast, room_24):
    """A row of the queue beside a free seat, as two clicks at once may leave it."""
    key = slot(wednesday(room_24), WEDNESDAY, "10:00")
    Waiting.objects.create(
        interval_id=key.interval_id, on=key.on, starts_at=key.starts_at, asker=cast.parent.user, topic="Жду"
    )

    tick(NOON)

    assert Booking.objects.get(state="offered").asker == cast.parent.user


def test_queues_of_what_has_begun_are_closed(cast, room_24, monday):
    book(slot(monday), asker=cast.teacher.user, topic="?", by=cast.teacher.user, now=NOON)
    wait(slot(monday), asker=cast.parent.user, topic="Жду", now=NOON)

    tick(at(15, 20))

    assert not Waiting.objects.filter(closed_at=None).exists()


def test_a_seminar_is_reminded_of_a_day_before_once(cast, helper):
    seminar = make.seminar(helper, on=WEDNESDAY)
    join(seminar, user=cast.teacher.user, now=NOON)

    for hour in (14, 15, 16):
        tick(at(hour, on=WEDNESDAY - timedelta(days=1)))

    assert reminders(cast.teacher.user) == ["Завтра семинар «Отметки за четверть»: ср, 25 ноября, 15:00"]


def test_a_cancelled_seminar_is_not_reminded_of(cast, helper):
    seminar = make.seminar(helper, on=WEDNESDAY, cancelled_at=NOON)
    make.place(seminar, cast.teacher.user)

    tick(at(16, on=WEDNESDAY - timedelta(days=1)))

    assert reminders(cast.teacher.user) == []


def test_an_hour_without_work_asks_little(cast, room_24, django_assert_num_queries):
    with django_assert_num_queries(6):
        tick(NOON)
