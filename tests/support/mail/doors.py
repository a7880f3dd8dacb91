"""Addresses of the mail of help, for the table of access and for the test of articles."""

from typing import Any

from parta.notices.services import post
from parta.support.models import IncomingLetter
from parta.support.services.receiving import take
from tests.cast import Cast
from tests.conftest import NOON
from tests.lib.letters.post import letter


def held(cast: Cast) -> dict[str, int]:
    made = take(letter("Где замена?", From="olga@family"), now=NOON)
    assert made.state == IncomingLetter.State.HELD
    return {"pk": made.pk}


def answer(cast: Cast) -> dict[str, int]:
    return {"pk": post("olga@family.test", kind="support.answer", subject="Re: Замена", text="Обновите").pk}


ARGUMENTS: dict[str, Any] = {
    **dict.fromkeys((f"support:{name}" for name in ("letter", "letter-raw", "open-letter", "drop-letter")), held),
    "support:answer-again": answer,
}
SENT: dict[str, Any] = {}  # door → what it must be sent to be judged by who knocks
NO_SCREENS: dict[str, set[str]] = {
    "answers only what is sent to it": {"support:open-letter", "support:drop-letter", "support:answer-again"},
    "a file": {"support:letter-raw"},
}
