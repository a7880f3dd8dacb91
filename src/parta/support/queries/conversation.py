"""A request's conversation: what was said and what happened, in one line of time."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from ..models import Event, Message, Ticket, TicketFile
from ..words import EVENTS


@dataclass(frozen=True, slots=True)
class File:
    pk: int
    name: str
    size: int
    is_picture: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A message or an event. `side`: asker, helper, note (internal), event."""

    side: str
    at: datetime
    who: str
    text: str
    via: str = ""
    files: list[File] = field(default_factory=list)
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """`last` and `last_event` are where the next poll goes on from."""

    items: list[Item]
    last: int
    last_event: int

    @property
    def mark(self) -> str:
        return f"{self.last}-{self.last_event}"


def talk(ticket: Ticket, *, as_helper: bool, after: tuple[int, int] = (0, 0)) -> Talk:
    """What came after message and event of these numbers. An asker gets nothing internal. Three queries."""
    messages = Message.objects.filter(ticket=ticket, pk__gt=after[0]).select_related("author").order_by("pk")
    events = Event.objects.filter(ticket=ticket, pk__gt=after[1]).select_related("by").order_by("pk")
    if not as_helper:
        messages, events = messages.filter(is_internal=False), events.filter(is_internal=False)
    said, happened = list(messages), list(events)
    files = files_of(ticket, {row.pk for row in said}) if said else {}
    items = [of_message(row, files.get(row.pk, [])) for row in said] + [of_event(row, as_helper) for row in happened]
    return Talk(
        items=sorted(items, key=lambda item: item.at),
        last=max((row.pk for row in said), default=after[0]),
        last_event=max((row.pk for row in happened), default=after[1]),
    )


def files_of(ticket: Ticket, messages: set[int]) -> dict[int, list[File]]:
    found: dict[int, list[File]] = defaultdict(list)
    for row in TicketFile.objects.filter(ticket=ticket, message__in=messages).order_by("pk"):
        found[row.message_id or 0].append(of_file(row))
    return found


def of_file(row: TicketFile) -> File:
    return File(row.pk, row.name, row.size, row.content_type.startswith("image/"))


def files_of_question(ticket: Ticket) -> list[File]:
    return [of_file(row) for row in TicketFile.objects.filter(ticket=ticket, message=None).order_by("pk")]


def of_message(row: Message, files: list[File]) -> Item:
    side = "note" if row.is_internal else "helper" if row.is_by_helper else "asker"
    who = row.author.full_name if row.author else row.author_name or row.author_email
    via = row.get_via_display() if row.via == Message.Via.EMAIL else ""
    return Item(side, row.at, who, row.text, via=via, files=files, is_internal=row.is_internal)


def of_event(row: Event, as_helper: bool) -> Item:
    """Askers are not told which helper moved the request about; helpers are."""
    who = row.by.short_name if row.by and as_helper and row.text != row.by.full_name else ""  # said once
    words = EVENTS.get(row.kind, row.kind)
    return Item("event", row.at, who, f"{words}: {row.text}" if row.text else words, is_internal=row.is_internal)
