"""Averages of marks, the mark an average suggests, and which marks would lift it. Whole numbers and Decimal only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations_with_replacement

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Weighted:
    """A mark that counts: its value on the course's scale and its weight 0–100."""

    value: int
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The lowest average that suggests each period mark; a setting of the school (domain §4)."""

    three: Decimal = Decimal("2.50")
    four: Decimal = Decimal("3.50")
    five: Decimal = Decimal("4.50")

    def steps(self) -> list[tuple[int, Decimal]]:
        return [(3, self.three), (4, self.four), (5, self.five)]


def weighted_average(marks: Iterable[Weighted]) -> Decimal | None:
    """Return Σ(value × weight) / Σ weight to the hundredth, or None when no weight is left.

    Halves round up (4.125 → 4.13), as a teacher rounds on paper.
    """
    total = weights = 0
    for mark in marks:
        total += mark.value * mark.weight
        weights += mark.weight
    return rounded(total, weights)


def running_averages(marks: Iterable[Weighted]) -> list[Decimal | None]:
    """The weighted average after each mark, in their order; None until a mark weighs."""
    found: list[Decimal | None] = []
    total = weights = 0
    for mark in marks:
        total += mark.value * mark.weight
        weights += mark.weight
        found.append(rounded(total, weights))
    return found


def rounded(total: int, weights: int) -> Decimal | None:
    """The average to the hundredth, halves up; None when nothing weighs."""
    return (Decimal(total) / Decimal(weights)).quantize(HUNDREDTH, ROUND_HALF_UP) if weights else None


def suggested(average: Decimal | None, thresholds: Thresholds) -> int | None:
    """Return the period mark 2–5 that a five-point average suggests; None without an average."""
    if average is None:
        return None
    return max((mark for mark, least in thresholds.steps() if average >= least), default=2)


@dataclass(frozen=True, slots=True)
class Lift:
    """`values` are the marks that, added with the given weight, bring the average to `average` and so to `target`."""

    target: int
    values: tuple[int, ...]
    average: Decimal


def lifts(marks: Sequence[Weighted], thresholds: Thresholds, *, weight: int = 1, most: int = 4) -> list[Lift]:
    """Answer «что, если»: the ways to the next period mark of a five-point scale with the fewest added marks.

    Tries fours and fives only, up to `most` of them, and returns every way of the smallest size that works.
    Empty when there is nothing to lift: no marks yet, the highest mark reached, or too far for `most` marks.
    """
    now = weighted_average(marks)
    reached = suggested(now, thresholds)
    if reached is None or reached == 5 or weight < 1:
        return []
    target, least = next(step for step in thresholds.steps() if step[0] == reached + 1)
    total, weights = sum(mark.value * mark.weight for mark in marks), sum(mark.weight for mark in marks)
    for size in range(1, most + 1):
        ways = [
            Lift(target, values, average)
            for values in combinations_with_replacement((4, 5), size)
            if (average := rounded(total + sum(values) * weight, weights + size * weight)) and average >= least
        ]
        if ways:
            return ways
    return []


def exact_average(marks: Sequence[Weighted]) -> Fraction | None:
    """Return the unrounded average, for «показать расчёт»; None when no weight is left."""
    weights = sum(mark.weight for mark in marks)
    return Fraction(sum(mark.value * mark.weight for mark in marks), weights) if weights else None


def five_point_band(value: int, scale: str) -> int | None:
    """Map a mark of another scale onto the five-point bands for the indicators (domain §1); None if it has no band.

    Ten points: 10–9, 8–7, 6–5 are 5, 4, 3. Twelve and a hundred follow the same shares of the scale.
    """
    bands = {"five": (5, 4, 3), "ten": (9, 7, 5), "twelve": (10, 7, 4), "hundred": (85, 65, 45)}.get(scale)
    if bands is None:
        return None
    return next((mark for mark, least in zip((5, 4, 3), bands, strict=True) if value >= least), 2)
