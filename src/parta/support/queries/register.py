"""Rows of the register as plain values: ten thousand are no more work than ten."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from parta.handbook.rules import fold
from parta.school.models import SchoolYear

from ..models import Cover, Ticket

PAGE = 50
MOST_PRINTED = 3000
SORTS = {"number": "номер", "-number": "новые сверху", "asked_at": "дата обращения", "due_at": "срок"}
COLUMNS = (
    "pk", "number", "asked_at", "asker_name", "asker_words", "channel", "place", "kind", "text", "topic",
    "helper__last_name", "helper__first_name", "helper__patronymic", "line", "resolution", "solved_at", "state",
    "is_confirmed", "closed_at", "entered_by", "done_at", "outside_number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """What the register is narrowed to; empty lets everything through. Days count both."""

    kind: str = ""
    topic: str = ""
    channel: str = ""
    line: str = ""
    state: str = ""
    words: str = ""
    from_on: date | None = None
    to_on: date | None = None
    sort: str = "-number"

    @property
    def is_narrow(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self) if one.name != "sort")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register, by the columns of its printed form."""

    pk: int
    number: int
    asked_at: datetime
    asker_name: str
    asker_words: str
    channel: str
    place: str
    kind: str
    text: str
    topic: str
    helper_last: str | None
    helper_first: str | None
    helper_patronymic: str | None
    line: int
    resolution: str
    solved_at: datetime | None
    state: str
    is_confirmed: bool
    closed_at: datetime | None
    entered_by: int | None
    done_at: datetime | None
    outside_number: str


def found(year: SchoolYear, wanted: Filter) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(year=year)
    for name in ("kind", "topic", "channel", "line", "state"):
        value = getattr(wanted, name)
        if value:
            rows = rows.filter(**{name: value})
    if wanted.from_on:
        rows = rows.filter(asked_at__gte=midnight(wanted.from_on))
    if wanted.to_on:
        rows = rows.filter(asked_at__lt=midnight(date.fromordinal(wanted.to_on.toordinal() + 1)))
    for word in fold(wanted.words).split():
        rows = rows.filter(searched__contains=word)
    order = wanted.sort if wanted.sort in SORTS else "-number"
    return rows.order_by(order, "number") if order.lstrip("-") != "number" else rows.order_by(order)


def midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time()))


def keys(tickets: QuerySet[Ticket], wanted: Filter, number: int) -> tuple[list[int], int, int]:
    """Keys of the rows of page `number` (from 1; one beyond the last is the last), its number, and how many there are.

    Keys come from the index, however deep the page; words are looked for once, because they are in the long rows.
    """
    every = list(tickets.values_list("pk", flat=True)) if wanted.words else None
    count = tickets.count() if every is None else len(every)
    number = min(max(number, 1), max((count + PAGE - 1) // PAGE, 1))
    start = (number - 1) * PAGE
    found_keys = tickets.values_list("pk", flat=True) if every is None else every
    return list(found_keys[start : start + PAGE]), number, count


def rows_of(found_keys: list[int]) -> list[Row]:
    """The rows of these keys, in their order. One query."""
    by_key = {row[0]: Row(*row) for row in Ticket.objects.filter(pk__in=found_keys).order_by().values_list(*COLUMNS)}
    return [by_key[key] for key in found_keys]


def rows(tickets: QuerySet[Ticket], *, most: int | None = MOST_PRINTED) -> list[Row]:
    """The first `most` of them, for paper and files; None is all, for the archive."""
    return [Row(*one) for one in tickets.values_list(*COLUMNS)[:most]]


def cover_of(year: SchoolYear) -> Cover:
    """The year's cover; an unsaved one before its first request."""
    found = Cover.objects.filter(year=year).select_related("responsible", "closed_by").first()
    return found or Cover(year=year)
