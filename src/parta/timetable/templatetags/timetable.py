"""Words and choices that the timetable templates print."""

from decimal import Decimal

from django import template
from django.http import QueryDict

from ..words import WEEKDAYS, hour_words

register = template.Library()


@register.simple_tag
def choice_of(chosen: QueryDict | str, lesson_id: int) -> str:
    """What was chosen for the lesson when the form came back; nothing the first time."""
    return chosen.get(f"lesson_{lesson_id}", "") or "" if isinstance(chosen, QueryDict) else ""


@register.filter
def weekday_name(weekday: int) -> str:
    """1 → «Понедельник»."""
    return WEEKDAYS[weekday].capitalize()


@register.filter
def hours(number: Decimal) -> str:
    return hour_words(number)


@register.filter
def part_of(group: str, school_class: str) -> str:
    """On the board of 7Б, «7Б (1)» is «гр. 1»; any other group keeps its name."""
    part = group.removeprefix(school_class).strip(" ()") if group.startswith(f"{school_class} (") else group
    return f"гр. {part}" if part != group else group
