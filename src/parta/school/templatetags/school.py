"""The second menu: areas of the school's settings, as tabs above its screens."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from parta.ui.templatetags.ui import day

from ..access import Cast, cast_of

register = template.Library()

# Area → its screens: label, URL name, who may open it.
AREAS: dict[str, list[tuple[str, str, str]]] = {
    "overview": [("Обзор", "school:overview", "runs_school")],
    "years": [("Учебный год", "school:years", "runs_school")],
    "classes": [("Классы", "school:classes", "runs_school"), ("Группы", "school:groups", "runs_school")],
    "load": [
        ("Нагрузка", "school:load", "runs_school"),
        ("Предметы", "school:subjects", "runs_school"),
        ("Кабинеты", "school:rooms", "runs_school"),
    ],
    "people": [
        ("Ученики", "school:pupils", "runs_school"),
        ("Родители", "school:guardians", "runs_school"),
        ("Сотрудники", "school:employees", "runs_school"),
    ],
    "movement": [("Движение", "school:movement", "runs_school")],
    "imports": [("Загрузка", "school:imports", "manages")],
    "accounts": [
        ("Учётные записи", "school:accounts", "manages"),
        ("Коды по классам", "school:invitations", "manages"),
        ("Коды сотрудников", "school:staff-codes", "manages"),
    ],
    "settings": [("Настройки", "school:settings", "is_admin")],
}
AREA_WORDS = {"people": "Люди"}


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_here: bool


@register.simple_tag
def days(starts_on: date, ends_on: date) -> str:
    """«4 ноября», «13–21 февраля», «24 октября — 1 ноября», «11 января — 26 марта 2027»: nothing is said twice."""
    if starts_on == ends_on:
        return day(starts_on)
    if (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        return f"{starts_on.day}–{day(ends_on)}"
    first = day(starts_on)
    return f"{first.removesuffix(f' {ends_on.year}')} — {day(ends_on)}"


@register.inclusion_tag("school/tabs.html", takes_context=True)
def school_tabs(context: dict[str, Any], area: str, screen: str = "") -> dict[str, list[Tab]]:
    """Print the areas, and under them the screens of the area when it has several; `screen` is a URL name."""
    cast = cast_of(context["request"].user)
    areas = []
    for name, lines in AREAS.items():
        here = lines[0][1] if name == area else ""
        areas += _tabs(cast, lines[:1], here=here, label=AREA_WORDS.get(name, ""))
    lines = AREAS[area]
    return {"areas": areas, "screens": _tabs(cast, lines, here=screen or lines[0][1]) if len(lines) > 1 else []}


def _tabs(cast: Cast, lines: list[tuple[str, str, str]], *, here: str, label: str = "") -> list[Tab]:
    tabs = []
    for own_label, name, right in lines:
        if not getattr(cast, right):
            continue
        try:
            tabs.append(Tab(label or own_label, reverse(name), is_here=name == here))
        except NoReverseMatch:  # a screen that is not there yet
            continue
    return tabs
