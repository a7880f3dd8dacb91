"""Figures of help for the head: plain rows of a stretch of days, and what was found without asking."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from ..models import AnswerFound, SharedAnswer, Ticket
from .register import midnight


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as it is counted. Minutes are working minutes, None while there is no answer or solution."""

    asked_at: datetime
    kind: str
    topic: str
    role: str
    line: int
    channel: str
    page: str
    state: str
    answer_minutes: int | None
    solution_minutes: int | None
    article_id: int | None
    is_accepted: bool | None
    done_at: datetime | None
    reopened_at: datetime | None
    rating: int | None


FIELDS = (
    "asked_at", "kind", "topic", "asker_role", "line", "channel", "page", "state", "answer_minutes",
    "solution_minutes", "article", "is_accepted", "done_at", "reopened_at", "rating",
)  # fmt: skip


def asked(from_on: date, to_on: date) -> list[Asked]:
    """Requests asked on these days, both included, as plain values. One query."""
    days = Q(asked_at__gte=midnight(from_on), asked_at__lt=midnight(date.fromordinal(to_on.toordinal() + 1)))
    return [Asked(*row) for row in Ticket.objects.filter(days).order_by().values_list(*FIELDS)]


def found(from_on: date, to_on: date) -> list[datetime]:
    """When people found an answer without asking."""
    days = Q(at__gte=midnight(from_on), at__lt=midnight(date.fromordinal(to_on.toordinal() + 1)))
    return list(AnswerFound.objects.filter(days).order_by().values_list("at", flat=True))


def shared_count() -> int:
    return SharedAnswer.objects.filter(taken_back_at=None).count()
