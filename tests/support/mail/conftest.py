"""The help desk by mail: a mailbox, a mail server, and letters of invented people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from parta.support.models import IncomingLetter
from parta.support.services.receiving import take
from tests.conftest import NOON
from tests.lib.letters import post
from tests.notices.conftest import smtp
from tests.support import make

from . import dovecot

__all__ = ["smtp"]
HELP = "help@school.test"


@pytest.fixture(autouse=True)
def desk(settings, cast) -> None:
    """Help has its address; Орлова answers what comes by mail."""
    settings.HELP_EMAIL = HELP
    settings.URL = "https://journal.school.test"
    make.desk()
    make.duty(cast.teacher, "other")
    cache.clear()


@pytest.fixture
def olga(cast):
    """The parent, with an address of her own."""
    EmailAddress.objects.create(user=cast.parent.user, email="olga@family.test", verified=True, primary=True)
    return cast.parent.user


@pytest.fixture
def comes() -> Callable[..., IncomingLetter]:
    """`comes("text", Subject=…)` is a letter taken at noon; or give it raw."""

    def came(body: str | bytes = "Не вижу замену.", *, now=NOON, **headers: str) -> IncomingLetter:
        raw = body if isinstance(body, bytes) else post.letter(body, **headers)
        return take(raw, now=now)

    return came


@pytest.fixture(scope="session")
def imap_server() -> Iterator[dovecot.Server]:
    if dovecot.PROGRAM is None:
        pytest.skip("dovecot is not installed")
    with dovecot.running() as server:
        yield server


@pytest.fixture
def mailbox(imap_server, settings) -> dovecot.Server:
    """A mailbox of help, empty."""
    imap_server.empty()
    settings.HELP_IMAP = imap_server.account()
    return imap_server
