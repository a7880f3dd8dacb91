"""Who leaves on a later day, and who is to change class, is in the diary as before till the day."""

from datetime import date, timedelta

import pytest

from parta.diary.queries.children import class_years, classes_in_week
from parta.school.services import movement
from tests import build
from tests.cast import TODAY
from tests.diary.seen import text


@pytest.mark.parametrize("last_day", [TODAY, date(2026, 11, 27)])
def test_family_of_who_leaves_later_reads_marks_and_holidays(last_day, cast, sign_in):
    build.mark(cast.daria, cast.lesson, 5)
    movement.leave(cast.daria, on=last_day, order="№ 13", by=cast.deputy)

    page = text(sign_in(cast.parent.user), f"/diary/{cast.daria.pk}/marks/")

    assert "не числится в классе" not in page
    assert "II четверть" in page


def test_who_left_is_said_to_be_in_no_class(cast, sign_in):
    movement.leave(cast.daria, on=TODAY - timedelta(days=1), order="№ 13", by=cast.deputy)

    assert "не числится в классе" in text(sign_in(cast.parent.user), f"/diary/{cast.daria.pk}/marks/")


def test_transfer_ordered_ahead_does_not_change_the_class_today(cast):
    movement.transfer(cast.daria, cast.other_class, on=date(2026, 11, 30), order="№ 12", by=cast.deputy)

    assert class_years([cast.daria])[cast.daria.pk].name == "7Б"
    assert classes_in_week([cast.daria], TODAY, TODAY)[cast.daria.pk].name == "7Б"
