"""The helpers' queue as the eye reads it."""

from dataclasses import dataclass
from datetime import datetime

from parta.accounts.models import User
from parta.regulation.access import lines_of
from parta.regulation.rules import TOPICS
from parta.ui.templatetags.ui import instant

from ..models import State, Ticket
from ..queries import queue as queries
from ..queries.queue import Wanted
from .ticket import BADGES, head


@dataclass(frozen=True, slots=True)
class QueueLine:
    ticket: Ticket
    topic: str
    state: str
    badge: str
    helper: str
    due: str
    late: bool
    asked: str


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    tabs: list[Tab]
    wanted: Wanted
    lines: list[QueueLine]
    may_see_all: bool


LABELS = {"mine": "Мои", "nobody": "Без помощника", "all": "Все"}


def queue_page(user: User, wanted: Wanted, *, now: datetime) -> QueuePage:
    """Four queries, one more for a helper of line 1, however long the queue."""
    counts = queries.counts(user)
    return QueuePage(
        tabs=[Tab(key, label, counts[key], is_here=key == wanted.whose) for key, label in LABELS.items()],
        wanted=wanted,
        lines=[line(ticket, now) for ticket in queries.queue(user, wanted)],
        may_see_all=2 in lines_of(user),
    )


def line(ticket: Ticket, now: datetime) -> QueueLine:
    told = head(ticket, as_helper=True, now=now)
    return QueueLine(
        ticket=ticket,
        topic=TOPICS.get(ticket.topic, ticket.topic),
        state=told.state,
        badge=BADGES[State(ticket.state)],
        helper=ticket.helper.short_name if ticket.helper else "",
        due=told.due,
        late=told.late,
        asked=instant(ticket.asked_at),
    )
