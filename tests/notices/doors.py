"""This app's addresses for the table of access and for the test of articles."""

from typing import Any

from parta.notices import links
from parta.notices.models import Letter
from parta.notices.services import post
from tests.cast import Cast


def letter(cast: Cast) -> Letter:
    made = post("olga@family.test", kind="notices", subject="Замены", text="Вам замена")
    Letter.objects.update(gave_up_at=made.due_at)
    return made


ARGUMENTS: dict[str, Any] = {
    "notices:off": lambda cast: {"token": links.off_link(cast.parent.user.pk, ["absence"]).split("/")[-2]},
    "notices:send-again": lambda cast: {"pk": letter(cast).pk},
}
SENT: dict[str, Any] = {}  # door → what it must be sent to be judged by who knocks
NO_SCREENS: dict[str, set[str]] = {"answers only what is sent to it": {"notices:send-again"}}
