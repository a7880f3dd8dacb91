"""The clock of requests: tables of cases over working hours, weekends, holidays and half-years."""

from datetime import date, datetime, time

import pytest

from parta.support.rules.clock import Calendar, add_working_minutes, days_ago, warning, working_minutes

WEEK = {day: [(time(9), time(13)), (time(14), time(17))] for day in range(1, 6)} | {6: [(time(9), time(12))]}
AUTUMN = (date(2026, 10, 26), date(2026, 11, 4))
NEW_YEAR = (date(2026, 12, 31), date(2027, 1, 10))  # between the half-years
DAYS = Calendar(WEEK, [AUTUMN, NEW_YEAR])


def at(words: str) -> datetime:
    """«23.11 9:00» of 2026; a year after the date may be told."""
    day, clock = words.split()
    parts = [int(part) for part in day.split(".")]
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(date(parts[2] if len(parts) > 2 else 2026, parts[1], parts[0]), time(hour, minute))


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("23.11 9:00", "23.11 10:30", 90),
        ("23.11 8:00", "23.11 9:10", 10),  # asked before the opening
        ("23.11 12:30", "23.11 14:30", 60),  # the break is not counted
        ("23.11 9:00", "23.11 17:00", 420),
        ("23.11 16:30", "24.11 9:15", 45),  # over a night
        ("27.11 16:00", "30.11 10:00", 60 + 180 + 60),  # Friday, the short Saturday, Monday
        ("28.11 12:00", "30.11 9:00", 0),  # over Sunday
        ("29.11 10:00", "29.11 18:00", 0),
        ("24.10 11:30", "5.11 9:30", 30 + 30),  # over the autumn holidays
        ("30.12 16:00", "11.1.2027 10:00", 60 + 60),  # over New Year, between the half-years
        ("23.11 10:00", "23.11 10:00", 0),
        ("24.11 10:00", "23.11 10:00", 0),  # never negative
        ("23.11 9:00", "23.11 9:00", 0),
    ],
)
def test_working_minutes(start, end, minutes):
    assert working_minutes(at(start), at(end), DAYS) == minutes


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("23.11 9:00", 60, "23.11 10:00"),
        ("23.11 12:30", 60, "23.11 14:30"),
        ("23.11 9:00", 240, "23.11 13:00"),  # exactly up to the break
        ("23.11 16:30", 60, "24.11 9:30"),
        ("23.11 20:00", 30, "24.11 9:30"),
        ("27.11 16:30", 30 + 180 + 15, "30.11 9:15"),
        ("29.11 10:00", 0, "30.11 9:00"),  # nothing from a day off is the next opening
        ("24.10 11:30", 60, "5.11 9:30"),
        ("30.12 16:30", 60, "11.1.2027 9:30"),
    ],
)
def test_when_so_many_minutes_have_passed(start, minutes, end):
    assert add_working_minutes(at(start), minutes, DAYS) == at(end)


def test_adding_and_counting_agree():
    start = at("25.9 15:47")
    for minutes in range(1, 6000, 173):
        end = add_working_minutes(start, minutes, DAYS)
        assert working_minutes(start, end, DAYS) == minutes


def test_without_hours_there_is_no_due_time():
    empty = Calendar({})

    assert add_working_minutes(at("23.11 9:00"), 10, empty) is None
    assert days_ago(date(2026, 11, 23), 5, empty) is None


@pytest.mark.parametrize(
    ("today", "solved"),
    [
        (date(2026, 11, 23), date(2026, 11, 16)),  # Tue … Sat and the Monday before them
        (date(2026, 11, 29), date(2026, 11, 23)),
        (date(2026, 11, 9), date(2026, 10, 22)),  # the holidays are no working days
    ],
)
def test_silence_of_five_working_days(today, solved):
    assert days_ago(today, 5, DAYS) == solved


@pytest.mark.parametrize(
    ("spent", "norm", "level"), [(0, 120, 0), (95, 120, 0), (96, 120, 1), (120, 120, 1), (121, 120, 2)]
)
def test_warning_at_eighty_percent_and_after_the_norm(spent, norm, level):
    assert warning(spent, norm) == level
