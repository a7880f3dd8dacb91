"""Counting absences: tables of cases."""

from datetime import date

import pytest

from parta.journal.rules.absences import Attendance, ByReason, Missed, attendance, full_days

MON, TUE = date(2026, 11, 23), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("letters", "lessons", "day"),
    [
        ("ббб", 3, "б"),  # every lesson missed
        ("бб", 3, None),  # came to one
        ("ббу", 3, "б"),  # the commonest letter
        ("н", 1, "н"),
        ("н", 0, None),  # the day is not of the pupil's groups
        ("", 2, None),
    ],
)
def test_full_day_needs_every_lesson_missed(letters, lessons, day):
    found = full_days([Missed(MON, letter) for letter in letters], {MON: lessons})

    assert found.get(MON) == day


def test_lateness_is_no_absence():
    missed = [Missed(MON, "", 5), Missed(MON, "", 10), Missed(TUE, "п")]

    assert attendance(missed, {MON: 2, TUE: 1}) == Attendance(
        lessons=ByReason(1, 0, 0, 1, 0), days=ByReason(1, 0, 0, 1, 0), late=2, late_minutes=15
    )


def test_reasons_are_counted_apart():
    missed = [Missed(MON, letter) for letter in "ббупн"]

    found = attendance(missed, {MON: 6})

    assert found.lessons == ByReason(total=5, ill=2, valid=1, invalid=1, unknown=1)
    assert found.days.total == 0
