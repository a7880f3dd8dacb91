"""Letters: written with the change they tell of, sent by the worker, tried again, given up with a word to admins."""

import logging
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import make_msgid
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected
from typing import TypedDict
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User

from ..models import Letter, Notice
from ..rules import next_try
from .notices import queue

log = logging.getLogger(__name__)
BATCH = 20  # letters one sender takes at a time
CLAIM = timedelta(minutes=30)  # longer than a slow server needs for a batch
KEPT = timedelta(days=90)  # letters that went are forgotten then
SECRET_KINDS = ("accounts",)  # letters that carry links of passwords: their text goes with them


class MailFile(TypedDict):
    """A file of a letter: its name, its path in the storage, its type."""

    name: str
    path: str
    content_type: str


class Unsendable(Exception):
    """The letter itself is wrong: sending it again would not help."""


def post(
    to: str,
    *,
    kind: str,
    subject: str,
    text: str,
    user: User | int | None = None,
    sender: str = "",
    headers: Mapping[str, str] | None = None,
    files: Iterable[MailFile] = (),
    due_at: datetime | None = None,
    message_id: str = "",
) -> Letter:
    """Write a letter in the caller's transaction; the worker sends it when it is due. Raises ValidationError.

    `headers` are further ones (In-Reply-To, Auto-Submitted …); Message-ID is made here and is the row's for good.
    """
    validate_email(to)
    return Letter.objects.create(
        to=to, kind=kind, subject=one_line(subject)[:300], text=text.replace("\0", ""), sender=sender,
        user_id=user.pk if isinstance(user, User) else user, files=list(files), due_at=due_at or timezone.now(),
        headers={name: one_line(value) for name, value in (headers or {}).items()},
        message_id=message_id or new_message_id(),
    )  # fmt: skip


def new_message_id() -> str:
    return make_msgid(domain=mail_domain())


def mail_domain() -> str:
    """The name by which letters of this Parta are known: its own address."""
    return urlsplit(settings.URL).hostname or "localhost"


def one_line(words: str) -> str:
    """A header may not hold line breaks: what follows them would be another header."""
    return re.sub(r"[\s\0]+", " ", words).strip()


def deliver(now: datetime) -> int:
    """Send the letters that are due, a batch in one connection; return how many went. Safe to run by several at once.

    A letter is claimed before it is sent, so no two senders have the same one.
    """
    letters = claim(now)
    if not letters:
        return 0
    connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        for letter in letters:
            failed(letter, words_of(error), now)
        return 0
    for number, letter in enumerate(letters, start=1):
        if send(letter, connection, now):
            put_back(letters[number:])
            break
    close(connection)
    return sum(letter.sent_at is not None for letter in letters)


def put_back(letters: list[Letter]) -> None:
    """Letters behind one at which the server fell silent were not tried: they go next, whatever becomes of that one."""
    keys = [letter.pk for letter in letters]
    Letter.objects.filter(pk__in=keys).update(claimed_until=None, tries=F("tries") - 1)


@transaction.atomic
def claim(now: datetime) -> list[Letter]:
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = Letter.objects.filter(free, sent_at=None, gave_up_at=None, due_at__lte=now).order_by("due_at", "id")
    letters = list(due.select_for_update(skip_locked=True)[:BATCH])
    for letter in letters:
        letter.claimed_until = now + CLAIM
        letter.tries += 1
    Letter.objects.bulk_update(letters, ["claimed_until", "tries"])
    return letters


def send(letter: Letter, connection: BaseEmailBackend, now: datetime) -> str:
    """Send one letter and write down how it went; return the trouble when the server itself is in trouble."""
    try:
        connection.send_messages([message_of(letter, connection)])
    except SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()), (0, b""))
        failed(letter, reason(code, words), now, for_good=code >= 500)
    except SMTPServerDisconnected as error:
        failed(letter, words_of(error), now)
        return words_of(error)
    except SMTPResponseException as error:
        failed(letter, words_of(error), now, for_good=error.smtp_code in (552, 554))
    except (Unsendable, ValueError, SMTPException) as error:
        failed(letter, words_of(error), now, for_good=True)
    except OSError as error:
        failed(letter, words_of(error), now)
        return words_of(error)
    except Exception as error:  # a letter that breaks the program must not hold the others
        log.exception("Letter %s broke its sender", letter.pk)
        failed(letter, words_of(error), now)
    else:
        went(letter, now)
    return ""


def message_of(letter: Letter, connection: BaseEmailBackend) -> EmailMessage:
    headers = {"Message-ID": letter.message_id, "X-Parta": mail_domain(), **letter.headers}
    message = EmailMessage(
        letter.subject, letter.text, letter.sender or None, [letter.to], headers=headers, connection=connection
    )
    for file in letter.files:
        try:
            with default_storage.open(file["path"]) as content:
                message.attach(file["name"], content.read(), file["content_type"])
        except OSError as error:
            raise Unsendable(f"Файл «{file['name']}» не читается.") from error
    return message


def close(connection: BaseEmailBackend) -> None:
    """A server that hangs up first is none of our trouble."""
    with suppress(SMTPException, OSError):
        connection.close()


def went(letter: Letter, now: datetime) -> None:
    letter.sent_at, letter.claimed_until, letter.error = now, None, ""
    if letter.kind in SECRET_KINDS:
        letter.text = ""
    letter.save(update_fields=["sent_at", "claimed_until", "error", "text"])


@transaction.atomic
def failed(letter: Letter, words: str, now: datetime, *, for_good: bool = False) -> None:
    again = None if for_good else next_try(now, tries=letter.tries)
    letter.error, letter.claimed_until = words[:500], None
    if again is None:
        letter.gave_up_at = now
        tell_office()
    else:
        letter.due_at = again
    letter.save(update_fields=["error", "claimed_until", "due_at", "gave_up_at"])


def tell_office() -> None:
    """One notice to each administrator, until it is read: a server in trouble refuses letters by the hundred."""
    told = Notice.objects.filter(kind="notices.letter", read_at=None).values("user")
    office = User.objects.filter(is_admin=True, is_active=True).exclude(pk__in=told).values_list("pk", flat=True)
    queue("notices.letter", "Письмо не ушло. Посмотрите, почему.", to=list(office), url=reverse("notices:letters"))


def words_of(error: Exception) -> str:
    if isinstance(error, SMTPResponseException):
        return reason(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"[:500]


def reason(code: int, words: bytes | str) -> str:
    return one_line(f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}")[:500]


@transaction.atomic
def send_again(letter: Letter) -> None:
    """Put a letter that was given up into the post anew. Raises ValidationError when it was not."""
    now = timezone.now()
    given_up = Letter.objects.filter(pk=letter.pk, gave_up_at__isnull=False)
    changed = given_up.update(gave_up_at=None, due_at=now, tries=0, claimed_until=None, error="")
    if not changed:
        raise ValidationError("Это письмо уже отправляется.")


def returned(message_ids: Iterable[str], *, why: str, at: datetime) -> list[Letter]:
    """Note that the post brought letters back; return them."""
    letters = list(Letter.objects.filter(message_id__in=list(message_ids)))
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(
        returned_at=at, error=f"вернулось: {one_line(why)}"[:500]
    )
    return letters


def forget_old(now: datetime) -> int:
    """Remove letters that went long ago; return how many."""
    removed, _ = Letter.objects.filter(sent_at__lt=now - KEPT).delete()
    return removed
