"""Layouts with classes side by side: the days and the lessons go down, each class has a column or several."""

import re
from abc import abstractmethod
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ...names import class_of, clean, key, slot_of
from ..cells import Part
from ..grid import Cell, Grid, Raw, Scan
from .base import (
    Layout,
    Pointing,
    class_row,
    hits,
    lose_times,
    most,
    row_weekday,
    sheet_weekday,
    take_head,
    weekday_column,
)

ROOM_HEAD = re.compile(r"каб", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """The columns of one class. `slot` may be shared by all of them."""

    school_class: str
    head: Cell
    slot: int
    subject: int
    beside: tuple[int, ...] = ()  # columns of rooms and teachers


@dataclass
class Place:
    """Where on the sheet the reading stands."""

    row: int
    day: int | None
    last: dict[int, int] = field(default_factory=dict)  # block's subject column → the last lesson number of the day
    seen: set[tuple[object, ...]] = field(default_factory=set)


class Columns(Layout):
    """The walk down the sheet; how a class's cells make a lesson is each layout's own."""

    @abstractmethod
    def blocks(self, grid: Grid, at: Pointing) -> list[Block]: ...

    @abstractmethod
    def lesson(self, grid: Grid, block: Block, row: int) -> tuple[list[Part], list[Cell]]:
        """The lessons at a row with the cells they were read from; no lessons where the subject is blank."""

    def find(self, grid: Grid, at: Pointing) -> Pointing | None:
        header = class_row(grid, at)
        if header is None:
            return None
        found = replace(at, layout=self.key, header_row=header, weekday_column=weekday_column(grid, at))
        found = replace(found, slot_column=self.slots(grid, found))
        return found if found.slot_column is not None else None

    def slots(self, grid: Grid, at: Pointing) -> int | None:
        """The shared column of lesson numbers: left of the first class."""
        if at.slot_column is not None:
            return at.slot_column
        header = at.header_row or 0
        heads = [column for column in range(grid.width) if class_of(grid.own((header, column)))]
        return most(range(min(heads, default=0)), lambda column: hits(grid.column(column, below=header), slot_of))

    def read(self, grid: Grid, at: Pointing) -> Scan:
        scan, blocks = Scan(grid), self.blocks(grid, at)
        take_head(scan, at.header_row or 0, (at.header_row or 0) + 1)
        scan.take(*(block.head for block in blocks))
        place = Place(row=0, day=sheet_weekday(grid))
        for row in range(at.header_row or 0, grid.height):
            place.row = row
            told = row_weekday(grid, at, row)
            if told:
                place.day, place.last = told[0], {}
                scan.take(told[1])
            for block in blocks if row != at.header_row else []:
                self.read_hour(scan, block, place)
        lose_times(scan)
        return scan

    def read_hour(self, scan: Scan, block: Block, place: Place) -> None:
        grid, row = scan.grid, place.row
        parts, cells = self.lesson(grid, block, row)
        number = (row, block.slot)
        slot = slot_of(grid.value(number)) if grid.value(number) else None
        if slot is not None:
            scan.take(number)
        if self.is_tall(grid, block, place, slot):
            return
        if not parts:
            self.read_blank(scan, block, place, slot)
            return
        fault = fault_of(grid, number, slot, place, block)
        if fault:
            scan.lose([*cells, *([number] if slot is None else [])], fault)
            return
        if not grid.value(number):
            scan.guess(cells[0], f"Номер урока не указан: взят {place.last[block.subject]}-й, как строкой выше.")
        place.last[block.subject] = slot = place.last[block.subject] if slot is None else slot
        self.add(scan, block, place, parts, cells, slot)

    def is_tall(self, grid: Grid, block: Block, place: Place, slot: int | None) -> bool:
        """A subject joined down over rows of one lesson is read once, on its first row."""
        top = grid.top((place.row, block.subject))
        return top[0] < place.row and (slot is None or slot == place.last.get(block.subject))

    def read_blank(self, scan: Scan, block: Block, place: Place, slot: int | None) -> None:
        """A numbered hour without a lesson is free; a room without a subject is told."""
        if slot is not None:
            place.last[block.subject] = slot
        scan.lose([(place.row, column) for column in block.beside], "Кабинет или учитель без предмета.")

    def add(self, scan: Scan, block: Block, place: Place, parts: list[Part], cells: list[Cell], slot: int) -> None:
        assert place.day is not None
        fresh = []
        for part in parts:
            mark = (block.subject, place.day, slot, key(part.subject), part.rooms, part.teachers, part.weeks)
            if mark not in place.seen:
                place.seen.add(mark)
                fresh.append(part)
        if not fresh:
            scan.lose(
                [*cells, (place.row, block.slot)],
                f"{parts[0].subject}: {slot}-й урок повторяется в тот же день. Проверьте номер урока.",
            )
            return
        scan.take(*cells)
        where = scan.grid.where(scan.grid.top((place.row, block.subject)))
        scan.lessons.extend(
            Raw(where, block.school_class, place.day, slot, part.subject, part.rooms, part.teachers, part.weeks)
            for part in fresh
        )


def fault_of(grid: Grid, number: Cell, slot: int | None, place: Place, block: Block) -> str:
    """Why a lesson can't be placed, in Russian; empty when it can."""
    if place.day is None:
        return "Не понято, какой это день недели."
    if slot is None and grid.value(number):
        return f"Номер урока не понят: «{clean(grid.value(number))}»."
    if slot is None and block.subject not in place.last:
        return "Номер урока не указан, и выше в этот день его тоже нет."
    return ""


def heads_of(grid: Grid, row: int, *, after: int) -> list[tuple[int, str]]:
    """Columns of the heading with a class's name, right of the column `after`."""
    return [
        (column, clean(grid.own((row, column))))
        for column in range(after + 1, grid.width)
        if class_of(grid.own((row, column)))
    ]


def is_numbers(grid: Grid, column: int, header: int) -> bool:
    """Mostly numbers of lessons that count up; rooms are numbers too, but they jump or stand still, and say «Каб.»."""
    texts = grid.column(column, below=header)
    if any(ROOM_HEAD.match(grid.own((row, column))) for row in (header, header + 1)):
        return False
    slots = [slot for text in texts if (slot := slot_of(text)) is not None]
    steps = [later - earlier for earlier, later in pairwise(slots)]
    up, level = steps.count(1), steps.count(0)
    return len(slots) * 5 > len(texts) * 3 and (up + level) * 2 >= len(steps) and up * 4 >= len(steps)


def is_words(grid: Grid, column: int, header: int) -> bool:
    texts = grid.column(column, below=header)
    return sum(any(map(str.isalpha, text)) and slot_of(text) is None for text in texts) * 5 > len(texts) * 3
