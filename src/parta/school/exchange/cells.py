"""One cell to one value. Each function raises CellError, in Russian, where the cell is not what the column needs."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from parta.lib.sheets import Value

from ..names import PersonName, clean, person_name

SPREADSHEET_EPOCH = date(1899, 12, 30)
DATE_FORMATS = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


class CellError(Exception):
    """What is wrong with the cell."""


def text(value: Value, *, limit: int = 150) -> str:
    """The cell's words; whole numbers come without «.0», dates as people write them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    words = clean(f"{value:%H:%M}" if isinstance(value, time) else str(value))
    if len(words) > limit:
        raise CellError(f"длиннее {limit} знаков")
    return words


def day(value: Value) -> date | None:
    """A date cell, its text, or the bare number a spreadsheet keeps for a date."""
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 10_000 < value < 60_000:
        return SPREADSHEET_EPOCH + timedelta(days=value)
    words = text(value).removesuffix(" г.").removesuffix(" г").split(" ")[0]
    for known in DATE_FORMATS:
        try:
            return datetime.strptime(words, known).date()  # noqa: DTZ007  a day, not an instant
        except ValueError:
            continue
    if words:
        raise CellError(f"«{text(value)}» — не дата. Пишите как 03.05.2013")
    return None


def birth_date(value: Value, *, today: date) -> date | None:
    on = day(value)
    if on and not today.year - 30 <= on.year <= today.year - 4:
        raise CellError(f"{on:%d.%m.%Y} — ученику {today.year - on.year}: проверьте год")
    return on


def name_part(value: Value) -> str:
    """A last name, a name or a patronymic. Names all in capitals or all in small letters get theirs."""
    words = text(value, limit=100)
    if re.search(r"[^\w\s.'’ʼ()-]|[\d_]", words):
        raise CellError(f"«{words}» — в имени лишние знаки")
    return words.title() if len(words) > 1 and (words.isupper() or words.islower()) else words


def full_name(value: Value) -> PersonName | None:
    """A whole name from one cell; None where it is blank."""
    words = name_part(value)
    if not words:
        return None
    name = person_name(words)
    if not name.first:
        raise CellError(f"«{words}» — нужны и фамилия, и имя")
    return name


def email(value: Value) -> str:
    words = text(value, limit=254)
    try:
        if words:
            validate_email(words)
    except ValidationError:
        raise CellError(f"«{words}» — не адрес электронной почты") from None
    return words


def phone(value: Value) -> str:
    words = text(value, limit=50)
    if words and (len(re.sub(r"\D", "", words)) < 5 or re.search(r"[A-Za-z]", words)):
        raise CellError(f"«{words}» — не телефон")
    return words


def login(value: Value) -> str:
    words = text(value)
    if not re.fullmatch(r"[\w.@+-]*", words):
        raise CellError(f"«{words}» — в логине бывают только буквы, цифры и знаки . @ + - _")
    return words


def hours(value: Value) -> Decimal | None:
    """Hours a week, to the tenth: «3», «1,5», «2 ч»."""
    words = text(value).lower().replace(",", ".")
    if not words:
        return None
    try:
        number = Decimal(re.sub(r"\s*(часа|часов|час|ч)\.?$", "", words))
    except InvalidOperation:
        raise CellError(f"«{text(value)}» — не число часов") from None
    if not number.is_finite() or not 0 < number <= 60 or number != round(number, 1):
        raise CellError(f"«{text(value)}» — часов в неделю бывает от 0,1 до 60, не точнее десятых")
    return number
