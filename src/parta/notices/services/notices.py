"""Telling people: `queue` is called by the service whose change concerns them."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from parta.accounts.models import User

from ..models import Notice


def queue(kind: str, text: str, *, to: Iterable[User | int], url: str = "") -> None:
    """Leave one notice to each of the accounts (users or their keys; None and doubles are dropped).

    Written in the caller's transaction, so a change that is taken back takes its notices with it.
    """
    keys = {user if isinstance(user, int) else user.pk for user in to if user is not None}
    Notice.objects.bulk_create(Notice(user_id=key, kind=kind, text=text[:500], url=url) for key in sorted(keys))


def told_by_letter(user_id: int, *, url: str, at: datetime) -> None:
    """The person gets a letter of its own about this page: what the bell says of it needs no second one."""
    Notice.objects.filter(user_id=user_id, url=url, emailed_at=None).update(emailed_at=at)


def mark_read(user: User, *, until: int) -> None:
    """Mark the user's notices up to and including number `until` as read."""
    Notice.objects.filter(user=user, pk__lte=until, read_at__isnull=True).update(read_at=timezone.now())
