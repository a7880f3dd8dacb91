"""Who has a request: taken, given to somebody, passed to the next line. History and clock go with it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.regulation.access import lines_of
from parta.regulation.rules import LINES

from ..models import State, Ticket
from ..models.tickets import OPEN
from ..queries.people import duties_for, line_two
from ..rules.people import whose_turn
from . import ground, states

OUTSIDE = 3


@transaction.atomic
def take(ticket: Ticket, *, seen: int | None = None, by: User, now: datetime) -> None:
    """«Взять себе»: on purpose from `seen`, the helper shown beside the button (None: nobody), who is told of it.

    Raises ValidationError when another took it meanwhile: it is not taken away unseen.
    """
    row = ground.locked(ticket)
    if row.state not in OPEN:
        raise states.refuse(row)
    before = row.helper
    if before == by:
        return
    refuse_unseen(before, seen, "Нужно именно вам — нажмите «Взять себе» ещё раз.")
    give(row, by)
    row.assigned_at = now
    ground.note(row, "taken", by.full_name, by=by, now=now)
    ground.save(row)
    tell_before(row, before, by=by)


@transaction.atomic
def assign(ticket: Ticket, *, to: User, seen: int | None = None, by: User, now: datetime) -> None:
    """Give it to another helper, on purpose from `seen`, as in `take`. The same helper again changes nothing.

    Raises ValidationError for who helps on no line, for the asker, and when another has got it meanwhile.
    """
    row = ground.locked(ticket)
    if row.state not in OPEN:
        raise states.refuse(row)
    if not lines_of(to) or to.pk == row.asker_id:
        raise ValidationError("Этому человеку обращение поручить нельзя: он не помощник или сам его задал.")
    before = row.helper
    if before == to:
        return
    refuse_unseen(before, seen, f"Поручить всё-таки: {to.full_name} — выберите и нажмите «Поручить» ещё раз.")
    give(row, to)
    row.assigned_at = now
    ground.note(row, "assigned", f"{to.full_name}, линия {row.line}", by=by, now=now)
    ground.save(row)
    ground.tell("assigned", f"Вам поручено обращение № {row.number}: {row.title}", row, to=[to.pk], but=by)
    tell_before(row, before, by=by)


def refuse_unseen(before: User | None, seen: int | None, again: str) -> None:
    """Raise ValidationError when the helper is another than was shown: `again` says how to do it all the same."""
    if before is not None and before.pk != seen:
        raise ValidationError(f"Пока вы смотрели, обращение взяли: {before.full_name}. {again}")


def tell_before(row: Ticket, before: User | None, *, by: User) -> None:
    """Who had the request is told who has it now."""
    if before is not None and row.helper is not None:
        words = f"Обращение № {row.number} теперь ведёт {row.helper.full_name}: {row.title}"
        ground.tell("taken", words, row, to=[before.pk], but=by)


def give(ticket: Ticket, to: User) -> None:
    """A helper of line 1 only brings a request back to line 1; otherwise it stays where it has come to."""
    ticket.helper = to
    if 2 not in lines_of(to):
        ticket.line = 1
    if ticket.state == State.NEW:
        ticket.state = State.WORKING


@transaction.atomic
def escalate(ticket: Ticket, *, reason: str, seen: int | None = None, by: User, now: datetime) -> None:
    """Pass it to the next line, with the reason (clause 1.5). The clock is not turned back.

    From line 2 it goes to the outside service, and its helper carries it there. `seen` is the line shown beside the
    button (None: whichever it is on); ValidationError when another has passed it on meanwhile.
    """
    row = ground.locked(ticket)
    reason = ground.clean(reason, "Напишите, почему передаёте: что уже пробовали, чего не хватает.")
    if row.state not in OPEN or row.line >= OUTSIDE:
        raise states.refuse(row)
    if seen not in (None, row.line):
        raise ValidationError(f"Пока вы смотрели, обращение передали: оно на линии {row.line}, {LINES[row.line]}.")
    row.line += 1
    if row.line == 2:
        on = timezone.localdate(now)
        turn = whose_turn(duties_for(row.topic, line=2, on=on, but=row.asker_id))
        row.helper_id, row.assigned_at = turn, now if turn else None
        words = f"Передано на линию 2, обращение № {row.number}: {row.title}"
        ground.tell("escalated", words, row, to=[turn] if turn else line_two(on), but=by)
    elif row.helper_id is None:
        row.helper, row.assigned_at = by, now
    ground.note(row, "escalated", f"линия {row.line}: {LINES[row.line]}", by=by, now=now)
    ground.note(row, "reason", reason, by=by, now=now, is_internal=True)
    ground.save(row)
