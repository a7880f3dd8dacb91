"""Cells with their marks, as plain values."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from parta.journal.models import Cell, Mark
from parta.journal.rules.marks import CellContent, MarkContent
from parta.journal.rules.ops import StoredCell

CELL = ("lesson_id", "pupil_id", "version", "absence", "late_minutes", "comment")
MARK = ("value", "word", "work_kind_id", "comment", "part", "retakes", "due_on")


def wire_cells(cells: QuerySet[Cell], *, head: tuple[str, ...] = CELL) -> list[list[object]]:
    """Cells as the page reads them: `head` of each, then its marks. One query: a row is a cell with one mark."""
    found: list[list[object]] = []
    last = None
    width = 1 + len(head)
    rows = cells.order_by("pk", "marks__position").values_list("pk", *head, *(f"marks__{name}" for name in MARK))
    for row in rows:
        if row[0] != last:
            last = row[0]
            marks: list[list[object]] = []
            found.append([*row[1:width], marks])
        value, word, kind, comment, part, retakes, due_on = row[width:]
        if word is not None:
            marks.append([value, word, kind, comment, part, int(retakes), due_on])
    return found


def stored_cells(pairs: Iterable[tuple[int, int]], *, lock: bool = False) -> dict[tuple[int, int], StoredCell]:
    """What is stored of the (lesson, pupil) pairs; missing where there is no row. Two queries at most.

    With `lock` the cells stay ours to the end of the transaction; the marks are read only after the lock is got.
    """
    wanted = set(pairs)
    cells = Cell.objects.filter(within(wanted)).order_by("pk")
    if lock:
        cells = cells.select_for_update()
    rows = {row[0]: row[1:] for row in cells.values_list("pk", *CELL) if (row[1], row[2]) in wanted}
    marks = marks_of(rows)
    return {
        (lesson, pupil): StoredCell(lesson, pupil, version, CellContent(absence, late, comment, tuple(marks[pk])))
        for pk, (lesson, pupil, version, absence, late, comment) in rows.items()
    }


def within(pairs: set[tuple[int, int]]) -> Q:
    """A rectangle of lessons × pupils that holds the pairs; a column or a single cell exactly."""
    return Q(lesson_id__in={lesson for lesson, _ in pairs}, pupil_id__in={pupil for _, pupil in pairs})


def marks_of(cell_ids: Iterable[int]) -> dict[int, list[MarkContent]]:
    """Marks by cell, in their order; an empty list where a cell has none. No query without cells."""
    found: dict[int, list[MarkContent]] = {pk: [] for pk in cell_ids}
    if found:
        rows = Mark.objects.filter(cell_id__in=found).order_by("cell_id", "position").values_list("cell_id", *MARK)
        for pk, *mark in rows:
            found[pk].append(MarkContent(*mark))
    return found
