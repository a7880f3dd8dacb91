"""What the server answers to each operation of the journal page; docs/reference/journal-protocol.md."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from parta.grading.cells import CellContent

Status = Literal["applied", "clash", "refused"]


@dataclass(frozen=True, slots=True)
class StoredCell:
    """What the database holds of a cell; version 0 when it holds nothing yet."""

    lesson_id: int
    pupil_id: int
    version: int
    content: CellContent


@dataclass(frozen=True, slots=True)
class StoredRecord:
    lesson_id: int
    version: int
    kind_id: int | None
    topic: str


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one operation.

    `stored` is what is there now, told with a clash or a refusal, and where another letter than asked was written.
    """

    id: UUID
    status: Status
    version: int | None = None
    why: str = ""
    stored: StoredCell | StoredRecord | None = None
    by: str = ""
    at: str = ""  # «9:05», or «23.11, 9:05» on another day
