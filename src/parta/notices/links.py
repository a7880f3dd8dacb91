"""The link of a letter that turns its notices off without signing in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "notices.off"


def off_link(user_id: int, groups: list[str]) -> str:
    token = signing.dumps([user_id, *groups], salt=SALT)
    return settings.URL + reverse("notices:off", args=[token])


def read(token: str) -> tuple[int, list[str]] | None:
    """The account and the groups the link names; None when it is not ours. A link never grows old."""
    try:
        user_id, *groups = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return user_id, groups
