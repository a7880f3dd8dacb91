"""The history is read by deputy heads and administrators."""

from django.http import Http404

from parta.accounts.models import User


def history_door(user: User) -> None:
    if not (user.is_admin or user.is_deputy):
        raise Http404
