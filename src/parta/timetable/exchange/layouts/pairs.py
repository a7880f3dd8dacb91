"""The layout with a column of subjects a class and rooms or teachers beside it."""

from itertools import pairwise

from ...names import clean, is_person, rooms_of
from ..cells import Part
from ..grid import Cell, Grid
from .base import Pointing
from .columns import Block, Columns, heads_of, is_numbers


class Pairs(Columns):
    """The numbers are shared; a class has a column of subjects and beside it columns of rooms, teachers."""

    key = "pairs"
    title = "Предмет и кабинет в соседних столбцах, номера уроков общие"

    def blocks(self, grid: Grid, at: Pointing) -> list[Block]:
        heads = heads_of(grid, at.header_row or 0, after=at.slot_column or 0)
        gaps = [after - before for (before, _), (after, _) in pairwise(heads)]
        last = max(gaps, default=2)
        header, slot = at.header_row or 0, at.slot_column or 0
        return [
            Block(
                name, (header, column), slot, column,
                tuple(near for near in range(column + 1, column + gap) if not is_numbers(grid, near, header)),
            )
            for (column, name), gap in zip(heads, [*gaps, last], strict=False)
        ]  # fmt: skip

    def lesson(self, grid: Grid, block: Block, row: int) -> tuple[list[Part], list[Cell]]:
        subject = grid.value((row, block.subject))
        if not subject:
            return [], []
        cells = [(row, block.subject)]
        rooms: list[str] = []
        people: list[str] = []
        for column in block.beside:
            text = grid.value((row, column))
            names = [clean(name) for name in text.replace("\n", "/").split("/") if clean(name)]
            if names and all(map(is_person, names)):
                people += names
            elif rooms_of(text):
                rooms += rooms_of(text) or ()
            else:
                continue
            cells.append((row, column))
        return [Part(clean(subject), tuple(rooms), tuple(people))], cells
