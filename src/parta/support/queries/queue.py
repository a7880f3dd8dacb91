"""The helpers' queue: own requests, those nobody has, all."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from parta.accounts.models import User
from parta.handbook.rules import fold

from ..access import tickets_to_help
from ..models import State, Ticket
from ..models.tickets import OPEN

MOST = 100  # beyond these a helper narrows the queue


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a helper looks at. `whose`: mine, nobody, all. Empty filters let everything through."""

    whose: str = "mine"
    topic: str = ""
    kind: str = ""
    state: str = ""
    words: str = ""


STATES = {"": Q(state__in=OPEN), "solved": Q(state=State.SOLVED), "planned": Q(state=State.PLANNED)}


def queue(user: User, wanted: Wanted) -> list[Ticket]:
    """Open requests this helper may see, the soonest due first; those that wait for their askers last. One query."""
    found = narrowed(tickets_to_help(user).exclude(asker=user), wanted)
    if wanted.whose == "mine":
        found = found.filter(helper=user)
    elif wanted.whose == "nobody":
        found = found.filter(helper=None)
    found = found.select_related("helper", "year").defer("searched", "resolution", "outside_answer")
    return list(found.order_by(F("waiting_since").asc(nulls_first=True), "-priority", "due_at", "pk")[:MOST])


def narrowed(found: QuerySet[Ticket], wanted: Wanted) -> QuerySet[Ticket]:
    found = found.filter(STATES.get(wanted.state, Q(state=wanted.state)), merged_into=None)
    if wanted.topic:
        found = found.filter(topic=wanted.topic)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    for word in fold(wanted.words).split():
        found = found.filter(searched__contains=word)
    return found


def counts(user: User) -> dict[str, int]:
    """How many open requests are mine, nobody's, all. One query."""
    rows = tickets_to_help(user).exclude(asker=user).filter(state__in=OPEN, merged_into=None)
    helpers: list[int | None] = list(rows.order_by().values_list("helper", flat=True))
    return {"mine": helpers.count(user.pk), "nobody": helpers.count(None), "all": len(helpers)}
