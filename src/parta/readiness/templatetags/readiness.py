"""The tabs of readiness, by who looks; cells and fields of choice, hundreds on one page, printed at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django import template
from django.forms import BoundField, ChoiceField
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from parta.accounts.models import User
from parta.school.access import cast_of

from .. import access
from ..pages.levels import Cell

register = template.Library()


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_here: bool


def is_employee(user: User) -> bool:
    return cast_of(user).employee_id is not None


def books_seats(user: User) -> bool:
    return access.is_staff(user) or cast_of(user).pupil_id is not None


TABS: list[tuple[str, str, Callable[[User], bool]]] = [
    ("Мои навыки", "skills", is_employee),
    ("Матрица", "matrix", access.sees_levels),
    ("Чему учить", "gaps", access.sees_levels),
    ("Анкета", "survey", access.is_staff),
    ("Техника", "places", access.is_staff),
    ("Заявки", "wishes", access.is_staff),
    ("Места за компьютером", "rooms", books_seats),
]


@register.inclusion_tag("readiness/tabs.html", takes_context=True)
def readiness_tabs(context: dict[str, Any], here: str) -> dict[str, object]:
    """`here` is the last part of the URL name of the lit tab."""
    user = context["request"].user
    tabs = [Tab(label, reverse(f"readiness:{name}"), name == here) for label, name, allowed in TABS if allowed(user)]
    return {"tabs": tabs}


@register.simple_tag
def level_cells(cells: Iterable[Cell], base: str, may_confirm: bool) -> SafeString:
    """The cells of a row, each in its <td>; `base` is the address of the matrix, which that of a cell goes on from."""
    return mark_safe("".join([f"<td>{level(cell, base, may_confirm)}</td>" for cell in cells]))  # noqa: S308  escaped


@register.simple_tag
def level_cell(cell: Cell, base: str, may_confirm: bool, is_focused: bool = False) -> SafeString:
    """What stands in one cell: a button that opens its choices, or the level alone for who only looks."""
    return mark_safe(level(cell, base, may_confirm, is_focused))  # noqa: S308  escaped


def level(cell: Cell, base: str, may_confirm: bool, is_focused: bool = False) -> str:
    words = escape(cell.words)
    own = " data-self" if cell.level is not None and not cell.is_firm else ""
    shown = "·" if cell.level is None else cell.level
    says = "" if cell.says is None else f'<sup aria-hidden="true">{cell.says}</sup>'
    head = f'class="level" data-state="{cell.state}"{own} title="{words}"'
    sign = f'<span aria-hidden="true">{shown}</span>'
    if not may_confirm:
        return f'<span {head}>{sign}<span class="unseen">{words}</span>{says}</span>'
    url = f'hx-get="{escape(base)}{cell.employee}/{cell.skill}/" hx-target="closest td"'
    focus = " autofocus" if is_focused else ""
    inside = f'{sign}<span class="unseen">{words}. Изменить</span>{says}'
    return f'<button {head} type="button" {url}{focus}>{inside}</button>'


@register.simple_tag
def radio_choices(field: BoundField) -> SafeString:
    """The answers to one question, each a button to press; of a hundred of them Django's own widgets make a wait."""
    name, labels = escape(field.html_name), []
    for place, (value, words, is_chosen) in enumerate(offers(field)):
        mark = f' id="id_{name}_{place}"{" checked" if is_chosen else ""}'
        radio = f'<input type="radio" name="{name}" value="{value}"{mark}>'
        labels.append(f'<label class="choice">{radio}<span>{words}</span></label>')
    return mark_safe("".join(labels))  # noqa: S308  escaped


@register.simple_tag
def select_choices(field: BoundField) -> SafeString:
    name = escape(field.html_name)
    options = "".join(
        f'<option value="{value}"{" selected" if is_chosen else ""}>{words}</option>'
        for value, words, is_chosen in offers(field)
    )
    return mark_safe(f'<select name="{name}" id="id_{name}">{options}</select>')  # noqa: S308  escaped


def offers(field: BoundField) -> Iterable[tuple[str, str, bool]]:
    """Value, words and whether chosen, ready for markup."""
    assert isinstance(field.field, ChoiceField)
    choices: Any = field.field.choices
    chosen = field.value()
    for value, words in choices:
        yield escape(str(value)), escape(str(words)), chosen is not None and str(value) == str(chosen)
