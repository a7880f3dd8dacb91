"""From новое to закрыто: the states of a request, and what each change means for its clock.

Functions with the row already locked by the caller change it and leave saving to them; the others are whole changes.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User
from parta.handbook.models import Article

from ..models import Kind, Message, State, Ticket
from ..models.tickets import OPEN
from . import ground
from .sending import send_answer

NOT_NOW = "Сейчас этого сделать нельзя: обращение уже в состоянии «{}». Обновите страницу."


def refuse(ticket: Ticket) -> ValidationError:
    return ValidationError(NOT_NOW.format(State(ticket.state).label))


# With the row locked


def answered(ticket: Ticket, *, by: User | None, now: datetime) -> None:
    """A helper has answered in public: the first answer is timed, and who answers an unassigned one has it now."""
    if ticket.first_answer_at is None:
        ticket.first_answer_at = now
        ticket.answer_minutes = ground.spent(ticket, now)
    if ticket.helper_id is None and by is not None:
        ticket.helper, ticket.assigned_at = by, now
        ground.note(ticket, "taken", by.full_name, by=by, now=now)
    if ticket.state == State.NEW:
        ticket.state = State.WORKING


def wait_for_asker(ticket: Ticket, *, by: User, now: datetime) -> None:
    """«Ждём вас»: the clock stands until the asker answers."""
    if ticket.state not in OPEN:
        raise refuse(ticket)
    ticket.state = State.WAITING
    ground.start_waiting(ticket, now)
    ground.note(ticket, "waiting", by=by, now=now)


def go_on(ticket: Ticket, *, by: User | None, now: datetime) -> None:
    """The asker has answered what was waited for."""
    ground.stop_waiting(ticket, now)
    ticket.state = State.WORKING
    ground.note(ticket, "goes_on", by=by, now=now)


def solve_with(ticket: Ticket, resolution: str, *, by: User, now: datetime) -> None:
    """«Решено», and so are those merged into it; each asker is asked to confirm."""
    if ticket.state not in OPEN:
        raise refuse(ticket)
    finish(ticket, State.SOLVED, resolution, by=by, now=now)
    finish_merged(ticket, resolution, by=by, now=now)


def finish_merged(ticket: Ticket, resolution: str, *, by: User, now: datetime, is_accepted: bool | None = None) -> None:
    """Those merged into it get the same answer; a proposal with a decided one gets the same decision."""
    for one in Ticket.objects.filter(merged_into=ticket, state__in=OPEN).select_for_update(of=("self",)):
        said = Message.objects.create(ticket=one, author=by, text=resolution, at=now, is_by_helper=True)
        send_answer(said, now=now)
        answered(one, by=by, now=now)
        state = State.SOLVED
        if one.kind == Kind.PROPOSAL and is_accepted is not None:
            state, one.is_accepted = decided(is_accepted), is_accepted
        finish(one, state, resolution, by=by, now=now)
        ground.save(one)


def decided(is_accepted: bool) -> State:
    return State.PLANNED if is_accepted else State.REFUSED


def finish(ticket: Ticket, state: State, resolution: str, *, by: User, now: datetime) -> None:
    ground.stop_waiting(ticket, now)
    ticket.state, ticket.solved_at, ticket.resolution = state, now, resolution
    ticket.solution_minutes = ground.spent(ticket, now)
    ground.note(ticket, str(state), by=by, now=now)
    words = {
        State.SOLVED: "решено. Подтвердите, что помогло, или напишите, что осталось",
        State.PLANNED: "принято в план",
        State.REFUSED: "отклонено",
    }[state]
    ground.tell(str(state), f"Обращение № {ticket.number}: {words}.", ticket, to=[ticket.asker_id], but=by)


# Whole changes


@transaction.atomic
def confirm(ticket: Ticket, *, by: User | None, now: datetime) -> None:
    """The asker: it helped. `by` is None for who looks the answer up by a code."""
    row = ground.locked(ticket)
    if row.state != State.SOLVED:
        raise refuse(row)
    row.state, row.closed_at, row.is_confirmed = State.CLOSED, now, True
    ground.note(row, "confirmed", by=by, now=now)
    ground.save(row)
    ground.tell("confirmed", f"Обращение № {row.number}: помогло, закрыто.", row, to=[row.helper_id], but=by)


@transaction.atomic
def reopen(ticket: Ticket, *, reason: str, by: User | None, now: datetime) -> None:
    """The asker opens it again, once, and says what is left. The time it stood solved is not counted."""
    row = ground.locked(ticket)
    reason = ground.clean(reason, "Напишите, что осталось нерешённым.")
    if row.reopened_at is not None:
        raise ValidationError("Снова открыть можно один раз. Задайте новый вопрос и назовите номер этого обращения.")
    if row.state not in (State.SOLVED, State.CLOSED, State.REFUSED) or row.merged_into_id or row.solved_at is None:
        raise refuse(row)
    row.waiting_since, row.state, row.reopened_at = row.solved_at, State.WORKING, now
    ground.stop_waiting(row, now)
    row.solved_at = row.closed_at = row.solution_minutes = row.is_accepted = None
    row.is_confirmed, row.solution_warned = False, 0
    Message.objects.create(ticket=row, author=by, author_name="" if by else row.asker_name, text=reason, at=now)
    ground.note(row, "reopened", by=by, now=now)
    ground.save(row)
    words = f"Обращение № {row.number} открыто снова: {reason}"
    ground.tell("reopened", words, row, to=ground.helpers_of(row, now), but=by)


@transaction.atomic
def rate(ticket: Ticket, *, stars: int, words: str, by: User | None, now: datetime) -> None:
    """How the asker found the help, from 1 to 5; the last rating counts."""
    row = ground.locked(ticket)
    if row.state not in (State.SOLVED, State.CLOSED, State.PLANNED, State.REFUSED):
        raise ValidationError("Оценить помощь можно, когда обращение решено.")
    if stars not in range(1, 6):
        raise ValidationError("Оценка от 1 до 5.")
    row.rating, row.rating_words = stars, words.strip()[:1000]
    ground.note(row, "rated", f"{stars} из 5", by=by, now=now)
    ground.save(row)


@transaction.atomic
def decide(ticket: Ticket, *, is_accepted: bool, reason: str, by: User, now: datetime) -> None:
    """A proposal ends as принято в план or отклонено, always with a reason (clause 2.4)."""
    row = ground.locked(ticket)
    reason = ground.clean(reason, "Напишите причину: её прочтёт тот, кто предложил.")
    if row.kind != Kind.PROPOSAL or row.state not in OPEN:
        raise refuse(row)
    row.is_accepted = is_accepted
    said = Message.objects.create(ticket=row, author=by, text=reason, at=now, is_by_helper=True)
    send_answer(said, now=now)
    answered(row, by=by, now=now)
    finish(row, decided(is_accepted), reason, by=by, now=now)
    finish_merged(row, reason, by=by, now=now, is_accepted=is_accepted)
    ground.save(row)


@transaction.atomic
def mark_done(ticket: Ticket, *, by: User, now: datetime) -> None:
    """What was promised by a proposal is done."""
    row = ground.locked(ticket)
    if row.state != State.PLANNED:
        raise refuse(row)
    row.state, row.done_at, row.closed_at = State.CLOSED, now, now
    ground.note(row, "done", by=by, now=now)
    ground.save(row)
    ground.tell("done", f"Ваше предложение № {row.number} выполнено.", row, to=[row.asker_id], but=by)


@transaction.atomic
def answer_by_article(ticket: Ticket, article: Article, *, by: User, now: datetime) -> None:
    """Remember the article that answers: it counts among those solved by the handbook."""
    row = ground.locked(ticket)
    row.article = article
    ground.note(row, "article", article.title, by=by, now=now)
    ground.save(row)
