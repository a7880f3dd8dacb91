"""Operations of the practice grid, and what is answered to each; the wire form of the journal's protocol.

The practice class has its own small reading of them, because the journal's stands on a floor above.
"""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from .cells import Content, Unreadable, read_content

MOST_OPS = 500
LONGEST_TOPIC = 500


@dataclass(frozen=True, slots=True)
class CellOp:
    """The whole wanted content of one cell, typed over the version `seen` (0: over nothing)."""

    id: UUID
    lesson: int
    pupil: int
    seen: int
    cell: Content


@dataclass(frozen=True, slots=True)
class ColumnOp:
    """The column of a lesson; the kind is set only when `sets_kind`, the topic when it is not None."""

    id: UUID
    lesson: int
    seen: int
    sets_kind: bool
    kind: int | None
    topic: str | None


@dataclass(frozen=True, slots=True)
class BadOp:
    """An operation of which only the number could be read."""

    id: UUID
    why: str


Op = CellOp | ColumnOp | BadOp


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
    cell: tuple[int, int, int, Content] | None = None  # lesson, pupil, version
    column: Column | None = None
    at: str = ""  # «9:05»


class Malformed(ValueError):
    """The body is not a batch of operations at all."""


def read_ops(body: Any) -> list[Op]:
    """Read `{"ops": […]}`; raises Malformed. An unreadable operation with a number becomes a BadOp."""
    raw = body.get("ops") if isinstance(body, dict) else None
    if not isinstance(raw, list):
        raise Malformed("Нет списка операций ops")
    if len(raw) > MOST_OPS:
        raise Malformed(f"Операций больше {MOST_OPS}: пошлите их частями")
    return [_read(op) for op in raw]


def _read(raw: Any) -> Op:
    try:
        key = UUID(raw["id"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Malformed("У операции нет номера id") from None
    try:
        if "cell" in raw:
            cell = read_content(raw["cell"])
            return CellOp(key, _key(raw, "lesson"), _key(raw, "pupil"), _key(raw, "seen"), cell)
        return _column(key, raw)
    except Unreadable as error:
        return BadOp(key, str(error))


def _column(key: UUID, raw: dict[str, Any]) -> ColumnOp:
    record = raw.get("record")
    if not isinstance(record, dict) or not record.keys() & {"kind", "topic"}:
        raise Unreadable("В операции нет ни клетки, ни записи урока")
    kind = record.get("kind")
    if kind is not None and type(kind) is not int:
        raise Unreadable("Вид работы: нужно целое число")
    topic = record.get("topic")
    if topic is not None and not (isinstance(topic, str) and len(topic) <= LONGEST_TOPIC and "\x00" not in topic):
        raise Unreadable(f"Тема: нужен текст не длиннее {LONGEST_TOPIC} знаков")
    return ColumnOp(key, _key(raw, "lesson"), _key(raw, "seen"), "kind" in record, kind, topic and topic.strip())


def _key(raw: dict[str, Any], name: str) -> int:
    value = raw.get(name)
    if type(value) is not int or not 0 <= value < 2**63:
        raise Unreadable(f"{name} должно быть числом")
    return value
