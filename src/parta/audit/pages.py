"""The history as the eye reads it."""

from dataclasses import dataclass
from datetime import datetime

from .models import Change
from .words import actions, in_words


@dataclass(frozen=True, slots=True)
class Row:
    at: datetime
    who: str
    what: str
    about: str
    before: str
    after: str


def rows_of(changes: list[Change]) -> list[Row]:
    words = actions()
    return [
        Row(
            at=change.at,
            who=change.by.short_name if change.by else "сама программа",
            what=words.get(change.action, change.action),
            about=change.label,
            before=in_words(change.action, change.before),
            after=in_words(change.action, change.after),
        )
        for change in changes
    ]
