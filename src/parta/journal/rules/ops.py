"""Operations of the journal page and what the server answers to each; docs/reference/journal-protocol.md."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from .marks import CellContent

Status = Literal["applied", "clash", "refused"]


@dataclass(frozen=True, slots=True)
class CellOp:
    """The whole wanted content of one cell, typed over the version `seen` (0: over nothing)."""

    id: UUID
    lesson_id: int
    pupil_id: int
    seen: int
    cell: CellContent


@dataclass(frozen=True, slots=True)
class RecordOp:
    """The column of a lesson. None leaves the topic as it is; the kind is set only when `sets_kind`."""

    id: UUID
    lesson_id: int
    seen: int
    topic: str | None
    sets_kind: bool
    kind_id: int | None


@dataclass(frozen=True, slots=True)
class BadOp:
    """An operation that could not be read; only its number could."""

    id: UUID
    why: str


Op = CellOp | RecordOp | BadOp


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
