"""What time does to requests: norms that near and pass, silence that confirms. Called by the worker; idempotent."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..models import Norm, State, Ticket
from ..queries.desk import calendar, minutes_between, norms, the_desk
from ..queries.people import line_two
from ..rules.clock import Calendar, days_ago, warning
from . import ground

MOVING = (State.NEW, State.WORKING)


def warn(now: datetime) -> int:
    """Tell the helper, and then line 2, of requests whose norm nears or has passed: once each. Return how many."""
    days, limits = calendar(), norms()
    moving = Ticket.objects.filter(state__in=MOVING, merged_into=None, kind__in=limits)
    keys = [
        ticket.pk for ticket in moving.select_related(None).iterator()
        if due_warnings(ticket, limits[ticket.kind], days, now) != (ticket.answer_warned, ticket.solution_warned)
    ]  # fmt: skip
    return sum(warn_of(key, limits, days, now) for key in keys)


def due_warnings(ticket: Ticket, norm: Norm, days: Calendar, now: datetime) -> tuple[int, int]:
    """What has been due to be said by now, as `rules.clock.warning`: of the first answer, of the solution."""
    spent = max(minutes_between(ticket.asked_at, now, days) - ticket.waited_minutes, 0)
    of_answer = ticket.answer_warned if ticket.first_answer_at else warning(spent, norm.answer_minutes)
    return max(of_answer, ticket.answer_warned), max(warning(spent, norm.solution_minutes), ticket.solution_warned)


@transaction.atomic
def warn_of(key: int, limits: dict[str, Norm], days: Calendar, now: datetime) -> int:
    """Say what is new of this one. The row is locked and looked at again: two workers say nothing twice."""
    row = Ticket.objects.select_for_update(of=("self",)).get(pk=key)
    before = row.answer_warned, row.solution_warned
    row.answer_warned, row.solution_warned = due_warnings(row, limits[row.kind], days, now)
    told = 0
    for what, was, now_is in (("ответ", before[0], row.answer_warned), ("решение", before[1], row.solution_warned)):
        if now_is > was:
            told += 1
            say(row, what, now_is, now)
    if told:
        row.save(update_fields=["answer_warned", "solution_warned"])
    return told


def say(ticket: Ticket, what: str, level: int, now: datetime) -> None:
    """Near: to the helper. Passed, or nobody's yet: to line 2 too."""
    passed = level == 2
    words = f"Обращение № {ticket.number}: {'срок вышел' if passed else 'срок близко'} ({what}). {ticket.title}"
    second = line_two(timezone.localdate(now)) if passed or ticket.helper_id is None else []
    ground.tell("late" if passed else "soon", words, ticket, to=[ticket.helper_id, *second])
    ground.note(ticket, "late" if passed else "soon", what, by=None, now=now, is_internal=True)


def close_solved(now: datetime) -> int:
    """Close what was solved and not spoken of for the desk's number of working days. Return how many."""
    today = timezone.localdate(now)
    last = days_ago(today, the_desk().confirm_days, calendar())
    if last is None:
        return 0
    solved = Ticket.objects.filter(state=State.SOLVED, solved_at__isnull=False, year__help_cover__closed_at=None)
    keys = [key for key, at in solved.values_list("pk", "solved_at") if at and timezone.localdate(at) <= last]
    return sum(close(key, now) for key in keys)


@transaction.atomic
def close(key: int, now: datetime) -> bool:
    row = Ticket.objects.select_for_update(of=("self",)).get(pk=key)
    if row.state != State.SOLVED:
        return False
    row.state, row.closed_at = State.CLOSED, now
    ground.note(row, "closed_by_time", by=None, now=now)
    ground.save(row)
    return True
