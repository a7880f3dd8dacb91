"""Many writers at once, each with a connection of its own: a clash is told, nothing is lost, nothing is done twice."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from parta.audit.models import Change
from parta.grading.cells import CellContent, MarkContent
from parta.grading.ops import CellOp
from parta.journal.access import course_to_read
from parta.journal.models import Cell, Mark
from parta.journal.rules.ops import Result
from parta.journal.services.cells import apply
from tests import cast as casting
from tests.at_once import pressed

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, EACH = 6, 5


def content(*values: int) -> CellContent:
    return CellContent("", None, "", tuple(MarkContent(value, "", None, "", 0, False, None) for value in values))


@pytest.fixture
def at_once(tmp_path, monkeypatch) -> Callable[..., list[Any]]:
    """`at_once(work)` runs work(0) … work(WRITERS - 1) together, each in a thread with a connection of its own."""
    return lambda work: pressed([partial(work, number) for number in range(WRITERS)], tmp_path, monkeypatch)


@pytest.fixture
def cast():
    return casting.make()


def send(cast, cell: CellContent, *, seen: int, key: UUID | None = None) -> Result:
    user = cast.teacher.user
    op = CellOp(key or uuid4(), cast.lesson.pk, cast.daria.pk, seen, cell)
    (result,) = apply(course_to_read(user, cast.course.pk), [op], user=user, now=timezone.now())
    return result


def test_no_change_of_one_cell_is_lost(cast, at_once):
    def write(number: int) -> int:
        clashes = seen = 0
        for turn in range(EACH):
            wanted = content(2 + number % 4, 2 + turn % 4)
            while (result := send(cast, wanted, seen=seen)).status == "clash":
                clashes, seen = clashes + 1, result.version
            seen = result.version
        return clashes

    at_once(write)

    versions = [
        (change.before["version"], change.after["version"]) for change in Change.objects.order_by("after__version")
    ]
    assert versions == [(number, number + 1) for number in range(len(versions))]
    assert Cell.objects.get().version == len(versions)
    assert list(Mark.objects.values_list("value", flat=True)) == [
        mark[0] for mark in Change.objects.order_by("after__version").last().after["marks"]
    ]


def test_same_operation_from_all_sides_is_applied_once(cast, at_once):
    key = uuid4()

    results = at_once(lambda _: send(cast, content(5), seen=0, key=key))

    assert {(result.status, result.version) for result in results} == {("applied", 1)}
    assert (Change.objects.count(), Mark.objects.count()) == (1, 1)


def test_first_writer_of_an_empty_cell_wins_and_the_others_are_told(cast, at_once):
    results = at_once(lambda number: send(cast, content(2 + number % 4, 2 + number // 4), seen=0))

    assert sorted(result.status for result in results) == ["applied"] + ["clash"] * (WRITERS - 1)
    assert Cell.objects.get().version == 1
