"""Putting requests in order: kind, topic and urgency, duplicates, links, what they are about."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User
from parta.regulation.rules import TOPICS

from ..models import Kind, State, Ticket, TicketLink
from ..models.tickets import OPEN
from . import ground, opening, states


@transaction.atomic
def sort(
    ticket: Ticket, *, kind: str, topic: str, priority: int, work_place_id: int | None, by: User, now: datetime
) -> None:
    """Change what the request is. The norm of its kind counts from the question on; one nobody has is placed anew."""
    row = ground.locked(ticket)
    before = described(row)
    row.kind, row.topic, row.priority, row.work_place_id = kind, topic, priority, work_place_id
    row.clean_fields(exclude=["text", "resolution"])
    if described(row) == before:
        return
    if row.is_open:
        ground.set_due(row)
    ground.save(row)
    ground.record("sort", row, by=by, before=before, after=described(row))
    ground.note(row, "sorted", ", ".join(f"{name}: {value}" for name, value in described(row).items()), by=by, now=now)
    if row.helper_id is None and row.state == State.NEW:
        opening.place(row, now=now)


def described(ticket: Ticket) -> dict[str, str]:
    words = {
        "вид": Kind(ticket.kind).label, "раздел": TOPICS.get(ticket.topic, ticket.topic),
        "срочность": ticket.get_priority_display(),
    }  # fmt: skip
    if ticket.work_place_id:
        words["место"] = str(ticket.work_place)
    return words


@transaction.atomic
def merge(ticket: Ticket, into: Ticket, *, by: User, now: datetime) -> None:
    """The request asks the same as another open one. One asker's second is closed at once; another's waits for the
    answer of the first and gets the same."""
    first, second = (ground.locked(one) for one in sorted((ticket, into), key=lambda one: one.pk))  # never crosswise
    row, main = (first, second) if first.pk == ticket.pk else (second, first)
    if ticket.pk == into.pk or main.merged_into_id or row.merged_into_id:
        raise ValidationError("Эти обращения объединить нельзя.")
    if row.state not in OPEN or main.state not in OPEN:
        raise ValidationError("Объединять можно обращения, которые ещё не решены.")
    Ticket.objects.filter(merged_into=row).update(merged_into=main)
    row.merged_into = main
    row.line = main.line
    if main.helper_id != row.asker_id:  # nobody helps oneself
        row.helper_id = main.helper_id
    if row.asker_id and row.asker_id == main.asker_id:
        ground.stop_waiting(row, now)
        row.state, row.solved_at, row.closed_at = State.CLOSED, now, now
        row.solution_minutes, row.resolution = ground.spent(row, now), f"Объединено с № {main.number}."
    elif row.state == State.NEW:
        row.state = State.WORKING
    ground.note(row, "merged", f"№ {main.number}", by=by, now=now)
    ground.note(main, "merged_here", f"№ {row.number}", by=by, now=now, is_internal=True)
    ground.save(row)
    told = f"Ваше обращение № {row.number} объединено с таким же; ответ придёт сюда."
    ground.tell("merged", told, row, to=[row.asker_id], but=by)


@transaction.atomic
def unmerge(ticket: Ticket, *, by: User, now: datetime) -> None:
    """The two were not the same after all; one closed by merging stays closed."""
    row = ground.locked(ticket)
    if row.merged_into_id is None or row.state not in OPEN:
        raise states.refuse(row)
    row.merged_into = None
    ground.note(row, "unmerged", by=by, now=now, is_internal=True)
    ground.save(row)


@transaction.atomic
def link(ticket: Ticket, other: Ticket, *, by: User, now: datetime) -> None:
    """Two requests about the same, each with its own answer."""
    if ticket.pk == other.pk:
        raise ValidationError("Обращение не связывают с самим собой.")
    one, two = sorted((ticket, other), key=lambda row: row.pk)
    _, is_new = TicketLink.objects.get_or_create(one=one, other=two)
    if is_new:
        ground.note(ticket, "linked", f"№ {other.number}", by=by, now=now, is_internal=True)
        ground.note(other, "linked", f"№ {ticket.number}", by=by, now=now, is_internal=True)


@transaction.atomic
def unlink(ticket: Ticket, other: Ticket, *, by: User, now: datetime) -> None:
    one, two = sorted((ticket, other), key=lambda row: row.pk)
    gone, _ = TicketLink.objects.filter(one=one, other=two).delete()
    if gone:
        ground.note(ticket, "unlinked", f"№ {other.number}", by=by, now=now, is_internal=True)
