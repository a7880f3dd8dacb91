"""What a cell holds, and what it may hold on each scale: of the journal and of the practice class alike."""

from datetime import date
from typing import NamedTuple

PASSED, FAILED, EXEMPT, UNRATED, OWED = "зач", "незач", "осв", "н/а", "•"
WORDS = (PASSED, FAILED, EXEMPT, UNRATED, OWED)
ABSENCES = ("н", "б", "у", "п")
MOST_MARKS = 8  # in one cell
LONGEST_COMMENT = 500
MOST_LATE = 240  # minutes


class MarkContent(NamedTuple):
    """One mark as the page sends and shows it."""

    value: int | None
    word: str = ""
    kind_id: int | None = None  # None: the column's kind
    comment: str = ""
    part: int = 0  # 1, 2 of a double mark «4/5»; 0 otherwise
    retakes: bool = False  # «2→4»
    due_on: date | None = None


class CellContent(NamedTuple):
    """All that one cell holds."""

    absence: str = ""
    late: int | None = None  # minutes
    comment: str = ""
    marks: tuple[MarkContent, ...] = ()


EMPTY = CellContent()


def values_of(scale: str, *, allows_one: bool) -> tuple[int, ...]:
    """The numbers a mark may be; none on «зачёт / незачёт» and «без отметок»."""
    match scale:
        case "five":
            return (1, 2, 3, 4, 5) if allows_one else (2, 3, 4, 5)
        case "ten":
            return tuple(range(1, 11))
        case "twelve":
            return tuple(range(1, 13))
        case "hundred":
            return tuple(range(101))
    return ()


def words_of(scale: str) -> tuple[str, ...]:
    return () if scale == "none" else WORDS


def why_not_allowed(cell: CellContent, *, scale: str, allows_one: bool) -> str:
    """Say why the cell may not hold this; "" when it may."""
    if cell.absence and cell.absence not in ABSENCES:
        return "Такого обозначения пропуска нет"
    if cell.absence and cell.late is not None:
        return "Отсутствие и опоздание вместе не ставятся"
    if cell.late is not None and not 1 <= cell.late <= MOST_LATE:
        return f"Опоздание пишется в минутах, от 1 до {MOST_LATE}"
    if len(cell.marks) > MOST_MARKS:
        return f"В клетке не больше {MOST_MARKS} отметок"
    if any(len(text) > LONGEST_COMMENT for text in (cell.comment, *(mark.comment for mark in cell.marks))):
        return f"Комментарий не длиннее {LONGEST_COMMENT} знаков"
    values, words = values_of(scale, allows_one=allows_one), words_of(scale)
    return next((why for mark in cell.marks if (why := _why_not_mark(mark, scale, values, words))), "")


def _why_not_mark(mark: MarkContent, scale: str, values: tuple[int, ...], words: tuple[str, ...]) -> str:
    if scale == "none":
        return "В этом классе отметки не ставятся"
    if (mark.value is None) == (not mark.word):
        return "Отметка должна быть числом или словом"
    if mark.word and mark.word not in words:
        return f"Отметки «{mark.word[:10]}» нет"
    if mark.value is not None and mark.value not in values:
        return f"Отметки {mark.value} на этой шкале нет"
    if mark.due_on is not None and mark.word != OWED:
        return "Срок ставится только у точки"
    if not 0 <= mark.part <= 2:
        return "У двойной отметки две части"
    return ""
