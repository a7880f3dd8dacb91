"""What every change of a request stands on: the locked row, its history, its clock, and whom to tell."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.handbook.rules import fold
from parta.notices.services import queue

from ..models import Event, Ticket
from ..queries.desk import calendar, later, minutes_between, norms
from ..queries.people import line_two

CLOSED_YEAR = "Журнал обращений этого года закрыт: строки в нём больше не меняются."


def locked(ticket: Ticket) -> Ticket:
    """The row as it is now, locked until the change is written. Raises ValidationError when its register is closed."""
    row = Ticket.objects.select_for_update(of=("self",)).select_related("asker", "helper", "year").get(pk=ticket.pk)
    if Ticket.objects.filter(pk=ticket.pk, year__help_cover__closed_at__isnull=False).exists():
        raise ValidationError(CLOSED_YEAR)
    return row


def note(
    ticket: Ticket, kind: str, text: str = "", *, by: User | None, now: datetime, is_internal: bool = False
) -> None:
    """Add to the story of the ticket, which its page shows, and to the school's one history.

    What is said between helpers stays between them: the history is read by people who may ask themselves.
    """
    Event.objects.create(ticket=ticket, kind=kind, text=text[:1000], by=by, at=now, is_internal=is_internal)
    record(kind, ticket, by=by, after=None if is_internal else text or None)


def record(kind: str, ticket: Ticket, *, by: User | None, before: Any = None, after: Any = None) -> None:
    audit.record(
        f"support.{kind}", by=by, target=("ticket", ticket.pk), label=f"обращение № {ticket.number}", before=before,
        after=after,
    )  # fmt: skip


def tell(kind: str, text: str, ticket: Ticket, *, to: Iterable[int | None], but: User | None = None) -> None:
    """Notices lead to the ticket's page; nobody is told of own doings."""
    keys = {key for key in to if key is not None} - ({but.pk} if but else set())
    queue(f"support.{kind}", text, to=keys, url=reverse("support:ticket", args=[ticket.pk]))


def helpers_of(ticket: Ticket, now: datetime) -> list[int]:
    """Who is told of the asker's words: the helper, or everybody of line 2 while nobody has it."""
    return [ticket.helper_id] if ticket.helper_id else line_two(timezone.localdate(now))


def set_due(ticket: Ticket) -> None:
    """Reckon anew by when the ticket is to be answered and solved. Three queries."""
    norm, days = norms().get(ticket.kind), calendar()
    if norm is None:
        ticket.answer_due_at = ticket.due_at = None
        return
    ticket.answer_due_at = later(ticket.asked_at, norm.answer_minutes, days)
    ticket.due_at = later(ticket.asked_at, norm.solution_minutes + ticket.waited_minutes, days)


def spent(ticket: Ticket, until: datetime) -> int:
    """Working minutes since the question, without those the asker was waited for."""
    return max(minutes_between(ticket.asked_at, until, calendar()) - ticket.waited_minutes, 0)


def start_waiting(ticket: Ticket, now: datetime) -> None:
    ticket.waiting_since = ticket.waiting_since or now


def stop_waiting(ticket: Ticket, now: datetime) -> None:
    """The clock goes on: the time it stood is taken off, and the due time moves."""
    if ticket.waiting_since is not None:
        ticket.waited_minutes += minutes_between(ticket.waiting_since, now, calendar())
        ticket.waiting_since = None
        set_due(ticket)


def save(ticket: Ticket) -> None:
    """Keep the row and what the register searches in it."""
    who = f"{ticket.asker_name} {ticket.asker_words}"
    ticket.searched = fold(f"{who}\n{ticket.subject}\n{ticket.text}\n{ticket.resolution}\n{ticket.outside_number}")
    ticket.save()


def clean(text: str, refusal: str) -> str:
    """The text without blank edges; raises ValidationError with the refusal when nothing is left."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError(refusal)
    return text
