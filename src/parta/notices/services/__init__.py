"""Telling people: by the bell at once, by letters a little later."""

from .choices import choose, turn_off
from .emails import email_new
from .letters import deliver, forget_old, post, returned, send_again
from .notices import mark_read, queue, told_by_letter

__all__ = [
    "choose", "deliver", "email_new", "forget_old", "mark_read", "post", "queue", "returned", "send_again",
    "told_by_letter", "turn_off",
]  # fmt: skip
