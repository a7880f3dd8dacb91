"""What a practice cell may hold, on the five-point scale, and how it is told."""

from dataclasses import dataclass

from parta.grading.cells import WORDS, CellContent, MarkContent, values_of, why_not_allowed

SCALE = "five"
VALUES = values_of(SCALE, allows_one=False)
ABSENCES = {
    "н": "причина не выяснена",
    "б": "по болезни",
    "у": "по уважительной причине",
    "п": "без уважительной причины",
}


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


def why_not(cell: CellContent) -> str:
    """Say why the cell may not hold this; "" when it may. The journal's own rules, for one scale."""
    unknown = any(mark.kind_id not in (None, *KINDS) for mark in cell.marks)
    return why_not_allowed(cell, scale=SCALE, allows_one=False) or ("Такого вида работы нет" if unknown else "")


def standing(marks: tuple[MarkContent, ...]) -> list[MarkContent]:
    """Drop what was retaken: «2→4» leaves the 4; a retake replaces the nearest mark before it of its part."""
    left: list[MarkContent] = []
    for mark in marks:
        before = [place for place, other in enumerate(left) if mark.retakes and other.part == mark.part]
        if before:
            del left[before[-1]]
        left.append(mark)
    return left


def typed(cell: CellContent) -> str:
    """What one types to get it: «5 5», «4/5», «2→4», «н», «оп 10», «5 кр»; "" for an empty cell."""
    words = cell.absence or ("" if cell.late is None else f"оп {cell.late}")
    for mark in cell.marks:
        joint = "→" if mark.retakes else "/" if mark.part > 1 else " " if words else ""
        kind = f" {KINDS[mark.kind_id].short.lower()}" if mark.kind_id else ""
        words += f"{joint}{mark.word or mark.value}{kind}"
    return words


def in_words(cell: CellContent) -> str:
    """The cell as its history tells it; «пусто» when it holds nothing."""
    marks = [_mark_words(mark) for mark in cell.marks]
    absence = [f"{cell.absence} ({ABSENCES[cell.absence]})"] if cell.absence else []
    late = [] if cell.late is None else [f"опоздание {cell.late} мин"]
    comment = [f"«{cell.comment}»"] if cell.comment else []
    return ", ".join(marks + absence + late + comment) or "пусто"


def _mark_words(mark: MarkContent) -> str:
    notes = [
        KINDS[mark.kind_id].name if mark.kind_id else "",
        f"{mark.part}-я часть" if mark.part else "",
        "вместо прежней" if mark.retakes else "",
        f"«{mark.comment}»" if mark.comment else "",
    ]
    said = ", ".join(note for note in notes if note)
    return f"{mark.word or mark.value} ({said})" if said else f"{mark.word or mark.value}"


def parse_typed(words: str) -> tuple[MarkContent, ...]:
    """«5 5», «4/5», «2→4», «•» as a task writes them → marks, without kinds. Raises ValueError."""
    found: list[MarkContent] = []
    for word in words.split():
        for place, piece in enumerate(word.replace("→", ">").split(">")):
            parts = piece.split("/") if piece not in WORDS else [piece]
            for number, one in enumerate(parts, start=1):
                part = number if len(parts) > 1 else 0
                is_word = one in WORDS
                value, said = (None, one) if is_word else (int(one), "")
                found.append(MarkContent(value, said, part=part, retakes=place > 0))
    return tuple(found)
