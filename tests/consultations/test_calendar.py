"""iCalendar feeds: what they hold, how they follow changes, and whom they do not name."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from icalendar import Calendar, Event

from parta.consultations.models import Booking, CalendarKey
from parta.consultations.services import book, cancel_booking, move_booking
from parta.consultations.services.calendar import key_of
from parta.consultations.services.days import add_day_off, add_extra, remove_extra
from parta.consultations.services.queue import lapse_offers, wait
from parta.consultations.services.seminars import cancel, change, join, leave
from parta.school.models import Holiday
from tests import build

from . import make
from .make import NOON, TODAY, at, slot

MOSCOW = ZoneInfo("Europe/Moscow")


def read(client, user) -> dict[str, Event]:
    """The user's feed by UID, asked for by somebody not signed in."""
    answer = client.get(reverse("consultations:feed", args=[key_of(user)]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["UID"]): event for event in Calendar.from_ical(answer.content).events}


def test_a_booking_in_the_feed_follows_its_changes(cast, helper, room_24, monday, client):
    """Book → move → cancel: one event with a rising SEQUENCE, cancelled at the end."""
    user = cast.parent.user
    row = book(slot(monday), asker=user, topic="Веса отметок", by=user, now=NOON)
    uid = f"booking-{row.pk}@127.0.0.1"

    booked = read(client, user)[uid]
    assert (booked.start, booked.end) == (datetime(2026, 11, 23, 15, 20, tzinfo=MOSCOW), at(15, 40))
    assert (booked["SEQUENCE"], booked["STATUS"]) == (0, "CONFIRMED")
    assert (booked["SUMMARY"], booked["LOCATION"]) == ("Консультация: Веса отметок", "каб. 24")

    move_booking(row, to=slot(monday, starts="16:00"), by=user, now=at(12, 30))
    moved = read(client, user)[uid]
    assert (moved.start, moved["SEQUENCE"], moved["STATUS"]) == (at(16), 1, "CONFIRMED")
    assert moved["LAST-MODIFIED"].dt == at(12, 30)

    cancel_booking(row, by=user, now=at(13))
    gone = read(client, user)
    assert (gone[uid].start, gone[uid]["SEQUENCE"], gone[uid]["STATUS"]) == (at(16), 2, "CANCELLED")
    assert len(gone) == 1


def test_the_feed_carries_its_time_zone(cast, monday, client):
    book(slot(monday), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)

    text = client.get(reverse("consultations:feed", args=[key_of(cast.parent.user)])).content.decode()

    calendar = Calendar.from_ical(text)
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Moscow"]
    assert calendar.get_missing_tzids() == set()
    assert "DTSTART;TZID=Europe/Moscow:20261123T152000" in text
    assert calendar["METHOD"] == "PUBLISH"


def test_the_time_zone_is_the_schools(cast, monday, client, settings):
    settings.TIME_ZONE = "Asia/Yekaterinburg"
    make.booking(monday, cast.parent.user)

    text = client.get(reverse("consultations:feed", args=[key_of(cast.parent.user)])).content.decode()

    assert [str(zone["TZID"]) for zone in Calendar.from_ical(text).timezones] == ["Asia/Yekaterinburg"]
    assert "DTSTART;TZID=Asia/Yekaterinburg:20261123T152000" in text


def test_a_helpers_feed_has_the_duty_and_names_nobody(cast, helper, room_24, monday, client):
    book(slot(monday), asker=cast.parent.user, topic="Тайна", by=cast.parent.user, now=NOON)

    events = read(client, helper.user)
    text = client.get(reverse("consultations:feed", args=[key_of(helper.user)])).content.decode()

    assert {uid.split("-")[0] for uid in events} == {"hours"}
    assert len(events) == 6
    assert "Ермакова" not in text
    assert "Тайна" not in text


def test_feeds_of_others_hold_nothing_of_mine(cast, helper, monday, client):
    book(slot(monday), asker=cast.parent.user, topic="Тайна", by=cast.parent.user, now=NOON)

    assert read(client, cast.other_parent.user) == {}
    assert len(read(client, cast.parent.user)) == 1


def test_an_offer_never_taken_is_in_no_calendar(cast, monday, client):
    first = book(slot(monday), asker=cast.teacher.user, topic="?", by=cast.teacher.user, now=NOON)
    wait(slot(monday), asker=cast.parent.user, topic="?", now=NOON)
    cancel_booking(first, by=cast.teacher.user, now=NOON)
    assert Booking.objects.filter(state="offered").count() == 1

    assert read(client, cast.parent.user) == {}
    lapse_offers(at(15, 20))
    assert read(client, cast.parent.user) == {}


def test_a_wrong_or_replaced_key_opens_nothing(cast, client, sign_in):
    old = key_of(cast.parent.user)
    assert client.get(reverse("consultations:feed", args=[old])).status_code == 200

    sign_in(cast.parent.user).post(reverse("consultations:renew-calendar"))

    assert client.get(reverse("consultations:feed", args=[old])).status_code == 404
    assert client.get(reverse("consultations:feed", args=["x"])).status_code == 404
    new = CalendarKey.objects.get(user=cast.parent.user).key
    assert (len(new), client.get(reverse("consultations:feed", args=[new])).status_code) == (43, 200)


def test_an_account_switched_off_has_no_feed(cast, client):
    key = key_of(cast.parent.user)
    cast.parent.user.is_active = False
    cast.parent.user.save()

    assert client.get(reverse("consultations:feed", args=[key])).status_code == 404


def test_the_page_of_addresses_shows_ones_own(cast, room_24, sign_in):
    page = sign_in(cast.parent.user).get(reverse("consultations:calendar")).content.decode()

    assert reverse("consultations:feed", args=[CalendarKey.objects.get(user=cast.parent.user).key]) in page
    assert reverse("consultations:room-feed", args=[room_24.room_id]) in page
    assert not CalendarKey.objects.exclude(user=cast.parent.user).exists()


# The hours of a room


def hours(client, plan) -> dict[str, Event]:
    answer = client.get(reverse("consultations:room-feed", args=[plan.room_id]))
    return {str(event["UID"]): event for event in Calendar.from_ical(answer.content).events}


def test_days_off_and_holidays_are_left_out_of_the_weekly_hours(cast, room_24, monday, client):
    Holiday.objects.create(year=build.year(), name="Каникулы", starts_on=date(2026, 12, 28), ends_on=date(2027, 1, 10))
    before = hours(client, room_24)[f"hours-{monday.pk}@127.0.0.1"]

    add_day_off(room_24, on=TODAY, by=cast.introducer, now=NOON)

    after = hours(client, room_24)[f"hours-{monday.pk}@127.0.0.1"]
    left_out = after["EXDATE"].dts
    between_quarters = [date(2026, 10, 26), date(2026, 11, 2), date(2027, 3, 22)]
    days = [TODAY, date(2026, 12, 28), date(2027, 1, 4)]
    assert [one.dt.date() for one in left_out] == sorted(days + between_quarters)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["RRULE"]["UNTIL"][0].astimezone(MOSCOW).date() == build.YEAR_END


def test_one_off_hours_come_and_go(cast, helper, room_24, client):
    made = add_extra(
        room_24, on=date(2026, 11, 28), by=cast.introducer, now=NOON, starts_at=make.NOON.time(),
        ends_at=at(14).time(), helper=helper, slot_minutes=20, capacity=1, consults=True, enters_marks=False,
    )  # fmt: skip
    uid = f"hours-{made.pk}@127.0.0.1"
    added = hours(client, room_24)[uid]

    remove_extra(made, by=cast.introducer, now=NOON)

    gone = hours(client, room_24)[uid]
    assert (added.start, "RRULE" in added, added["STATUS"]) == (at(12, on=date(2026, 11, 28)), False, "CONFIRMED")
    assert (gone["STATUS"], gone["SEQUENCE"] > added["SEQUENCE"]) == ("CANCELLED", True)


def test_a_room_without_hours_has_no_feed(cast, client):
    make.interval(make.plan("30", is_published=False), cast.teacher)

    assert client.get(reverse("consultations:room-feed", args=[build.room("30").pk])).status_code == 404
    assert client.get(reverse("consultations:room-feed", args=[99999])).status_code == 404


# Seminars


def test_a_seminar_in_the_feed_follows_its_changes(cast, helper, client):
    seminar, user = make.seminar(helper), cast.teacher.user
    uid = f"seminar-{seminar.pk}@127.0.0.1"
    told = []

    def look() -> None:
        event = read(client, user)[uid]
        told.append((event["SEQUENCE"], event["STATUS"], event.start.hour))

    join(seminar, user=user, now=NOON)
    look()
    change(seminar, by=cast.introducer, now=NOON, starts_at=at(14).time())
    look()
    leave(seminar, user=user, now=NOON)
    look()
    join(seminar, user=user, now=NOON)
    look()
    cancel(seminar, reason="болезнь", by=cast.introducer, now=NOON)
    look()

    assert [(status, hour) for _, status, hour in told] == [
        ("CONFIRMED", 15), ("CONFIRMED", 14), ("CANCELLED", 14), ("CONFIRMED", 14), ("CANCELLED", 14)
    ]  # fmt: skip
    sequences = [sequence for sequence, _, _ in told]
    assert sequences == sorted(set(sequences))


def test_one_seminar_as_a_file(cast, helper, sign_in):
    seminar = make.seminar(helper)

    answer = sign_in(cast.teacher.user).get(reverse("consultations:seminar-calendar", args=[seminar.pk]))

    (event,) = Calendar.from_ical(answer.content).events
    assert (str(event["SUMMARY"]), event.end - event.start) == ("Семинар: Отметки за четверть", timedelta(minutes=90))


@pytest.mark.parametrize("topic", ["Строка\r\nBEGIN:VEVENT", "a;b,c\\d", "🙂" * 60])
def test_what_people_write_breaks_no_calendar(cast, monday, client, topic):
    make.booking(monday, cast.parent.user, topic=topic)

    (event,) = read(client, cast.parent.user).values()

    assert str(event["SUMMARY"]).replace("\r\n", "\n") == f"Консультация: {topic}".replace("\r\n", "\n")


@pytest.mark.parametrize("key", ["x", "\0", "a\0b", "9" * 5000, "ключ"])
def test_a_key_that_is_none_opens_nothing(key, client, db):
    assert client.get(reverse("consultations:feed", args=[key])).status_code == 404
