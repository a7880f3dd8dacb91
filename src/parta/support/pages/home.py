"""«Помощь»: one's own requests and doors to everything."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from parta.accounts.models import User

from ..models import State, Ticket
from ..queries.mine import mine
from .ticket import Head, head

MOST = 100


@dataclass(frozen=True, slots=True)
class Own:
    ticket: Ticket
    head: Head


@dataclass(frozen=True, slots=True)
class HomePage:
    going: list[Own]
    over: list[Own]
    email: str  # where to write for help; empty when the school takes no letters


def home_page(user: User, *, now: datetime) -> HomePage:
    """One query: the newest hundred requests, those that go on before those that are over."""
    rows = mine(user).select_related("helper", "year", "merged_into").defer("searched").order_by("-pk")[:MOST]
    shown = [Own(row, head(row, as_helper=False, now=now)) for row in rows]
    over = {State.CLOSED, State.REFUSED, State.PLANNED}
    return HomePage(
        going=[one for one in shown if one.ticket.state not in over],
        over=[one for one in shown if one.ticket.state in over],
        email=settings.HELP_EMAIL,
    )
