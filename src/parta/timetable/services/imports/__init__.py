"""Import of a timetable: a draft while the person chooses, then all of it at once, and the way back."""

from .applying import Stale, apply_draft
from .drafts import drop_draft, save_choices, save_reading, start_draft
from .undoing import undo_import

__all__ = ["Stale", "apply_draft", "drop_draft", "save_choices", "save_reading", "start_draft", "undo_import"]
