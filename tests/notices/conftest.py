"""A mail server, and people with addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from allauth.account.models import EmailAddress

from parta.accounts.models import User

from .smtp import Server, serving


@pytest.fixture
def smtp(settings) -> Iterator[Server]:
    """A server that letters are delivered to."""
    with serving() as server:
        settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def confirmed() -> Callable[[User], User]:
    """`confirmed(user)` gives the account an address its owner has confirmed."""

    def give(user: User) -> User:
        EmailAddress.objects.create(user=user, email=f"{user.username}@family.test", verified=True, primary=True)
        return user

    return give
