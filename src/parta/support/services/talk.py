"""What is said in a request: by the asker, by a helper, between helpers."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from parta.accounts.models import User
from parta.lib.uploads import Keep, Upload, are_same, check_all, kept_together

from ..models import Message, State, Ticket, TicketFile
from . import ground, states
from .opening import TWICE
from .sending import send_answer, send_solved

AFTER = {"wait": State.WAITING, "solve": State.SOLVED}  # what an answer leads to by what follows it
OVER = "Обращение закрыто. Если вопрос остался, задайте его заново: номер этого обращения поможет разобраться."


class Clash(ValidationError):
    """Another helper has answered since the form was opened. `messages` are what was not seen."""

    def __init__(self, messages: Sequence[Message]) -> None:
        super().__init__(
            "Пока вы писали, ответил другой помощник. Прочтите и решите, нужен ли ещё ваш ответ: текст сохранён ниже."
        )
        self.messages_unseen = list(messages)


def add_message(
    ticket: Ticket,
    *,
    text: str,
    now: datetime,
    by: User | None = None,
    from_email: str = "",
    from_name: str = "",
    via: str = "page",
    message_id: str = "",
    files: Sequence["UploadedFile[bytes]"] = (),
    is_internal: bool = False,
) -> Message:
    """Add a message of the asker or of a helper, whoever is not the asker; `by` is None for who has no account.

    A helper's first public words are the first answer; the asker's words end the waiting for them. Raises
    ValidationError for an empty text, a wrong file, or a request that is over.
    """
    checked = check_all(files)
    with kept_together() as keep, transaction.atomic():
        row = ground.locked(ticket)
        again = said_again(row, text, checked, by=by, now=now, is_internal=is_internal) if via == "page" else None
        if again is not None:
            return again
        message = write(
            row, text, by=by, now=now, is_internal=is_internal, has_files=bool(checked),
            from_name=from_name, from_email=from_email, via=via, message_id=message_id,
        )  # fmt: skip
        keep(checked, partial(TicketFile, ticket=row, message=message))
        heard(row, message, by=by, now=now)
    return message


def write(ticket: Ticket, text: str, *, by: User | None, now: datetime, has_files: bool, **fields: Any) -> Message:
    """Keep the message itself."""
    is_by_helper = by is not None and by.pk != ticket.asker_id
    if fields.get("is_internal") and not is_by_helper:
        raise ValidationError("Заметки пишут только помощники.")
    if ticket.state == State.CLOSED and not fields.get("is_internal"):
        raise ValidationError(OVER)
    text = words_of(text, has_files=has_files)
    name = fields.pop("from_name")[:200] or ("" if by else ticket.asker_name)
    message = Message(
        ticket=ticket, author=by, author_name=name, author_email=fields.pop("from_email"), text=text, at=now,
        is_by_helper=is_by_helper, **fields,
    )  # fmt: skip
    message.full_clean(exclude=["ticket", "author"])
    message.save()
    ground.record("add_message", ticket, by=by, after={"для помощников": message.is_internal})
    return message


def words_of(text: str, *, has_files: bool) -> str:
    return "(файл)" if has_files and not text.strip() else ground.clean(text, "Напишите сообщение.")


def said_again(
    ticket: Ticket, text: str, checked: list[Upload], *, by: User | None, now: datetime, is_internal: bool
) -> Message | None:
    """The last message, when it is these words of this person with these files, said within a minute: a button
    pressed twice."""
    last = Message.objects.filter(ticket=ticket).order_by("-pk").first()
    if last is None or last.author_id != (by.pk if by else None) or last.is_internal != is_internal:
        return None
    if last.at <= now - TWICE or last.text != words_of(text, has_files=bool(checked)):
        return None
    return last if are_same(checked, last.files.all()) else None


def heard(ticket: Ticket, message: Message, *, by: User | None, now: datetime) -> None:
    """What the message changes of the ticket, and whom it concerns."""
    about = f"обращение № {ticket.number}"
    if message.is_internal:
        ground.tell("note", f"Заметка к обращению № {ticket.number}", ticket, to=[ticket.helper_id], but=by)
    elif message.is_by_helper:
        states.answered(ticket, by=by, now=now)
        ground.tell("answer", f"Ответ на ваше {about}: {message.text}", ticket, to=[ticket.asker_id], but=by)
        send_answer(message, now=now)
    else:
        if ticket.state == State.WAITING:
            states.go_on(ticket, by=by, now=now)
        ground.tell("reply", f"Новое сообщение, {about}: {message.text}", ticket, to=ground.helpers_of(ticket, now))
    ground.save(ticket)


def answer(
    ticket: Ticket,
    *,
    text: str,
    by: User,
    seen: int,
    now: datetime,
    then: str = "",
    files: Sequence["UploadedFile[bytes]"] = (),
) -> Message | None:
    """A helper's answer, and what follows: `then` is nothing, «wait» or «solve».

    `seen` is the last message the form showed. Raises Clash when another helper has answered after it. Solving
    without a text takes the last answer given for the solution; then None is returned.
    """
    checked = check_all(files)
    with kept_together() as keep, transaction.atomic():
        row = ground.locked(ticket)
        unseen = answers_after(row, seen, by)
        if unseen:
            raise Clash(unseen)
        message = None
        if text.strip() or checked:
            message = said_again(row, text, checked, by=by, now=now, is_internal=False)
        if message is not None and row.state == AFTER.get(then, row.state):
            return message
        if message is None and (text.strip() or checked or then != "solve"):
            message = said(row, text, checked, keep=keep, by=by, now=now)
        if then == "wait":
            states.wait_for_asker(row, by=by, now=now)
        elif then == "solve":
            states.solve_with(row, message.text if message else last_answer(row), by=by, now=now)
            if message is None:
                send_solved(row, now=now)
        ground.save(row)
    return message


def said(ticket: Ticket, text: str, checked: list[Upload], *, keep: Keep, by: User, now: datetime) -> Message:
    message = write(
        ticket, text, by=by, now=now, has_files=bool(checked), is_internal=False, from_name="", from_email=""
    )
    keep(checked, partial(TicketFile, ticket=ticket, message=message))
    heard(ticket, message, by=by, now=now)
    return message


def answers_after(ticket: Ticket, seen: int, by: User) -> list[Message]:
    """What other helpers have answered in public after message `seen`."""
    later = Message.objects.filter(ticket=ticket, pk__gt=seen, is_by_helper=True, is_internal=False)
    return list(later.exclude(author=by).select_related("author").order_by("pk"))


def last_answer(ticket: Ticket) -> str:
    found = Message.objects.filter(ticket=ticket, is_by_helper=True, is_internal=False).order_by("-pk").first()
    if found is None:
        raise ValidationError("Напишите ответ: решённое обращение без ответа непонятно тому, кто спросил.")
    return found.text
