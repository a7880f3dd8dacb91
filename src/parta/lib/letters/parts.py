"""What a letter carries: its text, whatever way it is packed, and its files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import Literal

from . import tnef
from .decoding import decode
from .headers import Part, file_name, parameter, words_of
from .text import html_to_text, unflowed

MAX_FILE = 20 * 1024 * 1024  # bytes
MAX_FILES = 20
MAX_PARTS = 200
MAX_NAME = 120
MAX_TEXT = 400_000  # bytes of one part that are read

Reason = Literal["size", "number", "broken"]


@dataclass(frozen=True, slots=True)
class MailFile:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that was not taken: too big, one too many, or not readable. `size` in bytes, 0 when unknown."""

    name: str
    size: int
    reason: Reason


@dataclass(slots=True)
class Contents:
    text: str = ""
    files: list[MailFile] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def add(self, name: str, content_type: str, content: bytes) -> None:
        if len(content) > MAX_FILE:
            self.dropped.append(Dropped(name, len(content), "size"))
        elif len(self.files) >= MAX_FILES:
            self.dropped.append(Dropped(name, len(content), "number"))
        elif content:
            self.files.append(MailFile(name, content_type, content))


def contents(message: Part) -> Contents:
    found = Contents(text=text_of(message, depth=0))
    for number, part in enumerate(leaves(message)):
        if number >= MAX_PARTS:
            found.dropped.append(Dropped("", 0, "number"))
            break
        add_file(found, part)
    if not found.text:
        found.text = text_inside(message)
    return found


def leaves(part: Part, depth: int = 0) -> Iterator[Part]:
    """Parts that hold something themselves. A letter inside a letter is one part."""
    inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
    if not isinstance(inner, list):
        yield part
        return
    for one in inner if depth < MAX_PARTS else ():
        if isinstance(one, Message):
            yield from leaves(one, depth + 1)


def text_of(part: Part, *, depth: int) -> str:
    """The words of the letter: of several ways to say the same, the plain one."""
    inner = part.get_payload()
    if part.get_content_maintype() != "multipart" or not isinstance(inner, list):
        return own_text(part) if is_text(part) else ""
    if depth > MAX_PARTS:
        return ""
    told = [(one, text_of(one, depth=depth + 1).strip()) for one in inner[:MAX_PARTS] if isinstance(one, Message)]
    told = [(one, words) for one, words in told if words]
    if part.get_content_subtype() != "alternative":
        return "\n\n".join(words for _, words in told)
    plain = [words for one, words in told if one.get_content_type() == "text/plain"]
    return (plain or [words for _, words in told[-1:]] or [""])[0]


def is_text(part: Part) -> bool:
    """Whether the part is read, not kept as a file. A multipart that fell apart is text too: it holds what is left."""
    if part.get_content_maintype() == "multipart":
        return not is_container(part)
    if part.get_content_type() not in ("text/plain", "text/html"):
        return False
    return part.get_content_disposition() != "attachment" and not part.get_filename()


def is_container(part: Part) -> bool:
    return isinstance(part.get_payload(), list)


def own_text(part: Part) -> str:
    text = decode(payload(part)[:MAX_TEXT], parameter(part, "charset"))
    if part.get_content_type() == "text/html":
        return html_to_text(text)
    if parameter(part, "format") == "flowed":
        return unflowed(text, joins_words=parameter(part, "delsp") == "yes")
    return text


def text_inside(message: Part) -> str:
    """When a letter has no words of its own: those of the letter it forwards."""
    for part in leaves(message):
        inner = nested(part)
        if inner is not None:
            return text_of(inner, depth=0).strip()
    return ""


def nested(part: Part) -> Part | None:
    """The letter inside a part message/rfc822, or None."""
    inner = part.get_payload() if part.get_content_type() in ("message/rfc822", "message/global") else None
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        return inner[0]
    return None


def add_file(found: Contents, part: Part) -> None:
    if is_text(part) or (is_container(part) and nested(part) is None):
        return
    name = name_of(part)
    try:
        inner = nested(part)
        content = payload(part) if inner is None else inner.as_bytes()
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        found.dropped.append(Dropped(name, 0, "broken"))
        return
    packed = tnef.files(content) if part.get_content_subtype() in ("ms-tnef", "vnd.ms-tnef") else []
    for inner_name, inner_content in packed:
        found.add(safe_name(inner_name), "application/octet-stream", inner_content)
    if not packed:
        found.add(name, part.get_content_type(), content)


def payload(part: Part) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def name_of(part: Part) -> str:
    inner = nested(part)
    if inner is not None:
        return safe_name(f"{words_of(inner, 'subject') or 'письмо'}.eml")
    try:
        given = file_name(part)
    except (ValueError, LookupError, TypeError, AttributeError):
        given = ""
    return safe_name(given) or f"файл.{part.get_content_subtype()[:20]}"


def safe_name(name: str) -> str:
    """The last part of a path, without signs that file systems or headers mind; the ending outlives a cut."""
    name = re.sub(r'[\x00-\x1f<>:"|?*;]', "", re.split(r"[\\/]", name)[-1]).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if len(name) <= MAX_NAME or not dot or len(ending) > 10:
        return name[:MAX_NAME]
    return f"{stem[: MAX_NAME - len(ending) - 1]}.{ending}"
