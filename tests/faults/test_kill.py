"""Kill −9 of the server between operations loses no acknowledged mark and applies none twice."""

import json
import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from uuid import uuid4

import pytest

from .school_server import SchoolServer

CSRF = "c" * 32


@pytest.fixture
def server(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = SchoolServer(tmp_path, port)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


def send(port: int, keys: dict, ops: list[dict]) -> list[dict]:
    headers = {
        "Cookie": f"sessionid={keys['cookie']}; csrftoken={CSRF}",
        "X-CSRFToken": CSRF,
        "Content-Type": "application/json",
    }
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("POST", f"/journal/{keys['course']}/ops/", json.dumps({"ops": ops}), headers)
        answer = connection.getresponse()
        body = answer.read()
    assert answer.status == 200, body[:300]
    return json.loads(body)["results"]


def operation(keys: dict, seen: int, number: int) -> dict:
    cell = ["", None, f"№ {number}", [[2 + number % 4, "", None, "", 0, 0, None]]]
    return {"id": str(uuid4()), "lesson": keys["lesson"], "pupil": keys["pupil"], "seen": seen, "cell": cell}


def type_until_killed(port: int, keys: dict, acknowledged: list[dict], hanging: list[dict], version: list[int]) -> None:
    """Write one mark after another over the version answered last, until the server is gone."""
    number = 0
    while True:
        number += 1
        op = operation(keys, version[0], number)
        hanging[:] = [op]
        try:
            result = send(port, keys, [op])[0]
        except (OSError, HTTPException):
            return
        assert result["status"] == "applied", result
        version[0] = result["version"]
        acknowledged.append(op)
        hanging.clear()


def wait_until(is_reached: Callable[[], bool]) -> None:
    for _ in range(6000):
        if is_reached():
            return
        time.sleep(0.01)
    raise AssertionError("the server took no marks for a minute")


def test_killed_server_loses_no_acknowledged_mark_and_applies_none_twice(server, tmp_path):
    keys = json.loads(server.prepare())
    acknowledged: list[dict] = []
    version = [0]
    for enough in (7, 20):
        server.start()
        hanging: list[dict] = []
        typist = threading.Thread(
            target=type_until_killed, args=(server.port, keys, acknowledged, hanging, version), daemon=True
        )
        typist.start()
        wait_until(lambda enough=enough: len(acknowledged) >= enough)
        server.kill()  # in the middle of typing
        typist.join(20)
        server.start()
        for op in [
            *hanging,
            *acknowledged[-3:],
        ]:  # the page sends again what it has no answer to, and may repeat others
            result = send(server.port, keys, [op])[0]
            assert result["status"] == "applied", result
            version[0] = max(version[0], result["version"])
        acknowledged.extend(hanging)
        server.kill()

    with closing(sqlite3.connect(tmp_path / "parta.sqlite3")) as database:
        rows = database.execute("SELECT op_id, count(*) FROM audit_change WHERE op_id IS NOT NULL GROUP BY op_id")
        written = dict(rows.fetchall())
        cell = database.execute("SELECT version, comment FROM journal_cell WHERE pupil_id = ?", [keys["pupil"]])
        stored = cell.fetchall()
    assert written == {op["id"].replace("-", ""): 1 for op in acknowledged}
    assert stored == [(len(acknowledged), acknowledged[-1]["cell"][2])]
