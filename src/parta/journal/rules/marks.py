"""Which marks count in the average."""

from collections.abc import Iterable
from typing import NamedTuple

from parta.grading.averages import Weighted


class GivenMark(NamedTuple):
    """A mark with the kind of work it was given for already known."""

    cell_id: int
    value: int | None
    weight: int
    counts: bool  # the kind of work is in the average
    part: int = 0
    retakes: bool = False


def counted(marks: Iterable[GivenMark]) -> list[Weighted]:
    """Leave the marks that make the average (domain §4); marks of a cell come in their order."""
    return [Weighted(mark.value, mark.weight) for mark in standing(marks) if mark.value is not None and _counts(mark)]


def _counts(mark: GivenMark) -> bool:
    return mark.value is not None and mark.counts and mark.weight > 0


def standing(marks: Iterable[GivenMark]) -> list[GivenMark]:
    """Drop what was retaken: «2→4» leaves the 4. A retake replaces the nearest mark of its part in its cell."""
    left: list[GivenMark] = []
    for mark in marks:
        if mark.retakes:
            before = next((i for i in range(len(left) - 1, -1, -1) if _same_work(left[i], mark)), None)
            if before is not None:
                del left[before]
        left.append(mark)
    return left


def _same_work(one: GivenMark, other: GivenMark) -> bool:
    return one.cell_id == other.cell_id and one.part == other.part
