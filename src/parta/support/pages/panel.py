"""The help beside a page: a few cheap reads, because it must open at once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from parta.accounts.models import User
from parta.handbook.queries.articles import Near, for_page
from parta.handbook.queries.search import Hit, search
from parta.lib import sql
from parta.regulation.access import lines_of
from parta.school.access import roles_of

from ..queries.context import Context, context_of
from ..queries.desk import later
from ..queries.mine import Line, mine_open
from ..rules.clock import Calendar

FOUND = 4


@dataclass(frozen=True, slots=True)
class Panel:
    context: Context
    articles: list[Near]
    mine: list[Line]
    answer_by: datetime | None
    helps: bool


def panel(user: User, at: str, *, agent: str) -> Panel:
    context = context_of(user, at, agent=agent)
    return Panel(
        context=context,
        articles=for_page(user, context.page),
        mine=mine_open(user),
        answer_by=answer_by(timezone.localtime()),
        helps=bool(lines_of(user)),
    )


DESK = """
SELECT 'h', weekday, starts_at, ends_at, NULL, NULL FROM support_workinghours
UNION ALL
SELECT 'd', 0, NULL, NULL, starts_on, ends_on FROM school_holiday
WHERE from_level = 1 AND to_level = 11 AND ends_on >= %s
UNION ALL
SELECT 'n', answer_minutes, NULL, NULL, NULL, NULL FROM support_norm WHERE kind = 'question'"""


def answer_by(now: datetime) -> datetime | None:
    """By when a question asked now is answered; the whole working calendar in one plain query."""
    hours: dict[int, list[Any]] = {}
    holidays: list[tuple[date, date]] = []
    norm = None
    for kind, number, starts_at, ends_at, first, last in sql.rows(DESK, [now.date()]):
        if kind == "h":
            hours.setdefault(number, []).append((sql.clock(starts_at), sql.clock(ends_at)))
        elif kind == "d":
            holidays.append((sql.day(first) or now.date(), sql.day(last) or now.date()))
        else:
            norm = number
    return later(now, norm, Calendar({day: sorted(spans) for day, spans in hours.items()}, holidays))


def hits(user: User, words: str) -> list[Hit]:
    """Articles and answers made fit for all that this person may read."""
    return search(words, roles=roles_of(user), most=FOUND) if words else []
