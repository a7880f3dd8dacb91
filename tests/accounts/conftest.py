"""Fixtures of signing in: counters of attempts start anew, and a person to sign in as."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from parta.accounts.models import User
from tests import build

PASSWORD = "скрипка и 7 нот"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def olga(db: None) -> User:
    user = build.user("olga", last_name="Ермакова", first_name="Ольга", email="olga@school.test")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def enter(client: Client) -> Callable[..., HttpResponse]:
    """`enter("olga", "password")` sends the sign-in form."""

    def send(username: str, password: str = PASSWORD, **more: str) -> HttpResponse:
        return client.post("/accounts/login/", {"login": username, "password": password, **more})

    return send
