"""Doors of the desk."""

from parta.accounts.models import User
from parta.school.access import cast_of, require


def search_door(user: User) -> None:
    """Only staff search: families find everything on their own pages."""
    require(cast_of(user).is_staff)
