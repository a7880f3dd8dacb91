"""A sheet as a timetable sees it: clean text, joined cells, and an account of what became of every filled cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time

from parta.lib.sheets import Sheet, Value, cell_name

from ..lines import Grade, Trouble
from ..names import clean
from ..rules import EVERY

Cell = tuple[int, int]  # row, column, both from 0


@dataclass(frozen=True, slots=True)
class Raw:
    """A lesson of one class as it stands in the sheet: «Английский язык» in rooms 331 and 436 is one of these."""

    where: str
    school_class: str
    weekday: int
    slot: int
    subject: str
    rooms: tuple[str, ...] = ()
    teachers: tuple[str, ...] = ()
    weeks: str = EVERY


class Grid:
    """Read-only view of a sheet. A joined cell has its value everywhere it covers (`value`), but one home (`top`)."""

    def __init__(self, sheet: Sheet) -> None:
        self.name = clean(sheet.name)
        self.rows = [[text_of(value) for value in row] for row in sheet.rows]
        self.height = len(self.rows)
        self.width = max((len(row) for row in self.rows), default=0)
        self.tops = {
            (row, column): (first_row, first_column)
            for first_row, first_column, last_row, last_column in sheet.merged
            for row in range(first_row, min(last_row, self.height - 1) + 1)
            for column in range(first_column, min(last_column, self.width - 1) + 1)
        }
        self.filled = {cell for cell in self.cells() if self.own(cell)}

    def cells(self) -> Iterator[Cell]:
        return ((row, column) for row in range(self.height) for column in range(len(self.rows[row])))

    def own(self, cell: Cell) -> str:
        """The text written in this very cell; empty beyond the edges."""
        row, column = cell
        return self.rows[row][column] if 0 <= row < self.height and 0 <= column < len(self.rows[row]) else ""

    def top(self, cell: Cell) -> Cell:
        return self.tops.get(cell, cell)

    def value(self, cell: Cell) -> str:
        return self.own(self.top(cell))

    def where(self, cell: Cell) -> str:
        return f"Лист «{self.name}», {cell_name(*cell)}"

    def column(self, column: int, *, below: int = -1) -> list[str]:
        """Filled texts of a column under the row `below`."""
        return [text for row in range(below + 1, self.height) if (text := self.own((row, column)))]


def text_of(value: Value) -> str:
    """The cell as text, line by line without spare spaces; 327.0 is «327», 8:30 is «8:30»."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    return "\n".join(line for line in map(clean, str(value).splitlines()) if line)


@dataclass
class Scan:
    """What a layout found on a sheet. Every filled cell ends among `used`, or `listed` with its trouble."""

    grid: Grid
    lessons: list[Raw] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    used: set[Cell] = field(default_factory=set)
    listed: set[Cell] = field(default_factory=set)

    def take(self, *cells: Cell) -> None:
        self.used.update(cell for cell in map(self.grid.top, cells) if cell in self.grid.filled)

    def lose(self, cells: Iterable[Cell], what: str) -> None:
        """List cells that do not get into the timetable; cells already accounted for are not listed again."""
        fresh = sorted({top for top in map(self.grid.top, cells) if top in self.grid.filled} - self.used - self.listed)
        if fresh:
            self.listed.update(fresh)
            self.troubles.append(Trouble(self.grid.where(fresh[0]), what, Grade.LOST, len(fresh)))

    def guess(self, cell: Cell, what: str) -> None:
        self.troubles.append(Trouble(self.grid.where(cell), what, Grade.GUESS))

    @property
    def left(self) -> list[Cell]:
        return sorted(self.grid.filled - self.used - self.listed)

    @property
    def score(self) -> int:
        """How well the layout fits: cells it explains less those it does not; below zero without lessons."""
        return 2 * len(self.used) - len(self.grid.filled) if self.lessons else -1
