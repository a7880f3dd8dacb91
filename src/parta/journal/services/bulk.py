"""Writing a whole course at once, as the demo school, the bench and a move from another program do."""

from collections.abc import Sequence

from django.db import transaction

from parta.accounts.models import User
from parta.audit.services import record
from parta.journal.models import Cell, Homework, LessonRecord, Mark
from parta.school.models import Course

AT_ONCE = 2000  # rows a statement


def load(
    course: Course,
    *,
    records: Sequence[LessonRecord],
    cells: Sequence[Cell],
    marks: Sequence[tuple[int, Mark]],
    homework: Sequence[Homework],
    by: User | None,
) -> None:
    """Write rows built by the caller, who answers for their sense: only the database's own constraints are checked.

    A mark names its cell by the place in `cells`. Nothing of these lessons may be written before. One history row tells
    how much was loaded; the cells begin at version 1, so later changes of each are told as usual.
    """
    with transaction.atomic():
        LessonRecord.objects.bulk_create(records, batch_size=AT_ONCE)
        Cell.objects.bulk_create(cells, batch_size=AT_ONCE)
        Mark.objects.bulk_create(_in_cells(cells, marks), batch_size=AT_ONCE)
        Homework.objects.bulk_create(homework, batch_size=AT_ONCE)
        record(
            "journal.load_course",
            by=by,
            target=("course", course.pk),
            label=f"{course.group.name} · {course.subject.name}",
            after={
                "lessons": len(records),
                "cells": len(cells),
                "marks": len(marks),
                "homework": len(homework),
            },
        )


def _in_cells(cells: Sequence[Cell], marks: Sequence[tuple[int, Mark]]) -> list[Mark]:
    """The marks with their cells' keys, known now, and places after one another in each cell."""
    taken: dict[int, int] = {}
    for place, mark in marks:
        mark.cell_id = cells[place].pk
        mark.position = taken.get(place, 0)
        taken[place] = mark.position + 1
    return [mark for _, mark in marks]
