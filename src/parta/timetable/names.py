"""Names as people write them in timetables: classes, weekdays, lesson numbers, and one spelling to compare by."""

import re
from dataclasses import dataclass

from parta.school.names import class_key, clean, text_key
from parta.ui.templatetags.ui import WEEKDAYS, WEEKDAYS_SHORT

LETTER_LENGTH = 15  # as SchoolClass.letter
LOOKALIKES = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")  # Latin capitals typed for Cyrillic ones

__all__ = ["class_key", "clean"]


def key(text: str) -> str:
    """The spelling to compare subjects by: `text_key` without spaces around signs; «Алгебра +» is not «Алгебра»."""
    return re.sub(r"\s*([./,()+-])\s*", r"\1", text_key(text))


def tight(text: str) -> str:
    """The spelling to compare rooms and people by: no spaces and dots, «Сп. зал 2» is «Сп.зал 2»."""
    return re.sub(r"[\s.]", "", text_key(text))


@dataclass(frozen=True, slots=True)
class ClassName:
    """A class as a file names it; `level` is None where the name does not tell it («Agropecuária 1A»)."""

    name: str
    level: int | None
    letter: str

    @property
    def short(self) -> str:
        return f"{self.level or ''}{self.letter}"


CLASS = re.compile(
    r"""(?P<level>1[01]|[1-9])\s*[-–—]?\s*             # 7
        ["«»„“”'(]*\s*(?P<letter>(?:[A-Za-zА-ЯЁа-яё]{1,3}\d?)?)\s*["«»„“”')]*   # «Б»
        (?![A-Za-zА-Яа-яё\d])\s*
        (?P<word>класс|кл\.?)?\s*
        (?:\((?P<profile>[^)]*)\))?$                    # (медицинское)""",
    re.VERBOSE | re.IGNORECASE,
)


WORD_BEFORE = re.compile(r"^(класс|кл\.?)\s+(?=\d)", re.IGNORECASE)


def class_of(text: str) -> ClassName | None:
    """Read a class's name: «7Б», «7 б», «Класс 7Б», «10 "М" класс (медицинское)», «11 класс»; None where it is none."""
    name = clean(text)
    bare = WORD_BEFORE.sub("", name)
    found = CLASS.match(bare.replace("класса", "класс"))
    if not found or not (found["letter"] or found["word"] or bare != name) or found["letter"].lower() in ("ч", "кл"):
        return None
    letter = found["letter"].upper().translate(LOOKALIKES)
    return ClassName(name, int(found["level"]), with_profile(letter, found["profile"] or ""))


def with_profile(letter: str, profile: str) -> str:
    """«М (медицинское)»; a profile that does not fit is cut with a dot; one with a room or a name is left out."""
    profile = clean(profile)
    if not profile or re.search(r"\d|[А-Я]\.", profile):
        return letter
    room = LETTER_LENGTH - len(letter) - len(" ()")
    return f"{letter} ({profile if len(profile) <= room else profile[: room - 1] + '.'})".strip()


def short_letter(text: str) -> str:
    """Make a class's name fit the letter after a hyphen: «Informática Sub 1P Tarde» → «-Inf.Sub1PTar.»."""
    room, words = LETTER_LENGTH - 1, text.split()
    for length in range(len(text), 0, -1):
        cut = [word if len(word) <= length + 1 else f"{word[:length]}." for word in words]
        for fitting in (" ".join(cut), "".join(cut)):
            if len(fitting) <= room:
                return f"-{fitting}"
    return f"-{text[:room]}"


def weekday_of(text: str) -> int | None:
    """1 for «Понедельник», «пн», «ПОНЕДЕЛЬНИК, 23.11», «П о н е д е л ь н и к» … 7; None where it is no weekday."""
    word = re.sub(r"[\s.,]", "", text).casefold()
    for number, (full, short) in enumerate(zip(WEEKDAYS, WEEKDAYS_SHORT, strict=True), start=1):
        if re.match(rf"({full}|{short})(?![а-яё])", word):
            return number
    return None


SLOT = re.compile(
    r"(\d{1,2})\s*(?:-?[ыои]?й)?\s*(?:урок|ур)?\.?(?:[\s(,]+\d{1,2}[:.]\d\d\b.*)?$", re.IGNORECASE | re.DOTALL
)


def slot_of(text: str) -> int | None:
    """The lesson's number: «3», «3 урок», «3 (10:20–11:05)»; None where it is no number from 0 to 20."""
    found = SLOT.match(text.strip())
    return int(found[1]) if found and int(found[1]) <= 20 else None


PERSON = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.?)?$")


def is_person(text: str) -> bool:
    """«Орлова Н. В.»: a last name and initials."""
    return bool(PERSON.match(text.strip()))


HALL = r"(?:мал|бол|сп|спорт|акт)[а-яё.]*\s*зал\s*№?\s*\d*|зал\s*№?\s*\d*|с/з"
ROOM = rf"(?:\d{{1,4}}[-–]?[А-Яа-яA-Za-z]?|{HALL}|бассейн|стадион|мастерск[а-яё]+)"
ROOMS = re.compile(
    rf"\(?\s*(?:каб(?:инет)?\.?|ауд\.?|к\.|№)?\s*(?P<rooms>{ROOM}(?:\s*[/,]\s*{ROOM})*)\s*\)?$", re.IGNORECASE
)


def rooms_of(text: str) -> tuple[str, ...] | None:
    """«331/436» → two rooms, «каб. 12» → one, «Сп. зал 2» → one; None where the text is no room."""
    found = ROOMS.match(clean(text))
    return tuple(split_rooms(found["rooms"])) if found else None


def split_rooms(text: str) -> list[str]:
    parts = re.split(r"(?<!с)\s*[/,]\s*|(?<=с)/(?!з)", clean(text))
    return [part for part in (clean(part) for part in parts) if part]


def is_gym(room: str) -> bool:
    """A hall where several classes may meet at once."""
    return "зал" in room.casefold() or "с/з" in room.casefold()
