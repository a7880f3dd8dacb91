"""A letter as it came, read: who, about what, which words are new, which files. Reading never fails."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import getaddresses, parsedate_to_datetime

from .decoding import decode, words
from .headers import Part, all_of, first_of, ids, words_of
from .kinds import Kind, Report, kind_of, report_of
from .parts import Dropped, MailFile, contents
from .quotes import new_words

MAX_TEXT = 20_000  # signs
MAX_SUBJECT = 200
MAX_THREAD = 30
ADDRESS = re.compile(r"^[^@\s<>,;:\"]{1,64}@[^@\s<>,;:\"]{1,180}$")
RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Yandex-Forward")


@dataclass(frozen=True, slots=True)
class MailIn:
    """A letter that came. Whatever is missing or broken in it is empty here."""

    digest: str  # the same for the same letter, whichever way it came and however often
    message_id: str = ""
    thread: tuple[str, ...] = ()  # Message-IDs it answers, the nearest first
    sender: str = ""  # lower case
    sender_name: str = ""
    recipients: tuple[str, ...] = ()  # lower case
    subject: str = ""
    sent_at: datetime | None = None
    kind: Kind = Kind.LETTER
    text: str = ""  # new words only
    full_text: str = ""  # with the quotations
    files: tuple[MailFile, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    report: Report | None = None  # of a bounce
    marks: tuple[str, ...] = ()  # values of the header X-Parta: which Parta sent it
    is_whole: bool = True
    is_readable: bool = True
    is_forged: bool = False  # the receiving server found that the sender's domain did not send it (DMARC)


def read(raw: bytes, *, is_whole: bool = True) -> MailIn:
    """Read a letter; never raises. `is_whole` is false for the beginning of one too big to be taken."""
    try:
        return _read(raw, is_whole=is_whole)
    except Exception:  # programs and enemies write letters that break any parser; the raw letter is kept for a person
        return unreadable(raw, is_whole=is_whole)


def digest(raw: bytes) -> str:
    """What the letter is known by: its own headers and body, without what servers on the way add."""
    head, _, body = raw.replace(b"\r\n", b"\n").lstrip(b"\n").partition(b"\n\n")
    kept = re.findall(rb"(?im)^(?:message-id|from|date|subject):.*(?:\n[ \t].*)*", head)
    return hashlib.sha256(b"\n".join([*sorted(kept), b"", body.rstrip()])).hexdigest()


def unreadable(raw: bytes, *, is_whole: bool) -> MailIn:
    head, _, body = raw[:200_000].replace(b"\r\n", b"\n").partition(b"\n\n")
    sender = re.search(rb"(?im)^from:.*?([^\s<>@\"]{1,64}@[^\s<>@\"]{1,180})", head)
    return MailIn(
        digest=digest(raw), sender=decode(sender[1]).lower() if sender else "", full_text=decode(body)[:MAX_TEXT],
        text=decode(body)[:MAX_TEXT].strip(), is_whole=is_whole, is_readable=False,
    )  # fmt: skip


def _read(raw: bytes, *, is_whole: bool) -> MailIn:
    message = message_from_bytes(raw)
    sender_name, sender = sender_of(message)
    subject = words_of(message, "subject")[:MAX_SUBJECT].strip()
    kind = kind_of(message, sender=sender, subject=subject)
    held = contents(message)
    files = held.files
    if not is_whole and files:
        files, cut = files[:-1], files[-1]
        held.dropped.append(Dropped(cut.name, 0, "size"))
    return MailIn(
        digest=digest(raw),
        message_id=next(iter(ids(first_of(message, "message-id"))), ""),
        thread=thread_of(message),
        sender=sender,
        sender_name=sender_name,
        recipients=recipients_of(message),
        subject=subject,
        sent_at=date_of(message),
        kind=kind,
        text=new_words(held.text)[:MAX_TEXT],
        full_text=held.text[:MAX_TEXT].strip(),
        files=tuple(files),
        dropped=tuple(held.dropped),
        report=report_of(message, raw) if kind is Kind.BOUNCE else None,
        marks=tuple(all_of(message, "X-Parta")),
        is_forged=is_forged(message),
        is_whole=is_whole,
    )


def sender_of(message: Part) -> tuple[str, str]:
    """Name and address of the first sender that has an address."""
    for header in ("From", "Sender", "Return-Path"):
        for name, address in addresses(message, header):
            return re.sub(r"\s+", " ", name)[:150], address
    return "", ""


def is_forged(message: Part) -> bool:
    """Whether the newest Authentication-Results (RFC 8601) says that DMARC failed.

    The newest stands first: our own server wrote it, and a sender cannot take it away. «pass» is not looked for: where
    the server writes nothing, anybody could have written it.
    """
    return bool(re.search(r"\bdmarc\s*=\s*fail\b", first_of(message, "Authentication-Results"), re.IGNORECASE))


def recipients_of(message: Part) -> tuple[str, ...]:
    found = [address for header in RECIPIENTS for _, address in addresses(message, header)]
    return tuple(dict.fromkeys(found))[:100]


def addresses(message: Part, header: str) -> list[tuple[str, str]]:
    """Names and addresses of a header; what is no address is left out."""
    pairs = [(words(name).strip(" \"'"), address.strip()) for name, address in getaddresses(all_of(message, header))]
    return [(name, address.lower()) for name, address in pairs if ADDRESS.match(address)]


def thread_of(message: Part) -> tuple[str, ...]:
    nearest = ids(first_of(message, "in-reply-to"))
    older = ids(first_of(message, "references"))
    return tuple(dict.fromkeys([*nearest, *reversed(older)]))[:MAX_THREAD]


def date_of(message: Part) -> datetime | None:
    """When the sender's computer says it was sent; None for nonsense."""
    try:
        said = parsedate_to_datetime(first_of(message, "date"))
        said = said if said.tzinfo else said.replace(tzinfo=UTC)
        return said.astimezone(UTC) if 2000 < said.year < 2200 else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
