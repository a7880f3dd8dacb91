"""Cells with their marks, as plain values."""

from collections.abc import Collection, Sequence
from typing import Any

from parta.grading.cells import CellContent, MarkContent
from parta.journal.rules.ops import StoredCell
from parta.lib import sql

CELL = "c.lesson_id, c.pupil_id, c.version, c.absence, c.late_minutes, c.comment"
MARK = "m.value, m.word, m.work_kind_id, m.comment, m.part, m.retakes, m.due_on"
CELLS = "FROM journal_cell c LEFT JOIN journal_mark m ON m.cell_id = c.id"
ORDER = "ORDER BY c.id, m.position"
BARE = """m.value IS NOT NULL AND m.work_kind_id IS NULL AND m.comment = '' AND m.part = 0 AND NOT m.retakes
  AND m.due_on IS NULL AND c.absence = '' AND c.late_minutes IS NULL AND c.comment = ''"""

Pair = tuple[int, int]  # lesson, pupil


def wire_cells(which: str, parameters: Sequence[Any], *, head: str = CELL, tables: str = CELLS) -> list[list[Any]]:
    """Cells as the page reads them: what `head` selects of each, then its marks. One query.

    `which` is the WHERE clause over c (cell), m (mark) and whatever `tables` joins; a row is a cell with one mark.
    """
    found: list[list[Any]] = []
    last = None
    marks: list[list[Any]] = []
    for row in sql.rows(f"SELECT c.id, {MARK}, {head} {tables} WHERE {which} {ORDER}", parameters):
        pk, value, word, kind, comment, part, retakes, due_on, *rest = row
        if pk != last:
            last, marks = pk, []
            found.append([*rest, marks])
        if word is not None:
            marks.append([value, word, kind, comment, part, int(retakes), due_on])
    return found


def cells_json(which: str, parameters: Sequence[Any]) -> bytes:
    """Cells of a whole page as JSON, a row for each mark and one for a cell without any. One query.

    A bare number, which most are, is `[lesson, pupil, version, value]`; the rest are as `wire_cells` has them.
    """
    cell = CELL.split(", ")
    mark = [name if name != "m.retakes" else "CAST(m.retakes AS integer)" for name in MARK.split(", ")]
    bare = sql.numbers_array("c.lesson_id", "c.pupil_id", "c.version", "m.value")
    one = f"""CASE WHEN {BARE} THEN {bare}
      WHEN m.id IS NULL THEN CAST({sql.json_array(*cell, sql.json_array())} AS text)
      ELSE CAST({sql.json_array(*cell, sql.json_array(sql.json_array(*mark)))} AS text) END"""
    return sql.json_rows(f"SELECT {one} AS one {CELLS} WHERE {which} {ORDER}", parameters)


def stored_cells(pairs: Collection[Pair], *, lock: bool = False) -> dict[Pair, StoredCell]:
    """What is stored of the pairs; missing where there is no row. Two queries at most.

    With `lock` the cells stay ours to the end of the transaction; the marks are read only after the lock is got.
    """
    rows = {row[0]: row[1:] for row in _within(set(pairs), lock=lock)}
    marks = _marks_of(rows)
    return {
        (lesson, pupil): StoredCell(lesson, pupil, version, CellContent(absence, late, comment, tuple(marks[pk])))
        for pk, (lesson, pupil, version, absence, late, comment) in rows.items()
    }


def _within(wanted: set[Pair], *, lock: bool) -> list[sql.Row]:
    """The rows of the pairs, in the order of their keys, so that two batches never wait for each other crosswise."""
    lessons = list({lesson for lesson, _ in wanted})
    pupils = list({pupil for _, pupil in wanted})
    rows = sql.rows(
        f"SELECT c.id, {CELL} FROM journal_cell c WHERE c.lesson_id IN ({sql.places(len(lessons))})"  # noqa: S608
        f" AND c.pupil_id IN ({sql.places(len(pupils))}) ORDER BY c.id" + (sql.for_update() if lock else ""),
        lessons + pupils,
    )
    return [row for row in rows if (row[1], row[2]) in wanted]


def _marks_of(cells: Collection[int]) -> dict[int, list[MarkContent]]:
    """Marks by cell, in their order; an empty list where a cell has none. No query without cells."""
    found: dict[int, list[MarkContent]] = {pk: [] for pk in cells}
    if found:
        which = f"WHERE m.cell_id IN ({sql.places(len(found))}) ORDER BY m.cell_id, m.position"
        for pk, *mark in sql.rows(f"SELECT m.cell_id, {MARK} FROM journal_mark m {which}", list(found)):  # noqa: S608
            value, word, kind, comment, part, retakes, due_on = mark
            found[pk].append(MarkContent(value, word, kind, comment, part, bool(retakes), sql.day(due_on)))
    return found
