"""What a cell may hold on each scale."""

import pytest

from parta.grading.cells import CellContent, MarkContent, values_of, why_not_allowed, words_of


@pytest.mark.parametrize(
    ("scale", "values"),
    [
        ("five", (2, 3, 4, 5)),
        ("ten", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
        ("twelve", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
        ("pass", ()),
        ("none", ()),
    ],
)
def test_values(scale, values):
    assert values_of(scale, allows_one=False) == values


def test_hundred_points_begin_at_nought():
    assert (values_of("hundred", allows_one=False)[0], values_of("hundred", allows_one=False)[-1]) == (0, 100)


def test_one_by_setting():
    assert values_of("five", allows_one=True) == (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("scale", "mark", "why"),
    [
        ("five", (5, ""), ""),
        ("five", (None, "зач"), ""),
        ("five", (None, "н/а"), ""),
        ("ten", (10, ""), ""),
        ("ten", (11, ""), "Отметки 11 на этой шкале нет"),
        ("pass", (None, "незач"), ""),
        ("pass", (5, ""), "Отметки 5 на этой шкале нет"),
        ("none", (None, "зач"), "В этом классе отметки не ставятся"),
    ],
)
def test_mark_on_scale(scale, mark, why):
    cell = CellContent("", None, "", (MarkContent(*mark, None, "", 0, False, None),))

    assert why_not_allowed(cell, scale=scale, allows_one=False) == why


def test_absence_is_noted_where_no_marks_are():
    assert why_not_allowed(CellContent("н", None, "", ()), scale="none", allows_one=False) == ""
    assert words_of("none") == ()
