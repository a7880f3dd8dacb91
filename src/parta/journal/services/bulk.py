"""Writing a whole course at once, as the demo school, the bench and a move from another program do."""

from collections.abc import Sequence

from django.db import transaction

from parta.accounts.models import User
from parta.audit.services import record
from parta.journal.models import Cell, Homework, LessonRecord, Mark
from parta.lib import sql
from parta.school.models import Course

from . import writing

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

    A mark names its cell by the place in `cells`; the marks of a cell follow one another. Nothing of these lessons may
    be written before. One history row tells how much was loaded; the cells begin at version 1, so later changes of
    each are told as usual.
    """
    with transaction.atomic():
        LessonRecord.objects.bulk_create(records, batch_size=AT_ONCE)
        _insert_marks(marks, _insert_cells(cells))
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


def _insert_cells(cells: Sequence[Cell]) -> list[int]:
    """The keys of the cells, in their order. Plain statements: these rows come by the hundred thousand."""
    rows = [
        (
            cell.lesson_id, cell.pupil_id, cell.version, cell.absence, cell.late_minutes, cell.comment,
            sql.instant_in(cell.changed_at), cell.changed_by_id,
        )
        for cell in cells
    ]  # fmt: skip
    columns = ("lesson_id", "pupil_id", *writing.CELL)
    found = sql.insert("journal_cell", columns, rows, returning="id, lesson_id, pupil_id")
    keys = {(lesson, pupil): pk for pk, lesson, pupil in found}
    return [keys[cell.lesson_id, cell.pupil_id] for cell in cells]


def _insert_marks(marks: Sequence[tuple[int, Mark]], cell_ids: Sequence[int]) -> None:
    taken: dict[int, int] = {}
    rows = []
    for place, mark in marks:
        position = taken[place] = taken.get(place, -1) + 1
        rows.append((
            cell_ids[place], position, mark.value, mark.word, mark.work_kind_id, mark.comment, mark.part, mark.retakes,
            mark.due_on, mark.author_id, sql.instant_in(mark.at),
        ))  # fmt: skip
    sql.insert("journal_mark", ("cell_id", "position", *writing.MARK), rows)
