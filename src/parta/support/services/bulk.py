"""Bringing in many requests of the past at once, as a demo school or a school with an old register does.

Nobody is told of them: what was long ago is no news.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.handbook.models import Article
from parta.handbook.rules import fold
from parta.school.models import SchoolYear

from ..models import Event, Message, State, Ticket
from ..queries.desk import calendar, later, minutes_between, norms
from .opening import locked_cover


@dataclass
class Past:
    """A request as it was. `answers` are (who, what, when); the last answer is the resolution of one that is over."""

    text: str
    asked_at: datetime
    asker_name: str
    asker_words: str
    asker_role: str
    kind: str = "question"
    topic: str = "other"
    channel: str = "page"
    place: str = ""
    page: str = ""
    context: list[list[str]] = field(default_factory=list)
    asker: User | None = None
    helper: User | None = None
    entered_by: User | None = None
    line: int = 1
    state: str = State.CLOSED
    answers: list[tuple[User, str, datetime]] = field(default_factory=list)
    ended_at: datetime | None = None  # solved, decided
    closed_at: datetime | None = None
    is_confirmed: bool = False
    is_accepted: bool | None = None
    done_at: datetime | None = None
    reopened_at: datetime | None = None
    rating: int | None = None
    article: Article | None = None


@transaction.atomic
def bring_in(year: SchoolYear, lines: Sequence[Past], *, by: User) -> list[Ticket]:
    """Write the requests into the register of the year with the next numbers, in their order."""
    cover = locked_cover(year)
    limits, days = norms(), calendar()
    tickets = []
    for number, line in enumerate(lines, start=cover.last_number + 1):
        ticket = ticket_of(line, year, number)
        norm = limits.get(line.kind)
        if norm:
            ticket.answer_due_at = later(line.asked_at, norm.answer_minutes, days)
            ticket.due_at = later(line.asked_at, norm.solution_minutes, days)
        if line.answers:
            ticket.first_answer_at = line.answers[0][2]
            ticket.answer_minutes = minutes_between(line.asked_at, ticket.first_answer_at, days)
        if line.ended_at:
            ticket.solution_minutes = minutes_between(line.asked_at, line.ended_at, days)
        tickets.append(ticket)
    Ticket.objects.bulk_create(tickets)
    Message.objects.bulk_create(
        message for one, line in zip(tickets, lines, strict=True) for message in said(one, line)
    )
    Event.objects.bulk_create(event for one, line in zip(tickets, lines, strict=True) for event in happened(one, line))
    cover.last_number += len(tickets)
    first = min((timezone.localdate(line.asked_at) for line in lines), default=None)
    cover.begun_on = min(filter(None, [cover.begun_on, first]), default=None)
    cover.save(update_fields=["last_number", "begun_on"])
    audit.record("support.bring_in", by=by, label=f"журнал обращений {year}", after={"строк": len(tickets)})
    return tickets


def ticket_of(line: Past, year: SchoolYear, number: int) -> Ticket:
    resolution = line.answers[-1][1] if line.ended_at and line.answers else ""
    words = f"{line.asker_name} {line.asker_words}\n\n{line.text}\n{resolution}\n"
    return Ticket(
        year=year, number=number, kind=line.kind, topic=line.topic, channel=line.channel, place=line.place,
        state=line.state, line=line.line, helper=line.helper, assigned_at=line.asked_at if line.helper else None,
        asker=line.asker, asker_name=line.asker_name, asker_words=line.asker_words, asker_role=line.asker_role,
        asker_email=line.asker.email if line.asker else "", text=line.text, page=line.page, context=line.context,
        asked_at=line.asked_at, entered_at=line.asked_at, entered_by=line.entered_by, solved_at=line.ended_at,
        closed_at=line.closed_at, is_confirmed=line.is_confirmed, is_accepted=line.is_accepted, done_at=line.done_at,
        reopened_at=line.reopened_at, resolution=resolution, rating=line.rating, article=line.article,
        waiting_since=line.answers[-1][2] if line.state == State.WAITING else None, searched=fold(words),
    )  # fmt: skip


def said(ticket: Ticket, line: Past) -> list[Message]:
    return [Message(ticket=ticket, author=who, text=text, at=at, is_by_helper=True) for who, text, at in line.answers]


def happened(ticket: Ticket, line: Past) -> list[Event]:
    """The story as the services would have told it."""
    told: list[tuple[str, str, datetime | None, User | None]] = [
        ("opened", "", line.asked_at, line.entered_by or line.asker)
    ]
    if line.helper:
        told.append(("assigned", f"{line.helper.full_name}, линия {line.line}", line.asked_at, None))
    if line.state == State.WAITING:
        told.append(("waiting", "", line.answers[-1][2], line.helper))
    if line.ended_at and line.is_accepted is not None:
        told.append((State.PLANNED if line.is_accepted else State.REFUSED, "", line.ended_at, line.helper))
    elif line.ended_at:
        told.append(("solved", "", line.ended_at, line.helper))
    if line.closed_at and line.is_accepted is None:
        told.append(("confirmed" if line.is_confirmed else "closed_by_time", "", line.closed_at, line.asker))
    if line.done_at:
        told.append(("done", "", line.done_at, line.helper))
    return [Event(ticket=ticket, kind=kind, text=text, at=at, by=who) for kind, text, at, who in told if at]
