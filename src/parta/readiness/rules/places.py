"""One line of a file of work places, and how it travels in a sealed form."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """`row` is its number as a spreadsheet counts; `fields` are those of the work place besides room and number."""

    row: int
    room: str
    number: int
    fields: dict[str, Any] = field(default_factory=dict)


def packed(lines: Iterable[PlaceLine]) -> list[list[Any]]:
    """As JSON can carry them: days as ISO text."""
    return [
        [line.row, line.room, line.number,
         {name: value.isoformat() if isinstance(value, date) else value for name, value in line.fields.items()}]
        for line in lines
    ]  # fmt: skip


def unpacked(values: list[list[Any]]) -> list[PlaceLine]:
    return [
        PlaceLine(row, room, number, {
            name: date.fromisoformat(value) if name == "checked_on" else value for name, value in fields.items()
        })
        for row, room, number, fields in values
    ]  # fmt: skip
