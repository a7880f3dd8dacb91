"""Work places and wishes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from parta.school.models import Room

from ..models import Wish, WorkPlace


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader looks for; empty fields do not narrow."""

    words: str = ""
    room: Room | None = None
    state: str = ""


def places() -> QuerySet[WorkPlace]:
    """Work places in use, for a field of choice: by room and number; `str()` of them costs no query."""
    return WorkPlace.objects.exclude(state=WorkPlace.State.GONE).select_related("room").order_by("room__name", "number")


def inventory(wanted: Wanted | None = None) -> list[WorkPlace]:
    """What is found, in the order of the rooms: «9» before «24»."""
    wanted = wanted or Wanted()
    rows = WorkPlace.objects.select_related("room")
    if wanted.room is not None:
        rows = rows.filter(room=wanted.room)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    words = wanted.words.lower().split()
    return [row for row in in_order(rows) if all(word in searched(row) for word in words)]


def searched(place: WorkPlace) -> str:
    """SQLite compares Cyrillic letters by case, so words are looked for here; places are few."""
    return " ".join((str(place), place.system, place.browser, place.note)).lower()


def in_order(places: Iterable[WorkPlace]) -> list[WorkPlace]:
    return sorted(places, key=lambda place: (natural(place.room.name), place.number))


def natural(name: str) -> tuple[int, str]:
    digits = "".join(sign for sign in name if sign.isdigit())
    return (int(digits) if name[:1].isdigit() else 10**9, name)


def wishes(state: str = "") -> list[Wish]:
    """By what is still to be decided, then by importance."""
    rows = Wish.objects.select_related("room", "asked_by", "decided_by")
    if state:
        rows = rows.filter(state=state)
    order = [Wish.State.ASKED, Wish.State.PLANNED, Wish.State.BOUGHT, Wish.State.REFUSED]
    return sorted(rows, key=lambda wish: (order.index(Wish.State(wish.state)), wish.priority, wish.pk))
