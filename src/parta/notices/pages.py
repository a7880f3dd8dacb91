"""The page of choices as the eye reads it."""

from collections.abc import Collection
from dataclasses import dataclass

from parta.accounts.models import User

from .queries import address_of, choices_of
from .rules import GROUPS, Group


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    group: Group
    by_email: bool


@dataclass(frozen=True, slots=True)
class ChoicesPage:
    rows: list[ChoiceRow]
    email: str
    is_confirmed: bool


def choices_page(user: User, *, ticked: Collection[str] | None = None) -> ChoicesPage:
    """`ticked` are the groups of a form that came back with errors; None shows what is kept."""
    chosen = choices_of([user.pk])[user.pk]
    if ticked is not None:
        chosen = {group.code: group.code in ticked for group in GROUPS}
    email, is_confirmed = address_of(user)
    rows = [ChoiceRow(group, chosen.get(group.code, group.by_email)) for group in GROUPS]
    return ChoicesPage(rows=rows, email=email, is_confirmed=is_confirmed)
