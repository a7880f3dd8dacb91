"""A mailbox on an IMAP server, for a program that takes letters out of it."""

import imaplib
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

TIMEOUT = 30  # seconds
BIGGEST = 40 * 1024 * 1024  # bytes; of a bigger letter only the beginning is read
BEGINNING = 1024 * 1024


class MailboxError(Exception):
    """The server does not answer, does not let in, or says no. The words are its own."""


@dataclass(frozen=True, slots=True)
class Account:
    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    is_encrypted: bool = True


@dataclass(frozen=True, slots=True)
class Raw:
    content: bytes
    is_whole: bool


class Mailbox:
    """An open folder. Letters are known by their UIDs, which stay the same while the folder is open."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self.client = client

    def uids(self, limit: int) -> list[str]:
        """The oldest letters that are not marked as deleted."""
        found = self.ask("SEARCH", "UNDELETED")
        return b" ".join(line for line in found if isinstance(line, bytes)).decode().split()[:limit]

    def read(self, uid: str) -> Raw | None:
        """The letter, which stays unread on the server; None when somebody else has taken it away."""
        size = re.search(rb"RFC822\.SIZE (\d+)", flat(self.ask("FETCH", uid, "(RFC822.SIZE)")))
        is_whole = size is None or int(size[1]) <= BIGGEST
        answer = self.ask("FETCH", uid, "(BODY.PEEK[])" if is_whole else f"(BODY.PEEK[]<0.{BEGINNING}>)")
        content = next((part[1] for part in answer if isinstance(part, tuple)), None)
        return None if content is None else Raw(content, is_whole)

    def remove(self, uid: str) -> None:
        """Mark as deleted; the folder is cleaned when it is closed."""
        self.ask("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")

    def ask(self, command: str, *words: str) -> list[object]:
        with told():
            status, answer = self.client.uid(command, *words)
            if status != "OK":
                raise MailboxError(flat(list(answer)).decode("utf-8", "replace"))
            return list(answer)


@contextmanager
def opened(account: Account) -> Iterator[Mailbox]:
    """Sign in and open the folder. Raises MailboxError."""
    client = connected(account)
    try:
        with told():
            client.login(account.user, account.password)
            status, answer = client.select(f'"{folder_name(account.folder)}"')
            if status != "OK":
                raise MailboxError(flat(list(answer)).decode("utf-8", "replace"))
        yield Mailbox(client)
        with told():
            client.close()  # removes what is marked
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            client.logout()


def connected(account: Account) -> imaplib.IMAP4:
    with told():
        if not account.is_encrypted:
            return imaplib.IMAP4(account.host, account.port, timeout=TIMEOUT)
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(account.host, account.port, ssl_context=context, timeout=TIMEOUT)


@contextmanager
def told() -> Iterator[None]:
    """Every way a server fails us, as MailboxError."""
    try:
        yield
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        raise MailboxError(f"{type(error).__name__}: {error}") from error


def folder_name(name: str) -> str:
    """«Помощь» as servers write it: UTF-7 in the manner of IMAP (RFC 3501, 5.1.3)."""

    def coded(run: re.Match[str]) -> str:
        return "&" + b64encode(run[0].encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"

    return re.sub(r"[^\x20-\x7e]+", coded, name.replace("&", "&-"))


def flat(answer: list[object]) -> bytes:
    """An answer of the server as one line of bytes."""
    parts = (part if isinstance(part, tuple) else (part,) for part in answer)
    return b" ".join(piece for part in parts for piece in part if isinstance(piece, bytes))
