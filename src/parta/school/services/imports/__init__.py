"""Import of pupils with parents, of employees and of the load: checked, applied whole, taken back whole."""

from .applying import ImportRefused, apply, check, summary, summary_words
from .drafts import answer, choose_columns, drop, first_day, note_export, start
from .plan import Plan
from .undoing import UndoRefused, undo

__all__ = [
    "ImportRefused", "Plan", "UndoRefused", "answer", "apply", "check", "choose_columns", "drop", "first_day",
    "note_export", "start", "summary", "summary_words", "undo",
]  # fmt: skip
