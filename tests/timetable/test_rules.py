"""Weeks, dates of a line, who is busy: tables of cases, no database."""

from dataclasses import replace
from datetime import date, time

import pytest

from parta.timetable.rules import (
    EVEN,
    EVERY,
    ODD,
    BellTime,
    DaysOff,
    Group,
    Meeting,
    Pattern,
    bell_faults,
    clashes,
    dates_of,
    is_day_off,
    is_odd_week,
    patterns_meet,
    share_pupils,
)

FIRST = date(2026, 9, 1)  # a Tuesday


@pytest.mark.parametrize(
    ("on", "odd"),
    [
        (date(2026, 8, 31), True),  # Monday of the first week
        (date(2026, 9, 1), True),
        (date(2026, 9, 6), True),  # Sunday
        (date(2026, 9, 7), False),
        (date(2026, 9, 14), True),
        (date(2026, 11, 23), True),  # the thirteenth week
        (date(2026, 12, 28), False),
        (date(2027, 1, 11), False),  # the weeks run on through the holidays: the twentieth
    ],
)
def test_odd_weeks_count_from_the_first_week_of_the_year(on, odd):
    assert is_odd_week(on, first_on=FIRST) is odd


def dates(weeks=EVERY, *, weekday=1, valid=(date(2026, 9, 1), date(2026, 9, 30)), span=None, off=()):
    from_on, to_on = span or valid
    found = dates_of(
        Pattern(weekday, weeks, *valid), from_on=from_on, to_on=to_on, first_on=FIRST, is_off=lambda on: on in off
    )
    return [on.day for on in found]


@pytest.mark.parametrize(
    ("case", "days"),
    [
        ({}, [7, 14, 21, 28]),
        ({"weekday": 2}, [1, 8, 15, 22, 29]),  # the first day itself
        ({"weekday": 3}, [2, 9, 16, 23, 30]),  # the last day itself
        ({"weeks": ODD}, [14, 28]),
        ({"weeks": EVEN}, [7, 21]),
        ({"off": [date(2026, 9, 14)]}, [7, 21, 28]),
        ({"span": (date(2026, 9, 8), date(2026, 9, 21))}, [14, 21]),
        ({"span": (date(2026, 8, 1), date(2026, 9, 10))}, [7]),
        ({"valid": (date(2026, 9, 8), date(2026, 9, 13))}, []),
    ],
)
def test_dates_of_a_line(case, days):
    assert dates(**case) == days


AUTUMN = DaysOff("осенние", date(2026, 10, 26), date(2026, 11, 4), 1, 11)
FIRST_LEVEL = DaysOff("дополнительные", date(2027, 2, 15), date(2027, 2, 21), 1, 1)


@pytest.mark.parametrize(
    ("on", "levels", "off"),
    [
        (date(2026, 10, 26), {7}, True),
        (date(2026, 11, 4), {7}, True),
        (date(2026, 11, 5), {7}, False),
        (date(2027, 2, 15), {1}, True),
        (date(2027, 2, 15), {7}, False),
        (date(2027, 2, 15), {1, 2}, False),  # a mixed group meets while one of its classes studies
        (date(2027, 2, 15), set(), False),  # levels unknown: only what frees the whole school
        (date(2026, 10, 26), set(), True),
    ],
)
def test_holidays_of_levels(on, levels, off):
    assert is_day_off(on, levels=frozenset(levels), holidays=[AUTUMN, FIRST_LEVEL]) is off


SEVEN_B = Group(1, frozenset({70}), is_whole=True)
ENGLISH_1 = Group(2, frozenset({70}), is_whole=False, pupil_ids=frozenset({1, 2}))
ENGLISH_2 = Group(3, frozenset({70}), is_whole=False, pupil_ids=frozenset({3, 4}))
BOYS = Group(4, frozenset({70}), is_whole=False, pupil_ids=frozenset({1, 3}))
SEVEN_A = Group(5, frozenset({71}), is_whole=True)
MIXED = Group(6, frozenset({70, 71}), is_whole=False, pupil_ids=frozenset({1, 9}))


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (SEVEN_B, SEVEN_B, True),
        (SEVEN_B, ENGLISH_1, True),
        (ENGLISH_1, ENGLISH_2, False),
        (ENGLISH_1, BOYS, True),  # the first pupil is in both
        (SEVEN_B, SEVEN_A, False),
        (MIXED, SEVEN_A, True),
        (MIXED, ENGLISH_2, False),
        (MIXED, ENGLISH_1, True),
    ],
)
def test_groups_share_pupils(one, other, share):
    assert share_pupils(one, other) is share
    assert share_pupils(other, one) is share


ALGEBRA = Meeting(1, 100, SEVEN_B, 10, 12, 2, time(9, 25), time(10, 10))
OTHER = Meeting(2, 200, SEVEN_A, 11, 13, 2, time(9, 25), time(10, 10))


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, []),
        ({"teacher_id": 10}, ["teacher"]),
        ({"room_id": 12}, ["room"]),
        ({"group": ENGLISH_1}, ["pupils"]),
        ({"teacher_id": 10, "room_id": 12, "group": SEVEN_B}, ["teacher", "room", "pupils"]),
        ({"course_id": 100, "teacher_id": 10, "group": SEVEN_B}, ["double"]),
        ({"key": 1, "course_id": 100}, []),  # itself
        ({"teacher_id": 10, "starts_at": time(14, 0), "ends_at": time(14, 45)}, []),  # second shift, same number
        ({"teacher_id": 10, "slot": 7, "starts_at": time(10, 0), "ends_at": time(10, 45)}, ["teacher"]),
        ({"teacher_id": 10, "slot": 3, "starts_at": time(10, 10), "ends_at": time(10, 55)}, []),  # one after the other
        ({"teacher_id": 10, "starts_at": None, "ends_at": None}, ["teacher"]),  # no bells known: by the number
        ({"teacher_id": 10, "slot": None, "starts_at": None, "ends_at": None}, []),
    ],
)
def test_clashes(changes, kinds):
    found = clashes(ALGEBRA, [replace(OTHER, **changes)])

    assert [clash.kind for clash in found] == kinds


def test_nobody_and_nowhere_never_clash():
    nobody = replace(ALGEBRA, teacher_id=None, room_id=None)

    assert clashes(nobody, [replace(OTHER, teacher_id=None, room_id=None)]) == []


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((1, EVERY, 1, 30), (1, EVERY, 1, 30), True),
        ((1, EVERY, 1, 30), (2, EVERY, 1, 30), False),
        ((1, ODD, 1, 30), (1, EVEN, 1, 30), False),
        ((1, ODD, 1, 30), (1, ODD, 1, 30), True),
        ((1, ODD, 1, 30), (1, EVERY, 1, 30), True),
        ((1, EVERY, 1, 10), (1, EVERY, 11, 30), False),
        ((1, EVERY, 1, 11), (1, EVERY, 11, 30), True),
    ],
)
def test_patterns_meet(one, other, meet):
    def pattern(weekday, weeks, first, last):
        return Pattern(weekday, weeks, date(2026, 9, first), date(2026, 9, last))

    assert patterns_meet(pattern(*one), pattern(*other)) is meet


@pytest.mark.parametrize(
    ("bells", "faults"),
    [
        ([(1, "08:30", "09:15"), (2, "09:25", "10:10")], {}),
        ([(0, "07:50", "08:25"), (1, "08:25", "09:15")], {}),
        ([(1, "08:30", "08:30")], {1: "Урок 1 кончается не позже, чем начинается."}),
        (
            [(2, "09:00", "09:45"), (1, "08:30", "09:15")],
            {2: "Урок 2 начинается раньше, чем кончается урок 1."},
        ),
        ([(1, "08:30", "09:15"), (1, "09:25", "10:10")], {1: "Урок 1 записан дважды."}),
    ],
)
def test_bell_faults(bells, faults):
    times = [BellTime(slot, time.fromisoformat(start), time.fromisoformat(end)) for slot, start, end in bells]

    assert bell_faults(times) == faults
