"""Headers of a letter as they came: the library's own way loses what is not ASCII."""

import re
from email.message import Message

from .decoding import unescaped, words

MAX_HEADER = 20_000  # signs

Part = Message


def all_of(part: Part, name: str) -> list[str]:
    """Every value of the header, unfolded and still encoded."""
    values = (str(value)[:MAX_HEADER] for given, value in part.raw_items() if given.lower() == name.lower())
    return [re.sub(r"\s*[\r\n]+[ \t]*", " ", unescaped(value)).strip() for value in values]


def first_of(part: Part, name: str, default: str = "") -> str:
    return next(iter(all_of(part, name)), default)


def words_of(part: Part, name: str) -> str:
    """The header as a person reads it, on one line."""
    return re.sub(r"\s+", " ", words(first_of(part, name))).strip()


def ids(text: str) -> list[str]:
    """Message-IDs in the text, as they stand."""
    return re.findall(r"<[^<>\s]{3,250}>", text)


def parameter(part: Part, name: str) -> str:
    """A parameter of Content-Type, lower case."""
    given = part.get_param(name)
    return str(given[2] if isinstance(given, tuple) else given or "").lower()


def file_name(part: Part) -> str:
    """The name the sender gave the file, by any of the ways programs write it; empty when there is none."""
    for header in ("Content-Disposition", "Content-Type"):
        raw = first_of(part, header)
        plain = re.search(r'(?i)\b(?:file)?name="?([^";]+)', raw)
        if plain and (not raw.isascii() or "=?" in raw):
            return words(plain[1])
    return words(part.get_filename() or "")
