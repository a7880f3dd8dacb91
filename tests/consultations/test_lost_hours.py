"""Hours that go while people are booked in them: nobody comes to a closed door untold."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from parta.consultations.models import Booking, HoursPlan, Waiting
from parta.consultations.services import book, tick
from parta.consultations.services.days import add_day_off, add_extra
from parta.consultations.services.plans import create_draft, publish
from parta.consultations.services.queue import accept_offer, wait
from parta.notices.models import Notice
from parta.school.models import Holiday
from tests import build

from . import make
from .make import NOON, at, slot

WEDNESDAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 27)


def told(user) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("id").values_list("text", flat=True))


@pytest.fixture
def friday(room_24):
    return room_24.intervals.get(weekday=5)


@pytest.fixture
def booked(cast, friday) -> Booking:
    return book(slot(friday, FRIDAY, "14:20"), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)


def test_who_is_booked_with_a_helper_who_left_is_told(cast, helper, booked):
    helper.left_on = WEDNESDAY
    helper.save()
    Notice.objects.all().delete()

    tick(NOON)
    tick(NOON)

    booked.refresh_from_db()
    words = "Ваша запись отменена: пт, 27 ноября, 14:20, Соколова И. П., каб. 24."
    assert booked.state == "cancelled"
    assert told(cast.parent.user) == [f"{words} Причина: Соколова И. П. больше не работает в школе"]
    assert told(helper.user) == []


def test_a_helper_stays_booked_till_the_last_day(cast, helper, booked):
    helper.left_on = FRIDAY
    helper.save()

    tick(NOON)

    booked.refresh_from_db()
    assert booked.state == "booked"


def test_a_holiday_written_over_bookings_cancels_them(cast, room_24, booked):
    Holiday.objects.create(year=room_24.year, name="Карантин", starts_on=WEDNESDAY, ends_on=FRIDAY)

    tick(NOON)

    booked.refresh_from_db()
    assert (booked.state, booked.cancel_reason) == ("cancelled", "Карантин")


def test_what_has_begun_is_left_to_the_helper(cast, helper, booked):
    helper.left_on = WEDNESDAY
    helper.save()

    tick(at(14, 30, on=FRIDAY))

    booked.refresh_from_db()
    assert booked.state == "booked"


def test_who_waits_for_lost_hours_is_told(cast, room_24, friday, booked):
    wait(slot(friday, FRIDAY, "14:20"), asker=cast.other_parent.user, topic="?", now=NOON)

    add_day_off(room_24, on=FRIDAY, reason="педсовет", by=cast.introducer, now=NOON)

    assert Waiting.objects.get().closed_at == NOON
    assert told(cast.other_parent.user) == ["В очереди на пт, 27 ноября, 14:20 ждать больше нечего: педсовет."]


def test_two_queues_that_become_one_keep_everybody_once(cast, helper, room_24, friday):
    """Two helpers at one hour become one helper; the deputy stood in both queues."""
    second = make.interval(room_24, make.helper("Лис Ян", username="lis"), 5, "14:20", "16:20")
    for hours, asker in ((friday, cast.parent.user), (second, cast.other_parent.user)):
        book(slot(hours, FRIDAY, "14:20"), asker=asker, topic="?", by=asker, now=NOON)
        wait(slot(hours, FRIDAY, "14:20"), asker=cast.deputy, topic="?", now=NOON)
    draft = create_draft(room_24.year, room_24.room, by=cast.introducer)
    draft.intervals.filter(helper=second.helper).delete()

    publish(draft, from_on=WEDNESDAY, by=cast.introducer, now=NOON)

    waiting = Waiting.objects.get(closed_at=None)
    assert (waiting.asker, waiting.interval.plan) == (cast.deputy, draft)


def test_lower_capacity_keeps_who_came_first(cast, room_24, friday):
    friday.capacity = 2
    friday.save()
    people = [cast.parent.user, cast.other_parent.user]
    rows = [book(slot(friday, FRIDAY, "14:20"), asker=one, topic="?", by=one, now=NOON) for one in people]
    draft = create_draft(room_24.year, room_24.room, by=cast.introducer)
    draft.intervals.filter(weekday=5).update(capacity=1)

    dropped = publish(draft, from_on=WEDNESDAY, by=cast.introducer, now=NOON)

    for row in rows:
        row.refresh_from_db()
    assert (dropped, [row.state for row in rows]) == (1, ["booked", "cancelled"])
    assert told(people[1])[-1].endswith("Причина: график изменился")


def test_a_plan_is_published_once(cast, room_24):
    draft = create_draft(room_24.year, room_24.room, by=cast.introducer)
    same = HoursPlan.objects.get(pk=draft.pk)
    publish(draft, from_on=WEDNESDAY, by=cast.introducer, now=NOON)

    with pytest.raises(ValidationError, match="уже опубликован"):
        publish(same, from_on=FRIDAY, by=cast.introducer, now=NOON)


@pytest.mark.parametrize("on", [date(2026, 11, 20), FRIDAY])
def test_exceptions_are_written_into_the_plan_that_holds_that_day(cast, helper, room_24, on):
    draft = create_draft(room_24.year, room_24.room, by=cast.introducer)
    publish(draft, from_on=WEDNESDAY, by=cast.introducer, now=NOON)
    words = "уже прошёл" if on < NOON.date() else "другой график"

    with pytest.raises(ValidationError, match=words):
        add_day_off(room_24, on=on, by=cast.introducer, now=NOON)
    with pytest.raises(ValidationError, match=words):
        add_extra(
            room_24, on=on, by=cast.introducer, now=NOON, starts_at=time(10), ends_at=time(11), helper=helper,
            slot_minutes=20, capacity=1, consults=True, enters_marks=True,
        )  # fmt: skip


# The queue


def test_an_offer_accepted_twice_is_one_booking_and_no_error(cast, friday, booked):
    offer = make.booking(
        friday, cast.other_parent.user, FRIDAY, "15:00", "15:20", state="offered", offered_until=at(16)
    )

    accept_offer(offer, by=cast.other_parent.user, now=NOON)
    accept_offer(offer, by=cast.other_parent.user, now=NOON)

    offer.refresh_from_db()
    assert offer.state == "booked"
    assert len(told(friday.helper.user)) == 2  # the first booking and this one, once


@pytest.mark.parametrize("purpose", ["marks", "consultation"])
def test_nobody_waits_for_what_they_may_not_take(cast, friday, booked, purpose):
    friday.consults, friday.enters_marks = purpose == "marks", purpose != "marks"
    friday.save()

    with pytest.raises(ValidationError) as refused:
        wait(slot(friday, FRIDAY, "14:20"), asker=cast.deputy, topic="?", purpose=purpose, now=NOON)

    assert set(refused.value.message_dict) == {"purpose"}


def test_nobody_waits_at_a_time_taken_elsewhere(cast, friday, booked):
    other = make.interval(make.plan("30"), make.helper("Лис Ян", username="lis"), 5, "14:20", "16:20")
    make.booking(other, build.user("first"), FRIDAY, "14:20", "14:40")

    with pytest.raises(ValidationError, match="уже записаны в другое место"):
        wait(slot(other, FRIDAY, "14:20"), asker=cast.parent.user, topic="?", now=NOON)


def test_nobody_waits_everywhere(cast, friday, booked):
    for starts in ("14:40", "15:00", "15:20", "15:40", "16:00"):
        end = f"{int(starts[:2]) + (starts[3:] == '40')}:{(int(starts[3:]) + 20) % 60:02}"
        make.booking(friday, build.user(), FRIDAY, starts, end)
        wait(slot(friday, FRIDAY, starts), asker=cast.deputy, topic="?", now=NOON)

    with pytest.raises(ValidationError, match="в 5 очередях"):
        wait(slot(friday, FRIDAY, "14:20"), asker=cast.deputy, topic="?", now=NOON)
