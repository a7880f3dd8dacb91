"""This app's addresses for the table of access and for the test of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parta.training.models import CourseDone, PracticeClass
from parta.training.services.practice import ensure_practice

if TYPE_CHECKING:
    from tests.cast import Cast


def practice(cast: Cast) -> PracticeClass:
    """The practice class of Орлова: nobody else's."""
    assert cast.teacher.user
    return ensure_practice(cast.teacher.user, today=cast.lesson.on)


def lesson(cast: Cast) -> dict[str, Any]:
    return {"lesson": practice(cast).lessons.get(code="today").pk}


def pupil(cast: Cast) -> dict[str, Any]:
    return {"pupil": practice(cast).pupils.get(code="ivanova").pk}


def certificate(cast: Cast) -> dict[str, Any]:
    """Орлова has finished the teachers' course."""
    CourseDone.objects.get_or_create(user=cast.teacher.user, course="teacher")
    return {"course": "teacher"}


# door → function of the cast → URL arguments
ARGUMENTS: dict[str, Any] = {
    "training:course": lambda cast: {"course": "teacher"},
    "training:certificate": certificate,
    "training:lesson": lambda cast: {"course": "teacher", "lesson": "mark"},
    "training:check": lambda cast: {"course": "parent", "lesson": "letters"},
    "training:staff-file": lambda cast: {"suffix": "csv"},
    "training:apply": lambda cast: {"practice": practice(cast).pk},
    "training:changes": lambda cast: {"practice": practice(cast).pk},
    "training:average": lambda cast: {"practice": practice(cast).pk, **pupil(cast)},
    "training:practice-lesson": lesson,
    "training:set-topic": lesson,
    "training:set-homework": lesson,
    "training:ask-to-open": lesson,
    "training:roll-call": lesson,
    "training:cell-history": lambda cast: lesson(cast) | pupil(cast),
}
# door → what it must be sent to be judged by who knocks
SENT: dict[str, Any] = {
    "training:apply": lambda cast: {"data": '{"ops": []}', "content_type": "application/json", "method": "post"},
    "training:changes": lambda cast: {"method": "get", "data": {"since": "2026-11-23T09:00:00+00:00"}},
}
# a reason of `tests/handbook/test_articles.py` → doors
NO_SCREENS: dict[str, set[str]] = {
    "answers only what is sent to it": {
        "training:apply", "training:check", "training:restart", "training:set-homework", "training:set-topic",
    },
    "a piece of another page": {"training:average", "training:cell-history"},
    "a file": {"training:certificate", "training:staff-file"},
    "JSON for a script": {"training:changes"},
}  # fmt: skip
