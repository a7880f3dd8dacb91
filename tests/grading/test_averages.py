"""Arithmetic of marks against cases worked out on paper."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parta.grading.averages import (
    Lift,
    Thresholds,
    Weighted,
    exact_average,
    five_point_band,
    lifts,
    suggested,
    weighted_average,
)


def of(*values: int) -> list[Weighted]:
    return [Weighted(value) for value in values]


@pytest.mark.parametrize(
    ("marks", "average"),
    [
        (of(5, 4), "4.50"),
        (of(5, 4, 4), "4.33"),
        (of(5, 5, 4), "4.67"),
        ([Weighted(5, 1), Weighted(4, 7)], "4.13"),  # 4.125: halves go up
        ([Weighted(2, 3), Weighted(5, 1)], "2.75"),
        ([Weighted(5, 0), Weighted(3, 2)], "3.00"),
        (of(3), "3.00"),
    ],
)
def test_weighted_average_to_the_hundredth(marks, average):
    assert weighted_average(marks) == Decimal(average)


@pytest.mark.parametrize("marks", [[], [Weighted(5, 0)]])
def test_weighted_average_when_no_weight_is_left(marks):
    assert weighted_average(marks) is None


@given(st.lists(st.builds(Weighted, st.integers(1, 5), st.integers(0, 100)), max_size=40))
def test_weighted_average_stays_between_lowest_and_highest(marks):
    average = weighted_average(marks)
    counted = [mark.value for mark in marks if mark.weight]

    assert (average is None) == (not counted)
    if average is not None:
        assert min(counted) <= average <= max(counted)


@pytest.mark.parametrize(
    ("average", "mark"), [("4.50", 5), ("4.49", 4), ("3.50", 4), ("2.50", 3), ("2.49", 2), ("1.00", 2)]
)
def test_suggested_by_default_thresholds(average, mark):
    assert suggested(Decimal(average), Thresholds()) == mark


def test_suggested_by_the_schools_own_thresholds():
    strict = Thresholds(three=Decimal("2.65"), four=Decimal("3.65"), five=Decimal("4.65"))

    assert suggested(Decimal("4.60"), strict) == 4


def test_suggested_without_average():
    assert suggested(None, Thresholds()) is None


def test_lifts_names_every_shortest_way():
    # 4 3 3 is 3.33, a «3»; one 4 makes 3.50, one 5 makes 3.75.
    assert lifts(of(4, 3, 3), Thresholds()) == [
        Lift(4, (4,), Decimal("3.50")),
        Lift(4, (5,), Decimal("3.75")),
    ]


def test_lifts_counts_the_weight():
    # 4 4 4 4 needs four fives of weight 1, but one of weight 4.
    assert lifts(of(4, 4, 4, 4), Thresholds()) == [Lift(5, (5, 5, 5, 5), Decimal("4.50"))]
    assert lifts(of(4, 4, 4, 4), Thresholds(), weight=4) == [Lift(5, (5,), Decimal("4.50"))]


@pytest.mark.parametrize("marks", [[], of(5, 5), of(*[2] * 30)])
def test_lifts_when_there_is_nothing_to_lift(marks):
    assert lifts(marks, Thresholds()) == []


def test_exact_average_is_not_rounded():
    assert exact_average(of(5, 5, 4)) == Fraction(14, 3)


@pytest.mark.parametrize(
    ("value", "scale", "band"),
    [(10, "ten", 5), (9, "ten", 5), (8, "ten", 4), (7, "ten", 4), (6, "ten", 3), (5, "ten", 3), (4, "ten", 2),
     (4, "five", 4), (12, "twelve", 5), (1, "pass", None)],
)  # fmt: skip
def test_five_point_band(value, scale, band):
    assert five_point_band(value, scale) == band
