"""Doors of letters."""

from django.http import Http404

from parta.accounts.models import User

from . import links
from .models import Letter
from .rules import GROUPS, Group


def letters_door(user: User) -> None:
    """What did not go: administrators only."""
    if not user.is_admin:
        raise Http404


def letter_to_send(user: User, pk: int) -> Letter:
    letters_door(user)
    found = Letter.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def groups_of_link(token: str) -> tuple[int, list[Group]]:
    """The account and the groups that a link of a letter may turn off; who has the letter has the right."""
    named = links.read(token)
    groups = [group for group in GROUPS if named and group.code in named[1]]
    if named is None or not groups or not User.objects.filter(pk=named[0]).exists():
        raise Http404
    return named[0], groups
