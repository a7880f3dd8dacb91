"""A timetable read from a file, as plain values: its lines, who is taught together, and what was not understood."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import time
from enum import StrEnum
from typing import Any

from .names import ClassName
from .rules import EVERY, BellTime


@dataclass(frozen=True, slots=True)
class GroupKey:
    """Who is taught together, in the file's own words.

    `part` is empty for all pupils of the classes, else «1», «2» … or the file's name of the group; `subject` is empty
    where the group does not depend on the subject.
    """

    classes: tuple[str, ...]
    subject: str = ""
    part: str = ""

    @property
    def is_whole(self) -> bool:
        return len(self.classes) == 1 and not self.part

    @property
    def is_mixed(self) -> bool:
        return len(self.classes) > 1

    @property
    def text(self) -> str:
        """The key as one string, for the choices kept between imports."""
        return " | ".join([" + ".join(self.classes), self.subject, self.part])


@dataclass(frozen=True, slots=True)
class Line:
    """One lesson of the week for one group. `where` names the cell or the card; empty teacher and room are unknown."""

    where: str
    group: GroupKey
    subject: str
    teacher: str
    room: str
    weekday: int
    slot: int
    weeks: str = EVERY


class Grade(StrEnum):
    """How bad a trouble is: what is LOST stays out of the timetable, a GUESS gets in as told, a NOTE is about all."""

    LOST = "lost"
    GUESS = "guess"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Trouble:
    """`where` is «Лист «7 класс», F12» or «card …»; `units` says how many cells or cards it is about."""

    where: str
    what: str
    grade: Grade = Grade.LOST
    units: int = 1


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How one sheet was read; rows and columns count from 0, None where the layout has none. `layout` may be empty."""

    name: str
    layout: str
    header_row: int | None = None
    weekday_column: int | None = None
    slot_column: int | None = None
    lessons: int = 0
    cells: int = 0
    understood: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file. `total` counts non-blank cells, or cards; each is understood or lost, so the two make the total."""

    lines: Sequence[Line] = field(default_factory=list)
    troubles: Sequence[Trouble] = field(default_factory=list)
    classes: Sequence[ClassName] = field(default_factory=list)
    bells: Sequence[BellTime] = field(default_factory=list)
    sheets: Sequence[SheetReading] = field(default_factory=list)
    unit: str = "ячейки,ячеек,ячеек"  # as after «из»
    total: int = 0
    understood: int = 0
    lost: int = 0
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # group without part → room or teacher → part


def to_json(reading: Reading) -> dict[str, Any]:
    return asdict(reading) | {
        "bells": [[bell.slot, f"{bell.starts_at:%H:%M}", f"{bell.ends_at:%H:%M}"] for bell in reading.bells]
    }


def from_json(stored: Mapping[str, Any]) -> Reading:
    """What `to_json` made, whole again."""
    return Reading(
        lines=[Line(**line | {"group": _group(line["group"])}) for line in stored["lines"]],
        troubles=[Trouble(**trouble | {"grade": Grade(trouble["grade"])}) for trouble in stored["troubles"]],
        classes=[ClassName(**name) for name in stored["classes"]],
        bells=[
            BellTime(slot, time.fromisoformat(start), time.fromisoformat(end)) for slot, start, end in stored["bells"]
        ],
        sheets=[SheetReading(**sheet) for sheet in stored["sheets"]],
        **{name: stored[name] for name in ("unit", "total", "understood", "lost", "labels")},
    )


def _group(stored: Mapping[str, Any]) -> GroupKey:
    return GroupKey(tuple(stored["classes"]), stored["subject"], stored["part"])
