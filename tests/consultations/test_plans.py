"""Clause 2.1: only the responsible person makes and publishes the hours; what publication changes."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from parta.consultations.models import Booking, HoursPlan, Waiting
from parta.consultations.queries.hours import hours_between
from parta.consultations.services import book, plans
from parta.consultations.services.days import add_day_off, add_extra
from parta.consultations.services.queue import wait
from parta.notices.models import Notice
from parta.regulation.models import Delegation
from tests import build

from . import make
from .make import NOON, TODAY, slot

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
NEXT_MONDAY = date(2026, 11, 30)


def fields(helper, **more):
    return {
        "weekday": 1, "starts_at": time(15, 20), "ends_at": time(17), "helper": helper, "slot_minutes": 20,
        "capacity": 1, "consults": True, "enters_marks": True, **more,
    }  # fmt: skip


def sent(helper, **more) -> dict[str, str]:
    values = fields(helper, **more)
    return {
        **{name: "on" if value is True else str(value) for name, value in values.items() if value is not False},
        "helper": str(helper.pk),
        "starts_at": f"{values['starts_at']:%H:%M}",
        "ends_at": f"{values['ends_at']:%H:%M}",
    }


def starts_on(on: date, **narrow) -> list[tuple[str, time]]:
    return [(one.helper, one.starts_at) for one in hours_between(on, on, **narrow).hours]


def extra(helper):
    """One-off hours, 10.00–12.00."""
    values = fields(helper, starts_at=time(10), ends_at=time(12))
    del values["weekday"]
    return values


def test_only_the_responsible_person_makes_and_publishes_hours(cast, helper, sign_in):
    """Others do not find the pages, and what they send changes nothing (clause 2.1)."""
    draft = make.plan(is_published=False)
    make.interval(draft, helper)
    publish, today = reverse("consultations:publish", args=[draft.pk]), {"from_on": "2026-09-01"}
    others = {role: user for role, user in cast.users().items() if user is not None and role != "introducer"}

    for role, user in others.items():
        client = sign_in(user)
        assert client.get(reverse("consultations:plans")).status_code == 404, role
        assert client.post(publish, today).status_code == 404, role
        assert client.post(reverse("consultations:new-plan"), {"room": build.room("7").pk}).status_code == 404, role
    assert sign_in(helper.user).post(publish, today).status_code == 404
    assert not HoursPlan.objects.filter(published_at__isnull=False).exists()

    assert sign_in(cast.introducer).post(publish, today).status_code == 302
    draft.refresh_from_db()
    assert (draft.published_by, draft.from_on) == (cast.introducer, date(2026, 9, 1))


def test_who_was_lent_the_rights_publishes_too(cast, helper, sign_in):
    draft = make.plan(is_published=False)
    make.interval(draft, helper)
    Delegation.objects.create(to=cast.deputy, until=date(2026, 12, 1), by=cast.introducer)

    answer = sign_in(cast.deputy).post(reverse("consultations:publish", args=[draft.pk]), {"from_on": "2026-09-01"})

    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.published_by == cast.deputy


def test_a_draft_is_seen_by_nobody_else(cast, helper, sign_in):
    make.interval(make.plan(is_published=False), helper)

    page = sign_in(cast.teacher.user).get(reverse("consultations:week")).content.decode()

    assert "График консультаций ещё не опубликован" in page
    assert "15:20" not in page


def test_hours_are_written_changed_and_published_on_the_page(cast, helper, sign_in):
    client = sign_in(cast.introducer)
    client.post(reverse("consultations:new-plan"), {"year": build.year().pk, "room": build.room("24").pk})
    plan = HoursPlan.objects.get()

    client.post(reverse("consultations:add-hours", args=[plan.pk]), sent(helper))
    client.post(reverse("consultations:add-hours", args=[plan.pk]), sent(helper, weekday=3, starts_at=time(9)))
    row = plan.intervals.get(weekday=3)
    client.post(
        reverse("consultations:hours", args=[row.pk]), sent(helper, weekday=3, starts_at=time(9), ends_at=time(14))
    )
    client.post(reverse("consultations:remove-hours", args=[plan.intervals.get(weekday=1).pk]))
    page = client.get(reverse("consultations:plan", args=[plan.pk])).content.decode()
    client.post(reverse("consultations:publish", args=[plan.pk]), {"from_on": "2026-09-01"})

    assert "9:00–14:00" in page
    assert "5 ч" in page
    assert starts_on(WEDNESDAY) == [("Соколова И. П.", time(9))]
    assert Notice.objects.filter(user=cast.teacher.user, kind="consultations.plan").count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_at": time(15)}, "Часы должны кончаться позже, чем начинаются."),
        ({"slot_minutes": 120}, "В эти часы не помещается ни одной записи такой длины."),
        ({"consults": False, "enters_marks": False}, "Отметьте хотя бы одну цель."),
    ],
)
def test_hours_that_cannot_be_are_refused_in_words(cast, helper, sign_in, wrong, words):
    draft = make.plan(is_published=False)

    answer = sign_in(cast.introducer).post(reverse("consultations:add-hours", args=[draft.pk]), sent(helper, **wrong))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not draft.intervals.exists()


def test_a_helper_is_not_in_two_rooms_at_once(cast, helper, room_24):
    draft = make.plan("30", is_published=False)

    with pytest.raises(ValidationError) as caught:
        plans.add_interval(draft, by=cast.introducer, **fields(helper, starts_at=time(16), ends_at=time(18)))

    assert caught.value.messages == [
        "Соколова И. П. в это время уже помогает: каб. 24, пн, 15:20–17:00, Соколова И. П.."
    ]
    assert plans.add_interval(draft, by=cast.introducer, **fields(helper, starts_at=time(17), ends_at=time(18))).pk


def test_a_room_has_one_draft(cast):
    make.plan(is_published=False)

    with pytest.raises(ValidationError, match="уже есть"):
        plans.create_draft(build.year(), build.room("24"), by=cast.introducer)


@pytest.mark.parametrize(
    ("from_on", "words"),
    [
        (date(2026, 11, 22), "не может начаться задним числом"),
        (date(2026, 9, 1), "Прежний график действует с 1 сентября"),
        (date(2027, 7, 1), "вне учебного года"),
    ],
)
def test_a_new_plan_does_not_begin_in_the_past(cast, room_24, from_on, words):
    draft = plans.create_draft(room_24.year, room_24.room, by=cast.introducer)

    with pytest.raises(ValidationError, match=words):
        plans.publish(draft, from_on=from_on, by=cast.introducer, now=NOON)


def test_an_empty_plan_is_not_published(cast):
    with pytest.raises(ValidationError, match="ни одного часа"):
        plans.publish(make.plan(is_published=False), from_on=TODAY, by=cast.introducer, now=NOON)


def new_plan(cast, room_24, *, drop: int = 0, **change) -> HoursPlan:
    """A draft like room 24's, with one weekday dropped or Monday's hours changed."""
    draft = plans.create_draft(room_24.year, room_24.room, by=cast.introducer)
    draft.intervals.filter(weekday=drop).delete()
    draft.intervals.filter(weekday=1).update(**change)
    return draft


def test_the_old_hours_hold_until_the_new_begin(cast, helper, room_24):
    draft = new_plan(cast, room_24, starts_at=time(14), ends_at=time(15))

    plans.publish(draft, from_on=TUESDAY, by=cast.introducer, now=NOON)

    assert starts_on(TODAY) == [("Соколова И. П.", time(15, 20))]
    assert starts_on(NEXT_MONDAY) == [("Соколова И. П.", time(14))]
    assert starts_on(WEDNESDAY) == [("Соколова И. П.", time(9)), ("Соколова И. П.", time(15, 20))]


def test_bookings_whose_slot_stays_pass_to_the_new_plan(cast, helper, room_24, monday):
    row = book(slot(monday, NEXT_MONDAY), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)
    draft = new_plan(cast, room_24)

    dropped = plans.publish(draft, from_on=TUESDAY, by=cast.introducer, now=NOON)

    row.refresh_from_db()
    assert (dropped, row.state, row.interval.plan, row.starts_at) == (0, "booked", draft, time(15, 20))
    assert not Notice.objects.filter(user=cast.parent.user).exists()


def test_another_helper_is_told_to_who_is_booked(cast, helper, room_24, monday):
    row = book(slot(monday, NEXT_MONDAY), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)
    draft = new_plan(cast, room_24, helper=cast.stranger)

    plans.publish(draft, from_on=TUESDAY, by=cast.introducer, now=NOON)

    row.refresh_from_db()
    assert (row.state, row.interval.helper, row.sequence) == ("booked", cast.stranger, 1)
    assert Notice.objects.get(user=cast.parent.user).text.startswith(
        "Консультацию проведёт другой помощник: пн, 30 ноября"
    )


def test_bookings_whose_slot_is_gone_are_cancelled_and_told(cast, helper, room_24, monday):
    row = book(slot(monday, NEXT_MONDAY), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)
    wait(slot(monday, NEXT_MONDAY), asker=cast.stranger.user, topic="?", now=NOON)
    draft = new_plan(cast, room_24, drop=1)

    dropped = plans.publish(draft, from_on=TUESDAY, by=cast.introducer, now=NOON)

    row.refresh_from_db()
    assert (dropped, row.state, row.cancel_reason) == (1, "cancelled", "график изменился")
    assert Notice.objects.get(user=cast.parent.user).text.endswith("Причина: график изменился")
    assert not Waiting.objects.filter(closed_at=None).exists()


def test_bookings_of_today_before_the_new_plan_stay(cast, helper, room_24, monday):
    row = book(slot(monday), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)

    plans.publish(new_plan(cast, room_24, drop=1), from_on=TUESDAY, by=cast.introducer, now=NOON)

    row.refresh_from_db()
    assert (row.state, row.interval) == ("booked", monday)


def test_exceptions_pass_to_the_new_plan(cast, helper, room_24):
    add_day_off(room_24, on=WEDNESDAY, by=cast.introducer, now=NOON)
    add_extra(room_24, on=date(2026, 11, 28), by=cast.introducer, now=NOON, **extra(helper))

    plans.publish(new_plan(cast, room_24), from_on=TUESDAY, by=cast.introducer, now=NOON)

    assert starts_on(WEDNESDAY) == []
    assert starts_on(date(2026, 11, 28)) == [("Соколова И. П.", time(10))]


def test_a_published_plan_is_not_changed_behind_its_back(cast, room_24, monday, sign_in):
    client = sign_in(cast.introducer)

    assert client.get(reverse("consultations:hours", args=[monday.pk])).status_code == 404
    assert client.post(reverse("consultations:remove-hours", args=[monday.pk])).status_code == 404
    assert client.post(reverse("consultations:drop-draft", args=[room_24.pk])).status_code == 404
    assert client.post(reverse("consultations:publish", args=[room_24.pk])).status_code == 404
    assert Booking.objects.count() == 0
    assert room_24.intervals.count() == 6
