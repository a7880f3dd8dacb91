"""One's own requests, and what waits for a person: the desk and the panel beside the page read these."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from parta.accounts.models import User
from parta.regulation.access import lines_of

from ..access import tickets_to_help
from ..models import State, Ticket
from ..models.tickets import OPEN

FEW = 5
PLAIN = ("pk", "number", "year__name", "subject", "text", "state", "due_at")


@dataclass(frozen=True, slots=True)
class Line:
    """A request in a list of few."""

    pk: int
    number: int
    title: str
    state: str
    words: str
    due_at: datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for this person: `to_help` as a helper, `to_answer` as an asker; with the first few of each."""

    to_help: int
    help_lines: list[Line]
    to_answer: int
    answer_lines: list[Line]

    @property
    def count(self) -> int:
        return self.to_help + self.to_answer


def waiting_for_me(user: User) -> Waiting:
    """For the desk: open requests given to me or to nobody on my line, the soonest due first; and those of mine where
    a word from me is awaited. Two queries, two more for a helper with a duty."""
    ours = mine(user).filter(state__in=[State.WAITING, State.SOLVED]).order_by("-pk")
    answers = lines(ours)
    helps = lines(to_do(user).order_by("due_at", "pk")) if lines_of(user) else []
    return Waiting(len(helps), helps[:FEW], len(answers), answers[:FEW])


def to_do(user: User) -> QuerySet[Ticket]:
    """What this helper is to move: own requests and nobody's on own lines, without those that wait for the asker."""
    moving = tickets_to_help(user).filter(state__in=[State.NEW, State.WORKING], merged_into=None)
    return moving.filter(Q(helper=user) | Q(helper=None)).exclude(asker=user)


def mine(user: User) -> QuerySet[Ticket]:
    return Ticket.objects.filter(asker=user)


def mine_open(user: User) -> list[Line]:
    """Beside the page: own requests that are not over, the newest first, a few."""
    return lines(mine(user).filter(state__in=[*OPEN, State.SOLVED]).order_by("-pk")[:FEW])


def lines(tickets: QuerySet[Ticket]) -> list[Line]:
    rows = tickets.values_list("pk", "number", "subject", "text", "state", "due_at")
    return [
        Line(
            pk=pk, number=number, title=title_of(subject, text), state=state, words=State(state).label, due_at=due_at,
            url=reverse("support:ticket", args=[pk]),
        )
        for pk, number, subject, text, state, due_at in rows
    ]  # fmt: skip


def title_of(subject: str, text: str) -> str:
    """As `Ticket.title`, from plain values."""
    return subject or (text.strip().splitlines() or [""])[0][:100]
