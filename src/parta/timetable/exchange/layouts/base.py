"""What every layout of a sheet shares: where the classes, the weekdays and the lesson numbers stand."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...names import class_of, weekday_of
from ..grid import Cell, Grid, Scan

HEAD_ROWS = 20  # the heading stands among the first rows
HEAD_WORDS = re.compile(
    r"(дни?( недели)?|день( недели)?|№( ?урока| ?п/?п)?|n|уроки?|номер( урока)?|время|звонки|предмет|дисциплина|"
    r"каб\.?|кабинет|класс|классы|учитель|уч\.?)$",
    re.IGNORECASE,
)
TIMES = re.compile(r"\d{1,2}[:.]\d\d(\s*[-–—]\s*\d{1,2}[:.]\d\d)?$")


@dataclass(frozen=True, slots=True)
class Pointing:
    """Where to look, counted from 0. What is None, and an empty layout, the recogniser finds by itself."""

    layout: str = ""
    header_row: int | None = None
    weekday_column: int | None = None
    slot_column: int | None = None


class Layout(ABC):
    """One way schools lay a timetable out. To teach the recogniser another, write one and list it in `layouts`."""

    key: str
    title: str
    header_label = "Строка с классами"
    slot_label = "Столбец номеров уроков"

    def score(self, grid: Grid, at: Pointing) -> int:
        """How well this layout explains the sheet; -1 when it does not at all."""
        found = self.find(grid, at)
        return -1 if found is None else self.read(grid, found).score

    @abstractmethod
    def find(self, grid: Grid, at: Pointing) -> Pointing | None:
        """Fill in what `at` leaves open; None when the sheet can't be of this layout."""

    @abstractmethod
    def read(self, grid: Grid, at: Pointing) -> Scan:
        """Read the sheet; `at` is what `find` returned."""


def class_row(grid: Grid, at: Pointing) -> int | None:
    """The row of class names: the pointed one, or the first of those with most names."""
    if at.header_row is not None:
        return at.header_row
    rows = range(min(HEAD_ROWS, grid.height))
    return most(rows, lambda row: sum(class_of(grid.own((row, column))) is not None for column in range(grid.width)))


def weekday_column(grid: Grid, at: Pointing) -> int | None:
    if at.weekday_column is not None:
        return at.weekday_column
    return most(range(grid.width), lambda column: hits(grid.column(column), weekday_of))


def hits(texts: Sequence[str], reader: Callable[[str], object]) -> int:
    """How many of the texts the reader understands."""
    return sum(reader(text) is not None for text in texts)


def most(places: Sequence[int], count: Callable[[int], int]) -> int | None:
    """The place with the highest count, the first of equals; None when all counts are 0."""
    best = max(places, key=count, default=None)
    return best if best is not None and count(best) else None


def sheet_weekday(grid: Grid) -> int | None:
    """A sheet named «Понедельник» is all of that day."""
    return weekday_of(grid.name)


def row_weekday(grid: Grid, at: Pointing, row: int) -> tuple[int, Cell] | None:
    """The weekday that begins on this row: in its column, or alone in the row (a joined line «ВТОРНИК»)."""
    filled = [(row, column) for column in range(grid.width) if grid.own((row, column))]
    lone = filled if len(filled) == 1 else []
    pointed = [(row, at.weekday_column)] if at.weekday_column is not None else []
    for cell in pointed + lone:
        day = weekday_of(grid.own(cell))
        if day:
            return day, cell
    return None


def take_head(scan: Scan, *rows: int) -> None:
    """Words like «День», «№ урока» of the heading are understood."""
    grid = scan.grid
    for row in rows:
        scan.take(*((row, column) for column in range(grid.width) if HEAD_WORDS.match(grid.own((row, column)))))


def lose_times(scan: Scan) -> None:
    """Times of lessons in the sheet are told once, not cell by cell."""
    times = [cell for cell in scan.left if TIMES.match(scan.grid.own(cell).replace("\n", " "))]
    scan.lose(times, "Время уроков из таблицы не переносится: звонки настраиваются отдельно.")
