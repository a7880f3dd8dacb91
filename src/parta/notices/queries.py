"""Reads of notices."""

from parta.accounts.models import User

from .models import Notice

NEWEST = 100


def newest(user: User) -> list[Notice]:
    """The last hundred notices of the user, newest first; older ones have said what they had to say."""
    return list(Notice.objects.filter(user=user).order_by("-id")[:NEWEST])


def unread_count(user: User) -> int:
    return Notice.objects.filter(user=user, read_at=None).count()
