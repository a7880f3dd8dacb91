"""Rules of readiness: tables of cases."""

from datetime import date, time

import pytest

from parta.readiness import rules
from parta.readiness.rules import seats
from parta.readiness.rules.seats import Hours
from tests.conftest import NOON

from . import make

WEDNESDAY = date(2026, 11, 25)
HOURS = [Hours(time(9), time(14)), Hours(time(15, 20), time(17))]
NOW = NOON


@pytest.mark.parametrize(
    ("level", "required", "missing"), [(None, 2, 2), (0, 2, 2), (1, 2, 1), (2, 2, 0), (3, 2, 0), (None, 0, 0)]
)
def test_gap(level, required, missing):
    assert rules.gap(level, required) == missing


def test_several_roles_ask_the_highest_level():
    asked = {("teacher", 1): 2, ("teacher", 2): 1, ("class_teacher", 2): 3, ("deputy", 1): 3}

    assert rules.required_of({"teacher", "class_teacher"}, asked) == {1: 2, 2: 3}


@pytest.mark.parametrize(
    ("roles", "group"),
    [
        ({"teacher"}, "teacher"),
        ({"teacher", "class_teacher"}, "class_teacher"),
        ({"teacher", "deputy"}, "office"),
        ({"admin"}, "office"),
        ({"other"}, "other"),
    ],
)
def test_everybody_is_in_one_group(roles, group):
    assert rules.group_of(roles) == group


@pytest.mark.parametrize(
    ("values", "index"),
    [
        (make.values(3), 50),
        (make.values(5, burden=1, afraid=1, late=1, paper=1), 100),
        (make.values(1, burden=5, afraid=5, late=5, paper=5), 0),
        (make.values(3, curious=4), 52),  # 25 of 48 points: 52.08
        (make.values(3, curious=4, worth=4, calm=4), 56),  # 27 of 48: 56.25
    ],
)
def test_index(values, index):
    assert rules.index_of(values) == index


def test_an_answer_left_out_has_no_index():
    values = make.values(3)
    del values["calm"]

    with pytest.raises(KeyError):
        rules.index_of(values)


def test_twelve_statements_of_different_codes():
    assert len({one.code for one in rules.STATEMENTS}) == 12


def test_a_group_of_few_is_hidden_and_cannot_be_worked_out():
    answers = [("teacher", 40), ("teacher", 50), ("teacher", 61), ("office", 99), ("office", 98)]

    shown = rules.shown_groups(answers)

    assert shown == {"teacher": (3, 50), "": (3, 50)}


def test_nothing_is_shown_where_all_groups_are_small():
    assert rules.shown_groups([("teacher", 40), ("office", 50)]) == {}


def test_quarters_of_hours_that_begin_between_them():
    assert seats.open_quarters(HOURS) == [*range(36, 56), *range(61, 68)]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(36, 40, "9:00–10:00"), (52, 56, "13:00–14:00"), (61, 64, "15:20–16:00"), (64, 68, "16:00–17:00")],
)
def test_time_of_a_booking_is_cut_to_the_hours(first, last, words):
    assert seats.taken_words(first, last, HOURS) == words


@pytest.mark.parametrize(
    ("on", "first", "last", "why"),
    [
        (WEDNESDAY, 36, 40, ""),
        (WEDNESDAY, 61, 68, ""),
        (WEDNESDAY, 40, 40, "Конец раньше начала."),
        (WEDNESDAY, 36, 53, "Не больше 4 часов подряд: место нужно и другим."),
        (WEDNESDAY, 54, 62, "В это время кабинет закрыт."),
        (WEDNESDAY, 34, 38, "В это время кабинет закрыт."),
        (date(2026, 11, 22), 36, 40, "Это время уже прошло."),
        (date(2026, 11, 23), 47, 48, "Это время уже прошло."),
        (date(2026, 11, 23), 48, 49, ""),  # 12:00–12:15 goes on
        (date(2026, 12, 8), 36, 40, "Запись открыта на 14 дней вперёд."),
    ],
)
def test_why_a_seat_cannot_be_taken(on, first, last, why):
    assert seats.why_not(on, first, last, HOURS, now=NOW) == why
