"""Operations of a journal page: the body of a request checked and turned into typed values.

The wire form is that of docs/reference/journal-protocol.md; the practice class speaks it too.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from .cells import CellContent, MarkContent

MOST_OPS = 500
LONGEST_TOPIC = 500
BIGGEST_KEY = 2**63 - 1
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


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


class MalformedBody(ValueError):
    """The body is not a batch of operations at all; the words say where it went wrong."""


class Unreadable(ValueError):
    """One operation, or the content of one cell, cannot be read."""


def read_body(body: bytes) -> dict[str, Any]:
    """Decode the body; raises MalformedBody unless it is a JSON object."""
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise MalformedBody("Тело запроса не разобрано: это не JSON") from None
    if not isinstance(read, dict):
        raise MalformedBody("Тело запроса должно быть объектом с ключом ops")
    return read


def read_ops(body: dict[str, Any]) -> list[Op]:
    """Read the operations. An unreadable one with a number becomes a BadOp; without a number it is MalformedBody."""
    raw = body.get("ops")
    if not isinstance(raw, list):
        raise MalformedBody("Нет списка операций ops")
    if len(raw) > MOST_OPS:
        raise MalformedBody(f"Операций больше {MOST_OPS}: пошлите их частями")
    return [_read_op(op, place) for place, op in enumerate(raw, start=1)]


def _read_op(raw: Any, place: int) -> Op:
    if not isinstance(raw, dict):
        raise MalformedBody(f"Операция {place} не объект")
    try:
        key = UUID(raw["id"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise MalformedBody(f"У операции {place} нет номера id") from None
    try:
        return _cell_op(key, raw) if "cell" in raw else _record_op(key, raw)
    except Unreadable as error:
        return BadOp(key, str(error))


def _cell_op(key: UUID, raw: dict[str, Any]) -> CellOp:
    return CellOp(key, _whole(raw, "lesson"), _whole(raw, "pupil"), _whole(raw, "seen"), read_content(raw["cell"]))


def _record_op(key: UUID, raw: dict[str, Any]) -> RecordOp:
    record = raw.get("record")
    if not isinstance(record, dict) or not record.keys() & {"kind", "topic"}:
        raise Unreadable("В операции нет ни клетки, ни записи урока")
    topic = _text(record["topic"], LONGEST_TOPIC, "Тема") if "topic" in record else None
    return RecordOp(
        id=key,
        lesson_id=_whole(raw, "lesson"),
        seen=_whole(raw, "seen"),
        topic=topic,
        sets_kind="kind" in record,
        kind_id=_number_or_none(record.get("kind"), "Вид работы"),
    )


def read_content(raw: Any) -> CellContent:
    """[absence, late, comment, marks] as it goes over the wire; raises Unreadable."""
    absence, late, comment, marks = _parts(raw, 4, "Клетка")
    if not isinstance(marks, list):
        raise Unreadable("Отметки клетки должны быть списком")
    return CellContent(
        _text(absence, 1, "Пропуск"),
        _number_or_none(late, "Опоздание"),
        _text(comment, 500, "Комментарий"),
        tuple(_mark(mark) for mark in marks),
    )


def wire(cell: CellContent) -> list[Any]:
    """The content as it goes over the wire."""
    marks = [[*mark[:5], int(mark.retakes), mark.due_on and mark.due_on.isoformat()] for mark in cell.marks]
    return [cell.absence, cell.late, cell.comment, marks]


def _mark(raw: Any) -> MarkContent:
    value, word, kind, comment, part, retakes, due_on = _parts(raw, 7, "Отметка")
    if not (retakes in (0, 1) and isinstance(retakes, int)):
        raise Unreadable("Признак «вместо предыдущей» должен быть 0 или 1")
    return MarkContent(
        value=_number_or_none(value, "Отметка"),
        word=_text(word, 5, "Отметка словом"),
        kind_id=_number_or_none(kind, "Вид работы"),
        comment=_text(comment, 500, "Комментарий"),
        part=_number_or_none(part, "Часть отметки") or 0,
        retakes=bool(retakes),
        due_on=_day(due_on),
    )


def _parts(raw: Any, size: int, what: str) -> list[Any]:
    if not isinstance(raw, list) or len(raw) != size:
        raise Unreadable(f"{what}: нужен список из {size} частей")
    return raw


def _whole(raw: dict[str, Any], name: str) -> int:
    value = raw.get(name)
    if not _is_number(value):
        raise Unreadable(f"{name} должно быть числом")
    return value  # type: ignore[return-value]


def _number_or_none(value: Any, what: str) -> int | None:
    if value is None:
        return None
    if not _is_number(value):
        raise Unreadable(f"{what}: нужно целое число")
    return value  # type: ignore[no-any-return]


def _is_number(value: Any) -> bool:
    """A whole number a key may be; True and False are not."""
    return type(value) is int and 0 <= value <= BIGGEST_KEY


def _text(value: Any, longest: int, what: str) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"{what}: нужен текст")
    if "\x00" in value:
        raise Unreadable(f"{what}: в тексте недопустимый знак")
    if len(value) > longest:
        raise Unreadable(f"{what}: не длиннее {longest} знаков")
    return value.strip()


def _day(value: Any) -> date | None:
    if value is None:
        return None
    try:
        if isinstance(value, str) and ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Unreadable("Срок: нужна дата вида 2026-11-23")
