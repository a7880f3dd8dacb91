"""The layout with classes one under another: days and lesson numbers go across."""

from dataclasses import dataclass, replace
from itertools import pairwise

from ...names import class_of, clean, slot_of, weekday_of
from ..cells import parts_of
from ..grid import Cell, Grid, Raw, Scan
from .base import HEAD_ROWS, Layout, Pointing, hits, lose_times, most, sheet_weekday, take_head


@dataclass(frozen=True, slots=True)
class Hour:
    column: int
    weekday: int | None
    slot: int


class ClassRows(Layout):
    """A class is a row, or two: subjects, and under them rooms. Over the lessons stand their numbers and the days."""

    key = "rows"
    title = "Классы строками: предметы, под ними кабинеты"
    header_label = "Строка номеров уроков"
    slot_label = "Столбец классов"

    def find(self, grid: Grid, at: Pointing) -> Pointing | None:
        header, classes = at.header_row, at.slot_column
        if header is None:
            header = most(
                range(min(HEAD_ROWS, grid.height)),
                lambda row: sum(slot_of(grid.own((row, column))) is not None for column in range(grid.width)),
            )
        if classes is None:
            classes = most(range(grid.width), lambda column: hits(grid.column(column), class_of))
        if header is None or classes is None:
            return None
        return replace(at, layout=self.key, header_row=header, slot_column=classes, weekday_column=None)

    def read(self, grid: Grid, at: Pointing) -> Scan:
        scan, header, classes = Scan(grid), at.header_row or 0, at.slot_column or 0
        take_head(scan, *range(header + 1))
        hours = self.hours(scan, header, classes)
        starts = [row for row in range(header + 1, grid.height) if class_of(grid.own((row, classes)))]
        tall = min((later - earlier for earlier, later in pairwise(starts)), default=2)  # rows a class
        for start, end in zip(starts, [*starts[1:], None], strict=False):
            scan.take((start, classes))
            for hour in hours:
                self.read_hour(
                    scan,
                    hour,
                    [(row, hour.column) for row in range(start, end or min(start + tall, grid.height))],
                    (start, classes),
                )
        lose_times(scan)
        return scan

    def hours(self, scan: Scan, header: int, classes: int) -> list[Hour]:
        """The lessons the columns stand for: their numbers, and the day over each or to its left."""
        grid, day, hours = scan.grid, sheet_weekday(scan.grid), []
        for column in range(classes + 1, grid.width):
            for row in range(header):
                told = weekday_of(grid.own((row, column)))
                if told:
                    day = told
                    scan.take((row, column))
            slot = slot_of(grid.own((header, column)))
            if slot is not None:
                scan.take((header, column))
                hours.append(Hour(column, day, slot))
        return hours

    def read_hour(self, scan: Scan, hour: Hour, cells: list[Cell], name: Cell) -> None:
        grid = scan.grid
        parts = parts_of("\n".join(text for cell in cells if (text := grid.own(cell))))
        if not parts:
            return
        if hour.weekday is None:
            scan.lose(cells, "Не понято, какой это день недели.")
            return
        scan.take(*cells)
        scan.lessons.extend(
            Raw(
                grid.where(cells[0]), clean(grid.own(name)), hour.weekday, hour.slot,
                part.subject, part.rooms, part.teachers, part.weeks,
            )
            for part in parts
        )  # fmt: skip
