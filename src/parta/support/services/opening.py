"""A request comes in: it gets its number, its due time and its helper."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from parta.accounts.models import User
from parta.lib.uploads import Upload, are_same, check_all, kept_together
from parta.regulation.access import lines_of
from parta.regulation.rules import LINES
from parta.school import codes
from parta.school.models import SchoolYear

from ..models import Channel, Cover, Ticket, TicketFile
from ..queries.desk import year_of
from ..queries.people import asker_of, duties_for, line_two
from ..rules.people import whose_turn
from . import ground

EMPTY = "Напишите, о чём вопрос."
TWICE = timedelta(minutes=1)  # within which the same words of the same person are a button pressed twice
Files = Sequence["UploadedFile[bytes]"]


def open_ticket(
    *,
    text: str,
    now: datetime,
    kind: str = "question",
    topic: str = "other",
    channel: str = "page",
    asker: User | None = None,
    asker_name: str = "",
    asker_words: str = "",
    asker_email: str = "",
    asker_phone: str = "",
    subject: str = "",
    page: str = "",
    context: Sequence[tuple[str, str]] = (),
    files: Files = (),
    ready: Sequence[Upload] = (),
    message_id: str = "",
    **more: Any,
) -> Ticket:
    """Write a request into the register and give it to whose turn it is.

    With an `asker` name, role and class are those of the account on this day. `asker_words` are said by a stranger.
    `more` are further fields: place, priority, asked_at (own time of a line entered later), entered_by, booking,
    helper (then nobody else's turn is looked for), asker_role of a stranger, work_place, code_digest. Raises
    ValidationError for an empty text, wrong files or a closed register. `ready` are files the journal itself takes
    along: they were checked when they came in.
    """
    checked = [*check_all(files), *ready]
    helper = more.get("helper")
    ticket = Ticket(
        kind=kind, topic=topic, channel=channel, asker=asker, asker_name=asker_name.strip()[:200],
        asker_words=asker_words[:120], asker_email=asker_email, asker_phone=asker_phone[:50], subject=subject[:200],
        text=ground.clean(text, EMPTY), page=page[:80],
        context=[list(pair) for pair in context], message_id=message_id, asked_at=more.pop("asked_at", now),
        entered_at=now, assigned_at=now if helper else None, line=line_of(helper), **more,
    )  # fmt: skip
    if asker is not None:
        about_asker(ticket, asker)
    elif not ticket.asker_role:
        ticket.asker_role = "stranger"
    with kept_together() as keep, transaction.atomic():
        number(ticket)
        ground.set_due(ticket)
        ticket.full_clean(exclude=["year", "asker", "helper", "entered_by", "booking", "context"])
        ground.save(ticket)
        keep(checked, partial(TicketFile, ticket=ticket))
        ground.note(ticket, "opened", by=more.get("entered_by") or asker, now=now)
        if ticket.helper is None:
            place(ticket, now=now)
    return ticket


def open_once(
    *, text: str, asker: User, now: datetime, files: Files = (), ready: Sequence[Upload] = (), **fields: Any
) -> Ticket:
    """`open_ticket` for a button of a page: pressed twice, it makes one request. The first one is returned again.

    The same words with other files are another request: no file is left behind.
    """
    checked = [*check_all(files), *ready]
    with transaction.atomic():
        hold_numbers(now)
        for ticket in just_now(now).filter(asker=asker, text=ground.clean(text, EMPTY)):
            if are_same(checked, ticket.files.filter(message=None)):
                return ticket
        return open_ticket(text=text, asker=asker, now=now, ready=checked, **fields)


def hold_numbers(now: datetime) -> None:
    """Let nobody else open a request until this transaction ends."""
    year = year_of(now)
    if year is not None:
        locked_cover(year)


def just_now(now: datetime) -> QuerySet[Ticket]:
    """What was asked from pages within the last minute."""
    return Ticket.objects.filter(channel=Channel.PAGE, entered_by=None, entered_at__gt=now - TWICE)


def line_of(helper: User | None) -> int:
    """The lowest line the helper stands on; 1 until somebody has it."""
    return min(lines_of(helper), default=1) if helper else 1


def about_asker(ticket: Ticket, asker: User) -> None:
    told = asker_of(asker, ticket.page)
    ticket.asker_name = told.name[:200]
    ticket.asker_words = told.words[:120]
    ticket.asker_role = told.role
    ticket.asker_email = ticket.asker_email or told.email


def number(ticket: Ticket) -> None:
    """Give the next number of the year, one at a time: the cover's row is locked."""
    year = year_of(ticket.asked_at)
    if year is None:
        raise ValidationError("В школе ещё не заведён учебный год: обращения некуда записать.")
    cover = locked_cover(year)
    if cover.closed_at is not None:
        raise ValidationError(f"Журнал обращений {year} закрыт: новых строк в нём не будет.")
    cover.last_number += 1
    cover.begun_on = min(filter(None, [cover.begun_on, timezone.localdate(ticket.asked_at)]))
    cover.save(update_fields=["last_number", "begun_on"])
    ticket.year, ticket.number = year, cover.last_number


def locked_cover(year: SchoolYear) -> Cover:
    Cover.objects.get_or_create(year=year)
    return Cover.objects.select_for_update().get(year=year)


def place(ticket: Ticket, *, now: datetime) -> None:
    """Find the helper: line 1 by duty and turns; without one there line 2, its duties first, then its common queue."""
    on = timezone.localdate(now)
    for line in (1, 2):
        turn = whose_turn(duties_for(ticket.topic, line=line, on=on, but=ticket.asker_id))
        if turn is not None:
            ticket.line, ticket.helper_id, ticket.assigned_at = line, turn, now
            break
    else:
        ticket.line = 2
    ticket.save(update_fields=["line", "helper", "assigned_at"])
    if ticket.helper_id:
        words = f"{User.objects.get(pk=ticket.helper_id).full_name}, линия {ticket.line}"
        ground.note(ticket, "assigned", words, by=None, now=now)
        ground.tell("new", f"Вам обращение № {ticket.number}: {ticket.title}", ticket, to=[ticket.helper_id])
    else:
        ground.note(ticket, "queued", f"линия 2: {LINES[2]}", by=None, now=now)
        waiting = f"Обращение № {ticket.number} ждёт помощника: {ticket.title}"
        ground.tell("new", waiting, ticket, to=line_two(on), but=ticket.asker)


@transaction.atomic
def open_public(*, name: str, contact: str, words: str, text: str, now: datetime) -> tuple[Ticket, str]:
    """A request of somebody without access: the ticket, and the code to look the answer up, told only now.

    Sent twice it is one request; the code that was shown last is the one that counts.
    """
    code = codes.new_code()
    email = contact if "@" in contact else ""
    hold_numbers(now)
    same = just_now(now).filter(asker=None, asker_name=name.strip(), text=ground.clean(text, EMPTY))
    ticket = same.filter(asker_email=email, asker_phone="" if email else contact).exclude(code_digest="").first()
    if ticket is not None:
        ticket.code_digest = codes.digest(code)
        ticket.save(update_fields=["code_digest"])
        return ticket, code
    ticket = open_ticket(
        text=text, now=now, topic="access", asker_name=name, asker_words=words or "без доступа", asker_email=email,
        asker_phone="" if email else contact, code_digest=codes.digest(code),
        context=[("Страница", "Форма без входа в журнал")],
    )  # fmt: skip
    return ticket, code
