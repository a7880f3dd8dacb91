"""The tabs of readiness, by who looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from parta.accounts.models import User
from parta.school.access import cast_of

from .. import access

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
