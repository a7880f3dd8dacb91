"""Орлова's practice class, and a client of hers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parta.training.models import PracticeClass
from parta.training.services.practice import ensure_practice
from tests.cast import TODAY, Cast


@pytest.fixture
def practice(cast: Cast) -> PracticeClass:
    """Its today is Wednesday 18 November 2026."""
    assert cast.teacher.user
    return ensure_practice(cast.teacher.user, today=TODAY)


@pytest.fixture
def client(cast: Cast, sign_in: Any) -> Client:
    made: Client = sign_in(cast.teacher.user)
    return made


def queries_of(client: Client, url: str) -> int:
    """How many queries the page costs, with what the process remembers already in place."""
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


class Hand:
    """Types into the practice class through the wire, as the journal's script does."""

    def __init__(self, client: Client, practice: PracticeClass) -> None:
        self.client, self.practice = client, practice
        self.lessons = dict(practice.lessons.values_list("code", "pk"))
        self.pupils = dict(practice.pupils.values_list("code", "pk"))

    def op(self, pupil: str, lesson: str, *marks: list[Any], absence: str = "", late: int | None = None,
           comment: str = "", seen: int | None = None) -> dict[str, Any]:  # fmt: skip
        pair = (self.lessons[lesson], self.pupils[pupil])
        if seen is None:
            cell = self.practice.lessons.get(pk=pair[0]).cells.filter(pupil=pair[1]).first()
            seen = cell.version if cell else 0
        return {"id": str(uuid4()), "lesson": pair[0], "pupil": pair[1], "seen": seen,
                "cell": [absence, late, comment, list(marks)]}  # fmt: skip

    def send(self, *ops: dict[str, Any], url: str = "", **more: Any) -> Any:
        url = url or f"/training/practice/{self.practice.pk}/ops/"
        return self.client.post(url, {"ops": list(ops), **more}, content_type="application/json")

    def put(self, pupil: str, lesson: str, *marks: list[Any], **more: Any) -> dict[str, Any]:
        answer = self.send(self.op(pupil, lesson, *marks, **more))
        assert answer.status_code == 200
        result: dict[str, Any] = answer.json()["results"][0]
        return result


def mark(value: int | None = None, word: str = "", kind: int | None = None, comment: str = "", part: int = 0,
         retakes: int = 0, due: str | None = None) -> list[Any]:  # fmt: skip
    return [value, word, kind, comment, part, retakes, due]


@pytest.fixture
def hand(client: Client, practice: PracticeClass) -> Hand:
    return Hand(client, practice)
