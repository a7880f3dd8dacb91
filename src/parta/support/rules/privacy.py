"""Taking people out of a text that leaves the school: names in any case, addresses, telephones. Classes stay.

A name is known by the beginning of its word: «Ермаков» also hides «Ермаковой» and «Ермаковым». It errs to the safe
side: a name that is an everyday word too («Мороз») is hidden wherever it has a capital letter. «Ermakova» and
«Yermakovoy» are known by the same beginnings, however they are spelt in Latin letters.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\d.])(?:(?:\+7|8|7)[\s(-]*)?\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")
WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
LATIN_WORD = re.compile(r"(?<![\w/.])[A-Z][A-Za-z'’]+")
PERSON, MAIL, TELEPHONE = "[имя скрыто]", "[почта скрыта]", "[телефон скрыт]"

# What Russian names end in, in all cases and numbers, the longest first; «ё» is read as «е».
_ENDINGS = """а я у ю ы и о е ь й ой ей ою ею ый ий ая яя ую юю ым им ом ем ам ям ах ях ами ями ых их ые ие ого ему ому
его ыми ими ия ию ием ии иям иях ья ью ье ьи ьем ьей ея еем ее"""
ENDINGS = sorted(_ENDINGS.split(), key=len, reverse=True)
SHORTEST = 2  # letters of a stem
# What a stem ends in when the word is a surname or a patronymic even in small letters.
TYPICAL = ("ов", "ев", "ин", "ын", "ск", "цк", "ич", "вн", "чн", "енк", "ук", "юк", "чак", "дз", "швил", "ян")
TYPICAL_LETTERS = 5
FLEETING = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ео](?=[влкнцр]$)")  # «Павел» → «Павла», «Лев» → «Льва»
# How first names are said at home; those that are everyday words of a request («Тема», «Поля») are left alone.
SAID_AT_HOME = """Алёна Алёша Андрюша Анюта Аня Ася Боря Валера Валя Ваня Варя Вася Вика Витя Вова Володя Галя Гена
Гоша Гриша Даня Даша Дима Женя Катя Коля Костя Ксюша Лена Лёня Лера Лёша Лида Лиза Люба Люда Люся Маша Митя Миша Надя
Настя Наташа Оля Паша Петя Рая Рита Рома Саша Света Сеня Серёжа Соня Стёпа Таня Толя Тоня Федя Юля Юра Яша"""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The text as it may leave, and what was taken out, in order, without repeats."""

    text: str
    removed: list[str] = field(default_factory=list)


def folded(word: str) -> str:
    return word.lower().replace("ё", "е")


def stem(name: str) -> str:
    """«Ермакова» → «ермаков», «Белый» → «бел». The «ов» and «ин» of surnames stay: every form has them."""
    word = folded(name)
    if word.endswith(("ова", "ева", "ина", "ына")):
        return word[:-1]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word


def stems_of(names: Iterable[str]) -> frozenset[str]:
    """The stems of every part of every name, the halves of double surnames too, with and without fleeting vowels."""
    return frozenset(_stems(names))


def _stems(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for part in re.split(r"[^А-ЯЁа-яёA-Za-z]+", name):
            if len(part) > 1:
                found = stem(part)
                yield from (found, folded(part), FLEETING.sub("", found))
                yield FLEETING.sub("ь", found)


def is_name(word: str, stems: frozenset[str]) -> bool:
    return any(_is_form(part, stems) for part in word.split("-"))


def _is_form(word: str, stems: frozenset[str]) -> bool:
    """Whether some beginning of the word is a known stem and the rest is an ending."""
    plain = folded(word)
    beginnings = [plain, *(plain[: -len(ending)] for ending in ENDINGS if plain.endswith(ending))]
    known = [one for one in beginnings if one in stems]
    if word[:1].isupper():
        return bool(known)
    return any(one.endswith(TYPICAL) and len(one) >= TYPICAL_LETTERS for one in known)


SHORT_STEMS = stems_of(SAID_AT_HOME.split())
# How Russian letters are written in Latin ones, and ways of spelling that are made one.
_LATIN = dict(zip("абвгдезийклмнопрстуфхцы", "abvgdeziiklmnoprstufhci", strict=True))
LATIN = str.maketrans({**_LATIN, "ё": "e", "ж": "zh", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "э": "e",
                       "ю": "iu", "я": "ia"})  # fmt: skip
SPELT = (
    ("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("x", "ks"), ("w", "v"),
    ("y", "i"), ("j", "i"), ("ie", "e"), ("io", "e"), ("'", ""), ("’", ""),
)  # fmt: skip
SHORTEST_LATIN = 3
INITIALS = re.compile(rf"{re.escape(PERSON)}(?:\s*[А-ЯЁ]\.){{1,2}}|(?<!\w)(?:[А-ЯЁ]\.\s?){{1,2}}\s*{re.escape(PERSON)}")
TOGETHER = re.compile(rf"{re.escape(PERSON)}(?:\s+{re.escape(PERSON)})+")


def hide(text: str, *, stems: frozenset[str]) -> Hidden:
    """Hide the people of these stems (`stems_of`) named in the text, and all addresses and telephones."""
    removed: list[str] = []

    def gone(mark: str, found: re.Match[str]) -> str:
        removed.append(found.group())
        return mark

    def judged(found: re.Match[str]) -> str:
        return gone(PERSON, found) if is_name(found.group(), stems) or is_short(found.group()) else found.group()

    text = E_MAIL.sub(lambda found: gone(MAIL, found), text)
    text = PHONE.sub(lambda found: gone(TELEPHONE, found), text)
    text = hide_latin(WORD.sub(judged, text), stems, gone)
    text = TOGETHER.sub(PERSON, INITIALS.sub(PERSON, text))
    return Hidden(text, list(dict.fromkeys(removed)))


def latin(word: str) -> str:
    """One spelling of a name in Latin letters: «Yermakova», «Ermakova» and «Ермакова» are the same."""
    plain = word.lower().translate(LATIN)
    for spelt, same in SPELT:
        plain = plain.replace(spelt, same)
    return re.sub(r"(.)\1", r"\1", plain)


LATIN_ENDINGS = {"", *map(latin, ENDINGS)}


def hide_latin(text: str, stems: frozenset[str], gone: Callable[[str, re.Match[str]], str]) -> str:
    """Words with a capital letter whose beginning is a name's."""
    if not LATIN_WORD.search(text):
        return text
    known = {key for key in map(latin, stems | SHORT_STEMS) if len(key) >= SHORTEST_LATIN}

    def judged(found: re.Match[str]) -> str:
        key = latin(found.group())
        is_known = any(key[:end] in known and key[end:] in LATIN_ENDINGS for end in range(SHORTEST_LATIN, len(key) + 1))
        return gone(PERSON, found) if is_known else found.group()

    return LATIN_WORD.sub(judged, text)


def is_short(word: str) -> bool:
    return word[:1].isupper() and is_name(word, SHORT_STEMS)
