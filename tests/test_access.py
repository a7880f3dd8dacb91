"""Who may open which door: docs/reference/access.md is the table, and every address is in it."""

from __future__ import annotations

from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from . import doors
from .cast import Cast
from .undo import taken_back

TABLE = Path(__file__).parent.parent / "docs" / "reference" / "access.md"
OPENS, CLOSED, ANYBODY = "+", "·", "*"


def table() -> dict[str, dict[str, str]]:
    """Door → role → «+» opens, «·» does not exist, «*» opens to anybody without signing in."""
    rows: dict[str, dict[str, str]] = {}
    roles: list[str] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip(" `") for cell in line.strip("|").split("|")]
        if line.startswith("| Door"):
            roles = cells[1:]
        elif line.startswith("| `"):
            rows[cells[0]] = dict(zip(roles, cells[1:], strict=True))
    return rows


ROWS = table()


def outcome(client: Client, url: str, sent: dict[str, Any]) -> str:
    """Ask, then send an empty form where asking is not the way in; whatever changed is taken back."""
    answer = None
    methods = [sent["method"]] if sent else ["get", "post"]
    content = {name: value for name, value in sent.items() if name != "method"}
    for method in methods:
        with taken_back():
            answer = getattr(client, method)(url, **content)
            if answer.streaming:
                answer.getvalue()  # read to the end, so that its file is closed
        assert answer is not None
        if answer.status_code != 405:
            break
    assert answer is not None
    if answer.status_code == 404:
        return CLOSED
    if answer.status_code == 401:
        return "sign in"
    if answer.status_code in (301, 302) and answer["Location"].startswith("/accounts/login/"):
        return "sign in"
    assert answer.status_code < 500, f"{url}: {answer.status_code}"
    return OPENS


def stranger_sees(signs: set[str]) -> str:
    """What happens to somebody not signed in; a door that is closed to everybody is closed to them too."""
    if ANYBODY in signs:
        return OPENS
    return CLOSED if signs == {CLOSED} else "sign in"


def test_every_address_has_its_row():
    assert set(ROWS) == doors.names()


@pytest.mark.parametrize("app", sorted({door.split(":")[0] for door in ROWS}))
def test_doors_of(app: str, cast: Cast, sign_in):
    """Everybody knocks at every door of the app. The school is built once: what a door changes is taken back."""
    keys = {role: sign_in(user).cookies if user else None for role, user in cast.users().items()}
    wrong = {door: signs for door in ROWS if door.split(":")[0] == app and (signs := wrongly(door, cast, keys))}

    assert wrong == {}


def wrongly(door: str, cast: Cast, keys: dict[str, Any]) -> dict[str, str]:
    """Role → what it got, where that is not what the table says."""
    with taken_back():
        url = doors.address(door, cast)
        sent = doors.SENT[door](cast) if door in doors.SENT else {}
        found = {role: outcome(client_with(key), url, sent) for role, key in keys.items()}
    wanted = {role: OPENS if sign == ANYBODY else sign for role, sign in ROWS[door].items()}
    wanted["nobody"] = stranger_sees(set(ROWS[door].values()))
    return {role: found[role] for role in wanted if found[role] != wanted[role]}


def client_with(cookies: Any) -> Client:
    """A client of its own that is signed in already."""
    client = Client()
    if cookies:
        client.cookies = SimpleCookie(cookies.output(header="", sep=";"))
    return client
