"""Reads of seminars: the list with its places, who takes part, one's own."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from parta.accounts.models import User
from parta.lib.alphabet import by_name

from .. import rules
from ..models import Seminar, SeminarFile, SeminarPlace


@dataclass(frozen=True, slots=True)
class SeminarLine:
    """A seminar in the list, and what the user has to do with it."""

    seminar: Seminar
    taken: int
    is_mine: bool
    is_over: bool

    @property
    def free(self) -> int:
        return max(0, self.seminar.places - self.taken)


def lines_of(seminars: "QuerySet[Seminar]", user: User, now: datetime) -> list[SeminarLine]:
    """Two queries. `now` is local time."""
    rows = list(seminars.annotate(taken_now=Count("taken", filter=Q(taken__left_at=None))))
    mine = set(SeminarPlace.objects.filter(user=user, left_at=None).values_list("seminar", flat=True))
    return [
        SeminarLine(row, row.taken_now, row.pk in mine, rules.is_over(row.on, row.ends_at, now=now)) for row in rows
    ]


def participants(seminar: Seminar) -> list[SeminarPlace]:
    """Who has a place, by name. One query."""
    rows = SeminarPlace.objects.filter(seminar=seminar, left_at=None).select_related("user")
    return list(rows.order_by(*by_name("user__"), "number"))


def place_of(seminar: Seminar, user: User) -> SeminarPlace | None:
    return SeminarPlace.objects.filter(seminar=seminar, user=user, left_at=None).first()


def materials(seminar: Seminar) -> list[SeminarFile]:
    return list(SeminarFile.objects.filter(seminar=seminar, removed_at=None).order_by("name", "id"))


def places_of(user: User, since: date) -> list[SeminarPlace]:
    """Own places at seminars from the day on, given back ones too. One query."""
    rows = SeminarPlace.objects.filter(user=user, seminar__on__gte=since)
    return list(rows.select_related("seminar__room", "seminar__leader").order_by("seminar__on", "id"))
