"""Rules of the diary: tables of cases."""

from datetime import date
from decimal import Decimal

import pytest

from parta.diary import rules
from parta.diary.pages.lessons import room_words, size_words
from parta.diary.pages.lines import line_of
from parta.diary.pages.week import week_words
from parta.journal.rules.marks import GivenMark


@pytest.mark.parametrize(
    ("value", "word", "scale", "level"),
    [
        (5, "", "five", "5"),
        (2, "", "five", "2"),
        (1, "", "five", "2"),
        (8, "", "ten", "4"),
        (64, "", "hundred", "3"),
        (None, "•", "five", "owed"),
        (None, "незач", "pass", "2"),
        (None, "зач", "pass", ""),
        (None, "осв", "five", ""),
    ],
)
def test_level_is_the_colour_role_of_a_mark(value, word, scale, level):
    assert rules.level_of(value, word, scale) == level


def given(value, *, cell=1, part=0, retakes=False):
    return GivenMark(cell, value, 1, counts=True, part=part, retakes=retakes)


@pytest.mark.parametrize(
    ("marks", "replaced"),
    [
        ([], []),
        ([given(2), given(4, retakes=True)], [True, False]),
        ([given(2, cell=1), given(4, cell=2, retakes=True)], [False, False]),
        ([given(4, part=1), given(2, part=2), given(5, part=2, retakes=True)], [False, True, False]),
        ([given(2), given(2)], [False, False]),
    ],
)
def test_replaced_marks_are_those_retaken_in_their_cell(marks, replaced):
    assert rules.replaced(marks) == replaced


@pytest.mark.parametrize("on", [date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 29)])
def test_monday_of_any_day_of_the_week(on):
    assert rules.monday_of(on) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("monday", "words"),
    [(date(2026, 11, 23), "23–28 ноября"), (date(2026, 11, 30), "30 ноября – 5 декабря")],
)
def test_week_in_words(monday, words, db):
    assert week_words(monday) == words


@pytest.mark.parametrize(("average", "words"), [(Decimal("4.25"), "4,25"), (Decimal("5.00"), "5,00"), (None, "—")])
def test_average_in_words(average, words):
    assert rules.average_words(average) == words


@pytest.mark.parametrize(("room", "words"), [("12", "каб. 12"), ("Спортзал", "Спортзал"), ("", "")])
def test_room_in_words(room, words):
    assert room_words(room) == words


@pytest.mark.parametrize(
    ("size", "words"), [(None, ""), (10, "1 КБ"), (1024, "1 КБ"), (348_160, "340 КБ"), (2_516_582, "2,4 МБ")]
)
def test_size_in_words(size, words):
    assert size_words(size) == words


def decimals(*values):
    return [None if value is None else Decimal(value) for value in values]


def test_line_goes_from_left_to_right_and_up_with_the_average():
    line = line_of(decimals("2.00", None, "5.00"), "five")

    assert line.points == "4,24 92,4"
    assert line.end == (92, 4)
    assert line.words == "Средний балл вырос: 2,00 → 5,00"


@pytest.mark.parametrize(
    ("averages", "scale"), [(["4.00"], "five"), ([None, None], "five"), ([], "five"), (["1.00", "1.00"], "pass")]
)
def test_no_line_without_two_points(averages, scale):
    assert line_of(decimals(*averages), scale) is None


def test_line_says_that_nothing_changed():
    assert line_of(decimals("4.00", "4.00"), "five").words == "Средний балл не изменился: 4,00 → 4,00"
