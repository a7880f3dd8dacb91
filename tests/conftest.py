"""Fixtures: the cast, a frozen day, and a client signed in as one of the cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from parta.accounts.models import User

from . import cast as casting
from .kept import again

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))


@pytest.fixture(autouse=True)
def frozen_day(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 23 November 2026, noon, in every test but the browser walks. Sessions keep the real clock."""
    if "browser" not in request.keywords:
        monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture(autouse=True)
def own_media(tmp_path: object) -> Iterator[None]:
    """Uploads of a test stay in its own folder."""
    from django.test import override_settings

    with override_settings(MEDIA_ROOT=tmp_path):
        yield


@pytest.fixture
def cast(db: None) -> casting.Cast:
    return again(casting.make)


@pytest.fixture
def sign_in() -> Callable[[User | None], Client]:
    """`sign_in(cast.teacher.user)` gives a client of that user; None gives one of nobody."""

    def client_of(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return client_of
