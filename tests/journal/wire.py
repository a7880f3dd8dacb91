"""Bodies of the journal page's requests, written as the page writes them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from parta.school.models import Course, Pupil
from parta.timetable.models import Lesson


def mark(value: int | None = None, word: str = "", *, kind: int | None = None, comment: str = "", part: int = 0,
         retakes: int = 0, due_on: str | None = None) -> list[Any]:  # fmt: skip
    return [value, word, kind, comment, part, retakes, due_on]


def content(*marks: Any, absence: str = "", late: int | None = None, comment: str = "") -> list[Any]:
    """`content(5, 4)`: two marks; a list is a mark in full."""
    return [absence, late, comment, [one if isinstance(one, list) else mark(one) for one in marks]]


def cell_op(lesson: Lesson, pupil: Pupil, cell: list[Any], *, seen: int = 0, key: str = "") -> dict[str, Any]:
    return {"id": key or str(uuid4()), "lesson": lesson.pk, "pupil": pupil.pk, "seen": seen, "cell": cell}


def record_op(lesson: Lesson, *, seen: int = 0, **record: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "lesson": lesson.pk, "seen": seen, "record": record}


def send(client: Client, course: Course, *ops: dict[str, Any]) -> list[dict[str, Any]]:
    """Post the operations and return the results."""
    answer = client.post(reverse("journal:apply", args=[course.pk]), {"ops": ops}, content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()["results"]
