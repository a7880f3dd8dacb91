"""Words and drawings that every template may use; loaded as built-ins."""

from datetime import date, datetime, time
from functools import cache, lru_cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from parta.ui import addresses

register = template.Library()

WEEKDAYS = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"]
WEEKDAYS_SHORT = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
MONTHS = [
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
]  # fmt: skip


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw one of our icons, `ui/icons/<name>.svg`; with a label it is read aloud, without it is decoration."""
    return _drawn.__wrapped__(name, label) if settings.DEBUG else _drawn(name, label)


@lru_cache(maxsize=512)
def _drawn(name: str, label: str) -> SafeString:
    return mark_safe(get_template(f"ui/icons/{name}.svg").render({"label": label}))  # noqa: S308  our own files


@cache
def _printed(name: str) -> SafeString:
    return mark_safe(get_template(name).render())  # noqa: S308  our own files


@register.simple_tag
def once(name: str) -> SafeString:
    """Print a template without context, rendered once in the life of the process; anew each time while debugging."""
    return _printed.__wrapped__(name) if settings.DEBUG else _printed(name)


@register.simple_tag
def how(slug: str, figure: str) -> SafeString:
    """The quiet link from a figure to the article that tells how it is counted (clause 2.1.5)."""
    return _how.__wrapped__(slug, figure) if settings.DEBUG else _how(slug, figure)


@lru_cache(maxsize=256)
def _how(slug: str, figure: str) -> SafeString:
    return mark_safe(get_template("ui/how.html").render({"how": slug, "figure": figure}))  # noqa: S308  our own file


@register.simple_tag
def address(name: str, *keys: addresses.Key) -> str:
    """`{% url %}` for whole numbers and days, ten times as fast."""
    return addresses.address(name, *keys)


@register.filter
def plural(number: int, forms: str) -> str:
    """`{{ 5|plural:"урок,урока,уроков" }}` → «уроков»."""
    one, few, many = forms.split(",")
    tail, tens = abs(number) % 10, abs(number) % 100
    if tail == 1 and tens != 11:
        return one
    if tail in (2, 3, 4) and tens not in (12, 13, 14):
        return few
    return many


@register.filter
def count(number: int, forms: str) -> str:
    """`{{ 5|count:"урок,урока,уроков" }}` → «5 уроков»."""
    return f"{number} {plural(number, forms)}"


@register.filter
def day(on: date | datetime | None) -> str:
    """«23 ноября»; the year is added when it is not this year's."""
    if on is None:
        return ""
    if isinstance(on, datetime):
        on = timezone.localtime(on).date()
    words = f"{on.day} {MONTHS[on.month - 1]}"
    return words if on.year == timezone.localdate().year else f"{words} {on.year}"


@register.filter
def weekday_day(on: date | None) -> str:
    """«пн, 23 ноября»."""
    return "" if on is None else f"{WEEKDAYS_SHORT[on.weekday()]}, {day(on)}"


@register.filter
def weekday(on: date) -> str:
    """«понедельник»."""
    return WEEKDAYS[on.weekday()]


@register.filter
def clock(at: time | datetime | None) -> str:
    """«9:05», without a leading zero, as on the bell schedule."""
    if at is None:
        return ""
    if isinstance(at, datetime):
        at = timezone.localtime(at).time()
    return f"{at.hour}:{at.minute:02}"


@register.filter
def instant(at: datetime | None) -> str:
    """«23 ноября, 9:05»."""
    return "" if at is None else f"{day(at)}, {clock(at)}"


@register.filter
def room(name: str) -> str:
    """«каб. 17», but «Спортзал»: only a number needs the word."""
    return f"каб. {name}" if name[:1].isdigit() else name
