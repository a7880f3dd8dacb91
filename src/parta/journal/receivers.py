"""What the journal follows on the floors below."""

from collections.abc import Collection
from typing import Any

from parta.accounts.models import User
from parta.timetable.signals import lessons_changed

from .services.due import follow_lessons


def listen() -> None:
    lessons_changed.connect(lessons_have_changed)


def lessons_have_changed(sender: object, *, courses: Collection[int] | None, by: User | None, **_: Any) -> None:
    follow_lessons(courses, by=by)
