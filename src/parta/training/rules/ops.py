"""What is answered to each operation of the practice grid; docs/reference/journal-protocol.md."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from parta.grading.cells import CellContent


@dataclass(frozen=True, slots=True)
class Column:
    kind: int | None
    topic: str


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one operation. `cell` or `column` is what is stored now, told with a clash or a refusal."""

    id: UUID
    status: Literal["applied", "clash", "refused"]
    version: int = 0
    why: str = ""
    cell: tuple[int, int, int, CellContent] | None = None  # lesson, pupil, version
    column: Column | None = None
    at: str = ""  # «9:05»
