"""A real Chromium over a real server thread.

Browser walks run by themselves (`./dev check`, or `pytest -m browser`), because the server's threads need a database
file of their own; beside other tests, which live in memory, they are skipped with a word.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from parta.accounts.models import User
from tests.conftest import NOON

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
CHROMIUM = "/usr/bin/chromium"
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

OpenAs = Callable[..., Page]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in memory has one connection for all threads; a server needs a file."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("browser") / "test.sqlite3")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in the test's own thread
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield made
        made.close()


@pytest.fixture
def school_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock stands at Monday 23 November 2026, noon, as in every other test."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def open_as(browser: Browser, live_server: Any, school_day: None) -> Iterator[OpenAs]:
    """`open_as(user, viewport=PHONE, …)` opens a blank page in a context of its own, signed in as the user.

    Addresses may start with «/». A script error or a broken content policy on any page fails the test at its end.
    """
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("browser walks need a database file: run them apart, pytest -m browser")
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            faults.append(message.text)

    def open_one(user: User | None = None, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url, locale="ru-RU", timezone_id="Europe/Moscow", **{"viewport": DESK, **options}
        )
        contexts.append(context)
        context.add_init_script(clock())
        context.on("console", note)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.set_default_timeout(10_000)
        if user is not None:
            enter(context, user, live_server.url)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_as: OpenAs) -> Page:
    """A page of nobody on a desk screen; `enter(page.context, user, live_server.url)` signs it in."""
    return open_as()


def clock() -> str:
    """A script that makes the browser's clock go on from the server's day."""
    shift = round((timezone.now() - datetime.now(UTC)).total_seconds() * 1000)
    return f"""{{
      const RealDate = Date;
      globalThis.Date = class extends RealDate {{
        constructor(...given) {{ given.length ? super(...given) : super(RealDate.now() + {shift}); }}
        static now() {{ return RealDate.now() + {shift}; }}
      }};
    }}"""


def enter(context: BrowserContext, user: User, url: str) -> None:
    """Sign the whole context in as the user, without the form."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
