"""This app's addresses for the table of access and for the test of articles."""

from __future__ import annotations

from typing import Any

from parta.regulation.models import Document, Duty
from tests import build
from tests.cast import Cast
from tests.conftest import NOON

from . import make

NOW = {"is_current": True, "published_at": NOON}


def current(cast: Cast) -> dict[str, Any]:
    return {"pk": make.document(**NOW).pk}


def draft(cast: Cast) -> dict[str, Any]:
    return {"kind": make.document().kind}


def duty(cast: Cast) -> dict[str, Any]:
    return {"pk": make.duty(cast.teacher, rank=Duty.Rank.MAIN).pk}


def campaign(cast: Cast) -> dict[str, Any]:
    """A campaign for teachers."""
    return {"pk": make.campaign().pk}


ARGUMENTS: dict[str, Any] = {
    **dict.fromkeys((f"regulation:{name}" for name in ("version", "pdf", "acknowledge", "sheet", "sheet-pdf",
                                                       "sheet-paper", "remind")), current),
    "regulation:sheet-table": lambda cast: {**current(cast), "suffix": "csv"},
    "regulation:sheet-paper-undo": lambda cast: {"pk": make.paper(build.employee("Ким Олег"), cast.introducer).pk},
    "regulation:versions": lambda cast: {"kind": Document.Kind.REGULATION.value},
    **dict.fromkeys((f"regulation:{name}" for name in ("draft", "publish", "drop-draft")), draft),
    "regulation:duty": duty,
    "regulation:duty-stop": duty,
    "regulation:delegation-end": lambda cast: {"pk": make.delegation(cast.teacher.user, cast.introducer).pk},
    **dict.fromkeys((f"regulation:{name}" for name in ("campaign", "campaign-edit", "campaign-cancel", "progress")),
                    campaign),
    "regulation:progress-table": lambda cast: {**campaign(cast), "suffix": "xlsx"},
    "regulation:tick": lambda cast: {"pk": make.campaign().lines.first().pk},
}  # fmt: skip
SENT: dict[str, Any] = {}  # door → what it must be sent to be judged by who knocks
NO_SCREENS: dict[str, set[str]] = {
    "answers only what is sent to it": {
        f"regulation:{name}"
        for name in (
            "acknowledge", "campaign-cancel", "campaigns-make", "delegation-end", "drop-draft", "duty-stop", "publish",
            "remind", "sheet-paper", "sheet-paper-undo", "tick",
        )
    },
    "a file": {f"regulation:{name}" for name in ("pdf", "sheet-pdf", "sheet-table", "progress-table")},
}  # fmt: skip
