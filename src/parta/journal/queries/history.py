"""The history of one cell in words: who, when, what it was and became."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parta.audit.models import Change
from parta.journal.models import Absence, WorkKind


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    by: str
    before: str
    after: str


def cell_history(lesson_id: int, pupil_id: int) -> list[HistoryLine]:
    """Changes of a cell, the latest first. Two queries."""
    changes = Change.objects.filter(target_kind="cell", target_id=lesson_id, pupil_id=pupil_id).select_related("by")
    kinds = dict(WorkKind.objects.values_list("pk", "name"))
    return [
        HistoryLine(
            change.at, change.by.short_name if change.by else "", cell_words(change.before, kinds),
            cell_words(change.after, kinds),
        )
        for change in changes.order_by("-pk")
    ]  # fmt: skip


def cell_words(told: Any, kinds: Mapping[int, str]) -> str:
    """«5 (контрольная), н, опоздание 5 мин, «без тетради»»; «пусто» for a cell with nothing in it."""
    if not isinstance(told, dict):
        return "пусто"
    words = [_mark_words(mark, kinds) for mark in told.get("marks", [])]
    absence = told.get("absence")
    if absence:
        words.append(f"{absence} ({Absence(absence).label})" if absence in Absence.values else str(absence))
    if told.get("late") is not None:
        words.append(f"опоздание {told['late']} мин")
    if told.get("comment"):
        words.append(f"«{told['comment']}»")
    return ", ".join(words) or "пусто"


def _mark_words(mark: list[Any], kinds: Mapping[int, str]) -> str:
    value, word, kind, comment, part, retakes, due_on = mark
    shown = str(word or value)
    notes = [
        kinds.get(kind, "") if kind else "",
        f"{part}-я часть" if part else "",
        "вместо предыдущей" if retakes else "",
        f"сдать до {due_on[8:10]}.{due_on[5:7]}" if due_on else "",
        f"«{comment}»" if comment else "",
    ]
    said = ", ".join(note for note in notes if note)
    return f"{shown} ({said})" if said else shown
