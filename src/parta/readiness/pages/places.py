"""The inventory and the list of needs as tables, and what the inventory comes to."""

from collections import Counter
from dataclasses import dataclass

from parta.lib.sheets import Table

from ..models import Wish, WorkPlace

PLACE_COLUMNS = (
    "Кабинет", "Место", "Компьютер", "Система", "Браузер", "Интернет", "Принтер", "Проектор", "Состояние", "Проверено",
    "По записи", "Примечание",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the places found: how many work, are broken, without internet, never looked at."""

    works: int
    broken: int
    offline: int
    unchecked: int


def summary_of(places: list[WorkPlace]) -> Summary:
    states = Counter(place.state for place in places)
    in_use = [place for place in places if place.state != WorkPlace.State.GONE]
    return Summary(
        states["works"], states["broken"], sum(place.internet == WorkPlace.Internet.NONE for place in in_use),
        sum(place.checked_on is None for place in in_use),
    )  # fmt: skip


def places_table(places: list[WorkPlace]) -> Table:
    """With the columns of the template, so that what is exported can be imported again."""
    rows = [
        [
            place.room.name, place.number, place.computer, place.system, place.browser, place.get_internet_display(),
            yes(place.has_printer), yes(place.has_projector), place.get_state_display(), place.checked_on,
            yes(place.is_bookable), place.note,
        ]
        for place in places
    ]  # fmt: skip
    return Table("Рабочие места", PLACE_COLUMNS, rows)


def yes(value: bool) -> str:
    return "да" if value else "нет"


def wishes_table(wishes: list[Wish]) -> Table:
    columns = ["№", "Что нужно", "Сколько", "Кабинет", "Зачем", "Важность", "Кто просит", "Состояние", "Причина отказа"]
    rows = [
        [
            number, wish.what, wish.count, wish.room.name if wish.room else None, wish.why,
            wish.get_priority_display(), wish.asked_by.short_name, wish.get_state_display(), wish.reason or None,
        ]
        for number, wish in enumerate(wishes, start=1)
    ]  # fmt: skip
    return Table("Потребность в оборудовании", columns, rows)
