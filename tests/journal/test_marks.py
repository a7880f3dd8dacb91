"""Which marks count in the average."""

import pytest

from parta.grading.averages import Weighted
from parta.journal.rules.marks import GivenMark, counted


def given(value, weight=1, *, counts=True, cell=1, part=0, retakes=False):
    return GivenMark(cell, value, weight, counts, part, retakes)


@pytest.mark.parametrize(
    ("marks", "weighted"),
    [
        ([given(5), given(4, 3)], [Weighted(5, 1), Weighted(4, 3)]),
        ([given(None)], []),
        ([given(5, 0)], []),
        ([given(5, counts=False)], []),
        ([given(2), given(4, retakes=True)], [Weighted(4, 1)]),
        ([given(2), given(3, retakes=True), given(5, retakes=True)], [Weighted(5, 1)]),
        ([given(2), given(None, retakes=True)], []),
        ([given(2, cell=1), given(4, cell=2, retakes=True)], [Weighted(2, 1), Weighted(4, 1)]),
        ([given(2, part=1), given(5, part=2), given(3, part=1, retakes=True)], [Weighted(5, 1), Weighted(3, 1)]),
        ([given(4, retakes=True)], [Weighted(4, 1)]),
    ],
)
def test_counted(marks, weighted):
    assert counted(marks) == weighted
