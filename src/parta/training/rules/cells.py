"""What a practice cell may hold: the wire form of docs/reference/journal-protocol.md, on the five-point scale."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

VALUES = (2, 3, 4, 5)
OWED = "•"
WORDS = ("зач", "незач", "осв", "н/а", OWED)
ABSENCES = {
    "н": "причина не выяснена",
    "б": "по болезни",
    "у": "по уважительной причине",
    "п": "без уважительной причины",
}
MOST_MARKS = 8
MOST_LATE = 240  # minutes
LONGEST = 500  # letters of a comment


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work; `tone` is a role of the styles."""

    number: int
    name: str
    short: str
    tone: str
    weight: int
    counts: bool = True


# The practice class has kinds of its own, as a school begins with them.
KINDS = {
    kind.number: kind
    for kind in (
        Kind(1, "ответ на уроке", "ОТ", "plain", 1),
        Kind(2, "домашняя работа", "ДР", "away", 1),
        Kind(3, "самостоятельная работа", "СР", "fair", 2),
        Kind(4, "контрольная работа", "КР", "fail", 3),
        Kind(5, "диктант", "ДК", "fail", 3),
        Kind(6, "диагностическая работа", "ДГ", "weak", 0, counts=False),
    )
}
DEFAULT_KIND = 1


class Mark(NamedTuple):
    value: int | None
    word: str = ""
    kind: int | None = None  # None: the column's
    comment: str = ""
    part: int = 0  # 1, 2 of a double mark «4/5»
    retakes: bool = False  # «2→4»
    due: str | None = None  # ISO day, only of the point


class Content(NamedTuple):
    absence: str = ""
    late: int | None = None  # minutes
    comment: str = ""
    marks: tuple[Mark, ...] = ()


EMPTY = Content()


class Unreadable(ValueError):
    """A cell came in a form that no page sends; the words are for the person."""


def read_content(raw: Any) -> Content:
    """[absence, late, comment, marks] → Content; raises Unreadable."""
    absence, late, comment, marks = _parts(raw, 4)
    if not isinstance(marks, list):
        raise Unreadable("Отметки клетки должны быть списком")
    return Content(_text(absence), _number(late), _text(comment), tuple(_read_mark(mark) for mark in marks))


def _read_mark(raw: Any) -> Mark:
    value, word, kind, comment, part, retakes, due = _parts(raw, 7)
    return Mark(
        _number(value), _text(word), _number(kind), _text(comment), _number(part) or 0, bool(retakes), _day(due)
    )


def _parts(raw: Any, size: int) -> list[Any]:
    if not isinstance(raw, list) or len(raw) != size:
        raise Unreadable("Клетка записана не так, как её пишет журнал")
    return raw


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or "\x00" in raw or len(raw) > LONGEST:
        raise Unreadable(f"Нужен текст не длиннее {LONGEST} знаков")
    return raw.strip()


def _number(raw: Any) -> int | None:
    if raw is not None and (type(raw) is not int or not 0 <= raw <= 1000):
        raise Unreadable("Нужно целое число")
    return raw


def _day(raw: Any) -> str | None:
    if raw is None:
        return None
    try:
        return date.fromisoformat(raw).isoformat()
    except (TypeError, ValueError):
        raise Unreadable("Срок: нужна дата вида 2026-11-23") from None


def why_not(cell: Content) -> str:
    """Say why the cell may not hold this; "" when it may. The journal's own rules, for one scale."""
    if cell.absence and cell.absence not in ABSENCES:
        return "Такого обозначения пропуска нет"
    if cell.absence and cell.late is not None:
        return "Отсутствие и опоздание вместе не ставятся"
    if cell.late is not None and not 1 <= cell.late <= MOST_LATE:
        return f"Опоздание пишется в минутах, от 1 до {MOST_LATE}"
    if len(cell.marks) > MOST_MARKS:
        return f"В клетке не больше {MOST_MARKS} отметок"
    return next((why for mark in cell.marks if (why := _why_not_mark(mark))), "")


def _why_not_mark(mark: Mark) -> str:
    if (mark.value is None) == (not mark.word):
        return "Отметка должна быть числом или словом"
    if mark.word and mark.word not in WORDS:
        return f"Отметки «{mark.word[:10]}» нет"
    if mark.value is not None and mark.value not in VALUES:
        return f"Отметки {mark.value} на этой шкале нет"
    if mark.kind is not None and mark.kind not in KINDS:
        return "Такого вида работы нет"
    return "У двойной отметки две части" if mark.part > 2 else ""


def wire(cell: Content) -> list[Any]:
    """The content as the journal's script reads it."""
    marks = [[*mark[:5], int(mark.retakes), mark.due] for mark in cell.marks]
    return [cell.absence, cell.late, cell.comment, marks]


def standing(marks: tuple[Mark, ...]) -> list[Mark]:
    """Drop what was retaken: «2→4» leaves the 4; a retake replaces the nearest mark before it of its part."""
    left: list[Mark] = []
    for mark in marks:
        before = [place for place, other in enumerate(left) if mark.retakes and other.part == mark.part]
        if before:
            del left[before[-1]]
        left.append(mark)
    return left


def typed(cell: Content) -> str:
    """What one types to get it: «5 5», «4/5», «2→4», «н», «оп 10», «5 кр»; "" for an empty cell."""
    words = cell.absence or ("" if cell.late is None else f"оп {cell.late}")
    for mark in cell.marks:
        joint = "→" if mark.retakes else "/" if mark.part > 1 else " " if words else ""
        kind = f" {KINDS[mark.kind].short.lower()}" if mark.kind else ""
        words += f"{joint}{mark.word or mark.value}{kind}"
    return words


def in_words(cell: Content) -> str:
    """The cell as its history tells it; «пусто» when it holds nothing."""
    marks = [_mark_words(mark) for mark in cell.marks]
    absence = [f"{cell.absence} ({ABSENCES[cell.absence]})"] if cell.absence else []
    late = [] if cell.late is None else [f"опоздание {cell.late} мин"]
    comment = [f"«{cell.comment}»"] if cell.comment else []
    return ", ".join(marks + absence + late + comment) or "пусто"


def _mark_words(mark: Mark) -> str:
    notes = [
        KINDS[mark.kind].name if mark.kind else "",
        f"{mark.part}-я часть" if mark.part else "",
        "вместо прежней" if mark.retakes else "",
        f"«{mark.comment}»" if mark.comment else "",
    ]
    said = ", ".join(note for note in notes if note)
    return f"{mark.word or mark.value} ({said})" if said else f"{mark.word or mark.value}"


def parse_typed(words: str) -> tuple[Mark, ...]:
    """«5 5», «4/5», «2→4», «•» as a task writes them → marks, without kinds. Raises ValueError."""
    found: list[Mark] = []
    for word in words.split():
        for place, piece in enumerate(word.replace("→", ">").split(">")):
            parts = piece.split("/") if piece not in WORDS else [piece]
            for number, one in enumerate(parts, start=1):
                part = number if len(parts) > 1 else 0
                is_word = one in WORDS
                found.append(Mark(None if is_word else int(one), one if is_word else "", None, "", part, place > 0))
    return tuple(found)
