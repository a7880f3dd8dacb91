"""The layout with three columns a class."""

from ...names import class_of, clean, split_rooms
from ..cells import Part
from ..grid import Cell, Grid
from .base import Pointing
from .columns import Block, Columns, is_numbers, is_words


class Triples(Columns):
    """Three columns a class: number, subject, room. The class's name may stand over any of the three."""

    key = "triples"
    title = "У каждого класса три столбца: номер, предмет, кабинет"
    slot_label = "Первый столбец номеров"

    def slots(self, grid: Grid, at: Pointing) -> int | None:
        return next(iter(self.all_slots(grid, at)), None)

    def all_slots(self, grid: Grid, at: Pointing) -> list[int]:
        """Columns of numbers with a column of words to the right."""
        header, first = at.header_row or 0, at.slot_column
        columns = range(0 if first is None else first, grid.width - 1)
        return [
            column
            for column in columns
            if column != at.weekday_column and (column == first or is_numbers(grid, column, header))
            and is_words(grid, column + 1, header)
        ]  # fmt: skip

    def blocks(self, grid: Grid, at: Pointing) -> list[Block]:
        header, blocks = at.header_row or 0, []
        for slot in self.all_slots(grid, at):
            if not grid.column(slot + 2, below=header):
                continue
            for column in range(slot, min(slot + 3, grid.width)):
                if class_of(grid.own((header, column))):
                    name = clean(grid.own((header, column)))
                    blocks.append(Block(name, (header, column), slot, slot + 1, (slot + 2,)))
                    break
        return blocks

    def lesson(self, grid: Grid, block: Block, row: int) -> tuple[list[Part], list[Cell]]:
        subject, room = grid.value((row, block.subject)), grid.value((row, block.beside[0]))
        if not subject:
            return [], []
        part = Part(clean(subject), tuple(split_rooms(room)))
        return [part], [(row, block.subject), (row, block.beside[0])]
