"""Layouts with one column a class: all in one cell, or the room in the row below."""

from ...names import class_key, slot_of
from ..cells import Part, parts_of
from ..grid import Cell, Grid
from .base import Pointing
from .columns import Block, Columns, heads_of


class Singles(Columns):
    """A class is one column; a cell holds the subject with its room, maybe with the teacher."""

    key = "singles"
    title = "Предмет и кабинет в одной ячейке"

    def blocks(self, grid: Grid, at: Pointing) -> list[Block]:
        header, slot = at.header_row or 0, at.slot_column or 0
        return [Block(name, (header, column), slot, column) for column, name in heads_of(grid, header, after=slot)]

    def lesson(self, grid: Grid, block: Block, row: int) -> tuple[list[Part], list[Cell]]:
        parts = parts_of(grid.value((row, block.subject)))
        return (parts, [(row, block.subject)]) if parts else ([], [])


class RoomBelow(Singles):
    """A class is one column, a lesson is several rows: the subject, under it its room or teacher."""

    key = "below"
    title = "Кабинет строкой ниже предмета"

    def lesson(self, grid: Grid, block: Block, row: int) -> tuple[list[Part], list[Cell]]:
        if not slot_of(grid.own((row, block.slot))):
            return [], []
        cells = [(row, block.subject)]
        while cells[-1][0] + 1 < grid.height and self.is_below(grid, block, cells[-1][0] + 1):
            cells.append((cells[-1][0] + 1, block.subject))
        parts = parts_of("\n".join(text for cell in cells if (text := grid.own(cell))))
        return (parts, cells) if parts else ([], [])

    def is_below(self, grid: Grid, block: Block, row: int) -> bool:
        """The row goes on with the lesson above: it has no number of its own."""
        return not grid.own((row, block.slot)) and class_key(grid.own((row, block.subject))) != class_key(
            block.school_class
        )
