"""Names as people write them, and one spelling to compare each by. Pure; used by imports."""

import re
from dataclasses import dataclass

LETTER_LENGTH = 15  # as SchoolClass.letter
LOOKALIKES = str.maketrans("abcehkmoptxy", "авсенкмортху")  # Latin letters typed for Cyrillic ones


def clean(text: str) -> str:
    """One space between words, none around; hard spaces are spaces."""
    return " ".join(text.split())


def text_key(text: str) -> str:
    """Without case, ё, quotes and doubled spaces: «Русский  язык» is «русский язык»."""
    return clean(re.sub(r"[«»„“”\"']", "", text.casefold().replace("ё", "е")))


def tight_key(text: str) -> str:
    """As `text_key`, with letters and digits only: «англ. 1» is «англ1»."""
    return re.sub(r"[\W_]", "", text_key(text))


def class_key(text: str) -> str:
    """«7 "Б" класс», «7-б», «7Б» with a Latin letter: all one class."""
    return tight_key(re.sub(r"\bкласс?а?\b|\bкл\b", "", text.casefold())).translate(LOOKALIKES)


def class_parts(text: str) -> tuple[int, str] | None:
    """Level and letter of a class to be made: «7 "ж" класс» is 7, «Ж»; None where it is no class of a school."""
    words = clean(re.sub(r"[«»„“”\"']|\bкласс?а?\b|\bкл\b\.?", " ", text, flags=re.IGNORECASE))
    found = re.fullmatch(r"(1[01]|[1-9])(?!\d)\s*[-–]?\s*(.*)", words)
    if not found or len(found[2]) > LETTER_LENGTH:
        return None
    letter = found[2].lower().translate(LOOKALIKES).upper() if len(found[2]) <= 2 else found[2]
    return int(found[1]), letter


def phone_key(text: str) -> str:
    """The last ten digits: «+7 (900) 000-00-00» is «8 900 000 00 00». Empty where there are none."""
    return re.sub(r"\D", "", text)[-10:]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as a file gives it. One cell is cut at spaces: what comes after two words is the patronymic."""

    last: str
    first: str
    patronymic: str = ""

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.last, self.first, self.patronymic) if part)

    @property
    def key(self) -> str:
        """To look namesakes up by; the patronymic is compared apart, for a file may leave it out."""
        return text_key(f"{self.last} {self.first}")

    def may_be(self, other: "PersonName") -> bool:
        """Is it the same name, wherever it is cut, a patronymic being left out in one of the two?"""
        if text_key(self.full) == text_key(other.full):
            return True
        ours, theirs = text_key(self.patronymic), text_key(other.patronymic)
        return self.key == other.key and (not ours or not theirs)

    def is_short_for(self, other: "PersonName") -> bool:
        """«Орлова Н. В.» and «Орлова» may be «Орлова Нина Васильевна»."""
        if text_key(self.last) != text_key(other.last):
            return False
        pairs = ((self.first, other.first), (self.patronymic, other.patronymic))
        return all(text_key(long).startswith(text_key(short).rstrip(".")) for short, long in pairs)


def person_name(text: str) -> PersonName:
    """Cut «Мамедов Али Гасан оглы», «Орлова Н.В.»; first name is empty where there is one word."""
    words = clean(re.sub(r"\.(?=\S)", ". ", text)).split(" ")
    return PersonName(words[0], words[1] if len(words) > 1 else "", " ".join(words[2:]))
