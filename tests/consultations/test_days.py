"""Exceptions of a published plan: days off, a helper away, holidays, one-off hours."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from parta.consultations.models import Interval
from parta.consultations.queries import hours_now
from parta.consultations.queries.hours import hours_between
from parta.consultations.services import book
from parta.consultations.services.days import add_day_off, add_extra, remove_day_off, remove_extra
from parta.notices.models import Notice
from parta.school.models import Holiday, Period, PeriodScheme
from tests import build

from . import make
from .make import NOON, TODAY, at, slot
from .test_plans import TUESDAY, WEDNESDAY, extra, starts_on


def test_a_day_off_cancels_what_is_ahead_and_tells_why(cast, helper, room_24, monday):
    row = book(slot(monday), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)

    dropped = add_day_off(room_24, on=TODAY, reason="педсовет", by=cast.introducer, now=NOON)

    row.refresh_from_db()
    assert (dropped, row.state) == (1, "cancelled")
    assert Notice.objects.filter(user=cast.parent.user).get().text.endswith("Причина: педсовет")
    assert starts_on(TODAY) == []
    assert [one.words for one in hours_between(TODAY, TODAY).closed] == ["консультаций нет (педсовет)"]


def test_a_day_off_leaves_what_has_happened(cast, helper, room_24, monday):
    row = book(slot(monday), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)

    add_day_off(room_24, on=TODAY, by=cast.introducer, now=at(16))

    row.refresh_from_db()
    assert row.state == "booked"


def test_one_helper_away_leaves_the_others(cast, helper, room_24):
    make.interval(room_24, cast.stranger, weekday=2, starts="14:00", ends="15:00")

    add_day_off(room_24, on=TUESDAY, helper=helper, reason="болезнь", by=cast.introducer, now=NOON)

    assert starts_on(TUESDAY) == [("Громов И. И.", time(14))]
    assert [one.words for one in hours_between(TUESDAY, TUESDAY).closed] == ["нет помощника: Соколова И. П. (болезнь)"]


def test_a_day_given_back_has_its_hours_again(cast, helper, room_24):
    add_day_off(room_24, on=TUESDAY, by=cast.introducer, now=NOON)

    remove_day_off(room_24.days_off.get(), by=cast.introducer)

    assert starts_on(TUESDAY) == [("Соколова И. П.", time(9))]
    room_24.refresh_from_db()
    assert room_24.sequence == 2


def test_a_day_is_marked_once_and_within_the_year(cast, room_24):
    add_day_off(room_24, on=TUESDAY, by=cast.introducer, now=NOON)

    with pytest.raises(ValidationError, match="уже отмечен"):
        add_day_off(room_24, on=TUESDAY, by=cast.introducer, now=NOON)
    with pytest.raises(ValidationError, match="вне учебного года"):
        add_day_off(room_24, on=date(2027, 7, 1), by=cast.introducer, now=NOON)


def test_holidays_of_the_whole_school_have_no_hours_but_one_off_ones(cast, helper, room_24):
    Holiday.objects.create(year=build.year(), name="Зимние каникулы", starts_on=TUESDAY, ends_on=WEDNESDAY)
    Holiday.objects.create(
        year=build.year(), name="Дополнительные", starts_on=TODAY, ends_on=TODAY, from_level=1, to_level=1
    )

    add_extra(
        room_24,
        on=WEDNESDAY,
        by=cast.introducer,
        now=NOON,
        **{**extra(helper), "starts_at": time(18), "ends_at": time(19)},
    )

    assert starts_on(TODAY) == [("Соколова И. П.", time(15, 20))]  # the first form alone rests
    assert starts_on(TUESDAY) == []
    assert starts_on(WEDNESDAY) == [("Соколова И. П.", time(18))]
    assert {one.words for one in hours_between(TUESDAY, TUESDAY).closed} == {"Зимние каникулы"}


def test_one_off_hours_are_booked_and_taken_back(cast, helper, room_24):
    saturday = date(2026, 11, 28)
    made = add_extra(room_24, on=saturday, by=cast.introducer, now=NOON, **extra(helper))
    row = book(slot(made, saturday, "10:00"), asker=cast.parent.user, topic="?", by=cast.parent.user, now=NOON)

    dropped = remove_extra(made, by=cast.introducer, now=NOON)

    row.refresh_from_db()
    assert (dropped, row.state, starts_on(saturday)) == (1, "cancelled", [])
    assert Interval.objects.get(pk=made.pk).removed_at == NOON  # the row stays: a booking was built on it


def test_one_off_hours_are_not_of_the_past_and_not_on_top_of_others(cast, helper, room_24):
    with pytest.raises(ValidationError, match="Этот день уже прошёл"):
        add_extra(room_24, on=date(2026, 11, 20), by=cast.introducer, now=NOON, **extra(helper))
    with pytest.raises(ValidationError, match="уже помогает"):
        add_extra(room_24, on=TUESDAY, by=cast.introducer, now=NOON, **extra(helper))


def test_who_left_the_school_does_not_help(cast, helper, room_24):
    helper.left_on = TODAY
    helper.save()

    assert starts_on(TODAY) == [("Соколова И. П.", time(15, 20))]
    assert starts_on(TUESDAY) == []


def test_exceptions_are_made_on_the_page(cast, helper, room_24, sign_in):
    client = sign_in(cast.introducer)
    off = reverse("consultations:add-day-off", args=[room_24.pk])

    refused = client.post(off, {"on": "2027-08-01"})
    client.post(off, {"on": "2026-11-24", "reason": "педсовет"})
    page = client.get(reverse("consultations:plan", args=[room_24.pk])).content.decode()

    assert refused.status_code == 422
    assert "вне учебного года" in refused.content.decode()
    assert "вт, 24 ноября" in page
    assert "педсовет" in page
    assert "консультаций нет (педсовет)" in client.get(reverse("consultations:week")).content.decode().lower()


# Between the periods of the year


GAP = date(2026, 10, 26)  # a Monday: the I quarter ended on Sunday, the II begins on 5 November


def test_days_in_no_period_of_the_year_have_no_hours(cast, room_24):
    assert starts_on(GAP) == []
    assert [(one.on, one.words) for one in hours_between(GAP, GAP).closed] == [(GAP, "каникулы")]
    assert starts_on(date(2026, 11, 5)) == [("Соколова И. П.", time(14, 20))]  # Thursday, the first day of the quarter


def test_a_day_of_any_scheme_is_a_day_of_study(cast, room_24):
    trimesters = PeriodScheme.objects.create(year=room_24.year, name="триместры")
    Period.objects.create(
        scheme=trimesters, number=1, name="I триместр", starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 20)
    )

    assert starts_on(GAP) == [("Соколова И. П.", time(15, 20))]


def test_the_holiday_gives_its_name_to_a_gap(cast, room_24):
    Holiday.objects.create(year=room_24.year, name="Осенние каникулы", starts_on=GAP, ends_on=date(2026, 11, 1))

    assert [one.words for one in hours_between(GAP, GAP).closed] == ["Осенние каникулы"]


def test_one_off_hours_take_place_between_periods(cast, room_24, helper):
    make.interval(room_24, helper, weekday=None, on=GAP, starts="10:00", ends="11:00")

    assert starts_on(GAP) == [("Соколова И. П.", time(10))]


def test_a_year_without_periods_has_its_hours(helper, room_24):
    Period.objects.all().delete()

    assert starts_on(GAP) == [("Соколова И. П.", time(15, 20))]


def test_nobody_is_on_duty_between_periods(cast, room_24, helper):
    make.interval(room_24, helper, weekday=None, on=date(2026, 10, 27), starts="10:00", ends="11:00")

    assert hours_now(at(15, 30, on=GAP)) == []
    assert [one.room for one in hours_now(at(10, 30, on=date(2026, 10, 27)))] == ["24"]
    assert [one.room for one in hours_now(at(15, 30, on=date(2026, 11, 9)))] == ["24"]
