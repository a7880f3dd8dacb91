"""What others ask of consultations, and how many questions each screen asks the database."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parta.consultations.models import DayOff
from parta.consultations.queries import bookings_of_ticket, figures, hours_now, next_of
from parta.consultations.services.calendar import key_of
from parta.school.models import Holiday
from tests import build

from . import make
from .make import NOON, TODAY, at

TUESDAY = date(2026, 11, 24)


# The desk


def test_the_next_consultation_is_the_nearest_that_is_not_over(cast, room_24, monday):
    tuesday = room_24.intervals.get(weekday=2)
    make.booking(tuesday, cast.parent.user, TUESDAY, "09:00", "09:20", topic="Вторая")
    first = make.booking(monday, cast.parent.user, topic="Первая")
    make.booking(monday, cast.teacher.user, starts="15:40", ends="16:00", topic="Чужая")
    make.booking(monday, cast.parent.user, starts="16:40", ends="17:00", state="cancelled")

    assert next_of(cast.parent.user, NOON) == first
    assert next_of(cast.parent.user, at(15, 39)) == first  # it goes on
    assert str(next_of(cast.parent.user, at(15, 40)).topic) == "Вторая"
    assert next_of(cast.other_parent.user, NOON) is None


def test_the_next_consultation_is_one_question(cast, monday, django_assert_num_queries):
    make.booking(monday, cast.parent.user)

    with django_assert_num_queries(1):
        found = next_of(cast.parent.user, NOON)
        told = f"{found.interval.plan.room} {found.interval.helper.short_name}"

    assert told == "24 Соколова И. П."


# Requests


def test_bookings_are_found_by_their_requests(cast, room_24, monday, django_assert_num_queries):
    one = make.booking(monday, cast.parent.user, ticket_id=5)
    two = make.booking(monday, cast.teacher.user, starts="16:00", ends="16:20", ticket_id=5, state="cancelled")
    make.booking(monday, cast.stranger.user, starts="16:20", ends="16:40", ticket_id=6)
    make.booking(monday, cast.deputy, starts="16:40", ends="17:00")

    with django_assert_num_queries(1):
        found = bookings_of_ticket([5, 7])

    assert found == {5: [one, two]}


# Who helps now


@pytest.mark.parametrize(
    ("moment", "helpers"),
    [
        (at(15, 19), []),
        (at(15, 20), ["Соколова И. П."]),
        (at(16, 59), ["Соколова И. П."]),
        (at(17, 0), []),
        (at(9, 30, on=TUESDAY), ["Соколова И. П."]),
        (at(9, 30, on=date(2026, 11, 22)), []),  # Sunday
        (at(15, 30, on=date(2026, 8, 31)), []),  # before the year
        (at(15, 30, on=date(2027, 6, 7)), []),  # after it
    ],
)
def test_who_helps_now(room_24, moment, helpers):
    assert [one.helper for one in hours_now(moment)] == helpers


def test_who_helps_now_knows_days_off_and_holidays(cast, helper, room_24):
    moment = at(15, 30)
    assert [(one.room, one.ends_at) for one in hours_now(moment)] == [("24", time(17))]

    off = DayOff.objects.create(plan=room_24, on=TODAY, helper=cast.stranger)
    assert len(hours_now(moment)) == 1  # somebody else is away
    off.delete()
    off = DayOff.objects.create(plan=room_24, on=TODAY, helper=helper)
    assert hours_now(moment) == []
    off.delete()
    Holiday.objects.create(year=build.year(), name="День", starts_on=TODAY, ends_on=TODAY)
    assert hours_now(moment) == []


def test_who_helps_now_knows_the_plan_in_force(cast, helper, room_24):
    make.interval(make.plan(from_on=TODAY), cast.stranger, starts="15:00", ends="16:00")
    make.interval(make.plan("30", is_published=False), cast.stranger, starts="15:00", ends="16:00")

    assert [one.helper for one in hours_now(at(15, 30))] == ["Громов И. И."]
    assert [one.helper for one in hours_now(at(15, 30, on=date(2026, 11, 16)))] == ["Соколова И. П."]


def test_who_gives_a_lesson_now_does_not_help(cast):
    make.interval(make.plan(), cast.teacher, starts="08:30", ends="11:00")  # алгебра at 8:30–9:15

    assert hours_now(at(9)) == []
    assert [one.helper for one in hours_now(at(9, 15))] == ["Орлова Н. В."]


@pytest.mark.parametrize("rooms", [1, 3])
def test_who_helps_now_is_one_question(cast, helper, rooms, django_assert_num_queries):
    for number in range(rooms):
        make.interval(make.plan(f"{number}"), helper)

    with django_assert_num_queries(1):
        found = hours_now(at(15, 30))

    assert len(found) == rooms


# Figures


def test_figures_count_what_was_offered_taken_held_and_missed(cast, helper, room_24, monday):
    tuesday = room_24.intervals.get(weekday=2)
    tuesday.capacity = 2
    tuesday.save()
    make.booking(monday, cast.parent.user, state="held")
    make.booking(monday, cast.teacher.user, starts="15:40", ends="16:00", state="missed")
    make.booking(monday, cast.stranger.user, starts="16:00", ends="16:20")
    make.booking(monday, cast.deputy, starts="16:20", ends="16:40", state="cancelled")
    make.booking(monday, cast.deputy, starts="16:40", ends="17:00", state="cancelled", offered_until=NOON)
    make.booking(monday, None, starts="16:40", ends="17:00", state="held", is_walk_in=True, asker_name="Кто-то")
    make.booking(monday, cast.parent.user, date(2026, 11, 30))  # outside the days

    found = figures(TODAY, TUESDAY)

    assert found.offered == 5 + 6 * 2
    assert (found.booked, found.held, found.missed, found.cancelled, found.walk_ins) == (3, 2, 1, 1, 1)


def test_what_a_lesson_or_a_day_off_closes_is_not_offered(cast, room_24):
    make.interval(
        make.plan("30"), cast.teacher, starts="08:50", ends="09:50"
    )  # алгебра till 9:15: two of three are closed
    DayOff.objects.create(plan=room_24, on=TUESDAY)

    assert figures(TODAY, TUESDAY).offered == 5 + 1


def test_figures_of_seminars_count_those_that_were(cast, helper):
    held = make.seminar(helper, on=TODAY, places=10)
    make.place(held, cast.teacher.user, 1, attended=True)
    make.place(held, cast.stranger.user, 2, attended=False)
    make.seminar(helper, on=TODAY, cancelled_at=NOON)
    make.place(make.seminar(helper, on=TODAY), cast.teacher.user)  # nobody was marked

    found = figures(TODAY, TODAY)

    assert (found.seminars_held, found.seminar_places, found.seminar_attended) == (1, 10, 1)


def test_a_years_figures_ask_a_dozen_questions(cast, room_24, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        found = figures(date(2026, 9, 1), date(2027, 5, 31))

    assert found.offered == 43 * 35  # slots a week × weeks of the four quarters, each weekday 35 times


# How much a screen asks


def questions(client, url: str) -> int:
    client.get(url)  # the first time some things are remembered
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def fill(cast, helper, monday, number: int) -> None:
    """One more of everything: rooms with hours, bookings of oneself and others, lessons, seminars, a day off."""
    asker = build.user(f"asker{number}")
    room = make.interval(make.plan(f"3{number}"), helper, weekday=number + 2)
    other = make.interval(make.plan(f"4{number}"), helper, weekday=number + 2, starts="18:00", ends="19:00")
    make.booking(monday, asker, starts=f"16:{number * 20:02}", ends="17:00", seat=number + 1)
    make.booking(room, cast.parent.user, date(2026, 11, 25 + number))
    make.booking(other, cast.parent.user, date(2026, 11, 11 + number), "18:00", "18:20", state="held")
    build.lesson(cast.course, date(2026, 11, 25 + number), slot=3)
    for on in (date(2026, 11, 26), date(2026, 11, 19)):
        make.place(make.seminar(helper, on=on, for_parents=True), cast.parent.user, attended=True)
    DayOff.objects.create(plan=room.plan, on=date(2026, 12, 1 + number))


SCREENS = {
    "consultations:week": "teacher",
    "consultations:book": "teacher",
    "consultations:mine": "parent",
    "consultations:day": "introducer",
    "consultations:plans": "introducer",
    "consultations:seminars": "parent",
    "consultations:calendar": "parent",
}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_asks_the_same_at_one_and_at_three(cast, helper, room_24, monday, screen, sign_in):
    monday.capacity = 4
    monday.save()
    client = sign_in(cast.users()[SCREENS[screen]])
    fill(cast, helper, monday, 0)
    at_one = questions(client, reverse(screen))

    fill(cast, helper, monday, 1)
    fill(cast, helper, monday, 2)

    assert questions(client, reverse(screen)) == at_one


def test_the_week_asks_little(cast, helper, room_24, monday, sign_in):
    """Eleven of its own, six of the frame; a pupil's own lessons are five more."""
    client = sign_in(cast.teacher.user)
    fill(cast, helper, monday, 0)

    assert questions(client, reverse("consultations:week")) <= 17


def test_pages_of_one_row_ask_the_same_at_one_and_at_three(cast, helper, room_24, monday, sign_in):
    client = sign_in(cast.introducer)
    seminar = make.seminar(helper)
    make.place(seminar, build.user())
    make.interval(room_24, cast.stranger, weekday=6, starts="10:00", ends="10:40")
    DayOff.objects.create(plan=room_24, on=TUESDAY)
    urls = [reverse("consultations:seminar", args=[seminar.pk]), reverse("consultations:plan", args=[room_24.pk])]
    at_one = [questions(client, url) for url in urls]

    make.place(seminar, cast.stranger.user, 7)
    make.place(seminar, cast.teacher.user, 8)
    for number in (1, 2):
        make.interval(room_24, cast.stranger, weekday=6, starts=f"1{number}:00", ends=f"1{number}:40")
        DayOff.objects.create(plan=room_24, on=date(2026, 12, 1 + number), helper=cast.stranger)

    assert [questions(client, url) for url in urls] == at_one


def test_feeds_ask_the_same_at_one_and_at_three(cast, helper, room_24, monday, client):
    monday.capacity = 4
    monday.save()
    urls = [reverse("consultations:feed", args=[key_of(cast.parent.user)]),
            reverse("consultations:feed", args=[key_of(helper.user)]),
            reverse("consultations:room-feed", args=[room_24.room_id])]  # fmt: skip
    fill(cast, helper, monday, 0)
    at_one = [questions(client, url) for url in urls]

    fill(cast, helper, monday, 1)
    fill(cast, helper, monday, 2)

    assert [questions(client, url) for url in urls] == at_one
