"""A file of work places to lines with errors by line and column, and the template to fill in."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from parta.lib.sheets import Sheet, Table, Value, cell_name, write_xlsx

from ..models import WorkPlace
from ..rules.places import PlaceLine

MOST_FAULTS = 100
MOST_LINES = 3000  # a school has hundreds; the checked lines travel back in a form
TOO_LONG = f"Строк больше {MOST_LINES}: загрузите файл частями."
NO_HEAD = "Не нашлась строка заголовков: в ней должны быть столбцы «Кабинет», «Место» и «Компьютер»."


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in the file: the cell as spreadsheets call it («B7»), its column's title, why."""

    cell: str
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    lines: list[PlaceLine] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def text_of(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def whole(value: Value) -> int:
    text = text_of(value)
    if not text.isdecimal() or len(text) > 5 or not 1 <= int(text) <= 32767:
        raise ValueError(f"«{text[:20]}» — не номер места: нужно целое число от 1 до 32767")
    return int(text)


def yes(value: Value) -> bool:
    text = text_of(value).lower()
    if text in ("да", "есть", "+", "true", "1"):
        return True
    if text in ("нет", "-", "–", "—", "false", "0"):
        return False
    raise ValueError(f"«{text}» — нужно «да» или «нет»")


def day(value: Value) -> date:
    if isinstance(value, date):
        return value
    try:
        return datetime.strptime(text_of(value), "%d.%m.%Y").date()  # noqa: DTZ007  a day of the calendar
    except ValueError:
        raise ValueError(f"«{text_of(value)}» — не дата: пишите 05.09.2026") from None


def one_of(choices: list[tuple[str, str]]) -> Callable[[Value], str]:
    by_words = {label.lower(): code for code, label in choices}

    def read(value: Value) -> str:
        code = by_words.get(text_of(value).lower())
        if code is None:
            raise ValueError(f"«{text_of(value)}» — нужно одно из: {', '.join(label for _, label in choices)}")
        return code

    return read


def short(most: int) -> Callable[[Value], str]:
    def read(value: Value) -> str:
        text = text_of(value)
        if len(text) > most:
            raise ValueError(f"длиннее {most} знаков")
        return text

    return read


# Field → title, how a cell is read, an example, what to write.
COLUMNS: dict[str, tuple[str, Callable[[Value], Any], Value, str]] = {
    "room": ("Кабинет", short(60), "24", "как в списке кабинетов школы"),
    "number": ("Место", whole, 1, "номер места в кабинете"),
    "computer": ("Компьютер", short(120), "Аквариус, 8 ГБ", "название, память"),
    "system": ("Система", short(80), "Альт Образование 10", ""),
    "browser": ("Браузер", short(80), "Яндекс Браузер 24", "с версией"),
    "internet": ("Интернет", one_of(list(WorkPlace.Internet.choices)), "кабель", "кабель, Wi-Fi или нет"),
    "has_printer": ("Принтер", yes, "да", "да или нет"),
    "has_projector": ("Проектор", yes, "нет", "да или нет"),
    "state": ("Состояние", one_of(list(WorkPlace.State.choices)), "работает", "работает, неисправно или списано"),
    "checked_on": ("Проверено", day, date(2026, 9, 5), "день последней проверки"),
    "is_bookable": ("По записи", yes, "да", "можно ли занять это место по записи"),
    "note": ("Примечание", short(200), None, ""),
}
NEEDED = ("room", "number", "computer")
NOTES = [
    "Одна строка — одно рабочее место. Порядок столбцов любой, лишние не мешают.",
    "Место узнаётся по кабинету и номеру: известное меняется, новое добавляется.",
    "Пустая ячейка ничего не меняет. Мест, которых нет в файле, загрузка не трогает.",
]


def template() -> bytes:
    """The XLSX to fill in: headings with one example row, and a sheet that says what to write where."""
    lines = Table("Рабочие места", [title for title, *_ in COLUMNS.values()], [[one[2] for one in COLUMNS.values()]])
    about = [[title, "да" if name in NEEDED else "", note] for name, (title, _, _, note) in COLUMNS.items()]
    notes = Table("Пояснения", ["Столбец", "Обязателен", "Что писать"], [*about, *[["", "", note] for note in NOTES]])
    return write_xlsx(lines, notes)


def read_places(sheet: Sheet, *, rooms: Collection[str]) -> Reading:
    """Read every line; `rooms` are the names the school has."""
    found = heading(sheet)
    if found is None:
        return Reading(faults=[Fault("A1", "", NO_HEAD)])
    head, columns = found
    reading = Reading()
    seen: dict[tuple[str, int], int] = {}
    for row in range(head + 1, len(sheet.rows)):
        if any(value not in (None, "") for value in sheet.rows[row]):
            read_row(sheet, row, columns, rooms, seen, reading)
        if len(reading.lines) > MOST_LINES:
            return Reading(faults=[Fault(cell_name(row, 0), "", TOO_LONG)])
        if len(reading.faults) >= MOST_FAULTS:
            break
    return reading


def heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The first row with all needed titles, and field → column."""
    titles = {title.lower(): name for name, (title, *_) in COLUMNS.items()}
    for number, row in enumerate(sheet.rows[:20]):
        names = {titles.get(text_of(value).lower()): column for column, value in enumerate(row) if value is not None}
        if all(name in names for name in NEEDED):
            return number, {name: column for name, column in names.items() if name}
    return None


def read_row(
    sheet: Sheet, row: int, columns: dict[str, int], rooms: Collection[str], seen: dict[tuple[str, int], int],
    reading: Reading,
) -> None:  # fmt: skip
    """Add the line, or what is wrong in its cells."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []

    def wrong(name: str, words: str) -> None:
        faults.append(Fault(cell_name(row, columns[name]), COLUMNS[name][0], words))

    for name, column in columns.items():
        value = sheet.rows[row][column]
        if value in (None, ""):
            if name in NEEDED:
                wrong(name, "пусто")
            continue
        try:
            values[name] = COLUMNS[name][1](value)
        except ValueError as error:
            wrong(name, str(error))
    if "room" in values and values["room"] not in rooms:
        wrong("room", f"кабинета «{values['room']}» нет в школе")
    key = (values.get("room", ""), values.get("number", 0))
    if not faults and key in seen:
        wrong("number", f"это же место уже в строке {seen[key]}")
    if faults:
        reading.faults.extend(faults)
        return
    seen[key] = row + 1
    reading.lines.append(PlaceLine(row + 1, values.pop("room"), values.pop("number"), values))
