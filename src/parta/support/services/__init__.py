"""Changes of requests. The channels write through `open_ticket` and `add_message`."""

from .desk import ensure_defaults
from .opening import open_once, open_public, open_ticket
from .talk import add_message, answer
from .watching import close_solved, warn

__all__ = [
    "add_message", "answer", "close_solved", "ensure_defaults", "open_once", "open_public", "open_ticket", "warn",
]  # fmt: skip
