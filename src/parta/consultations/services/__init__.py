"""Changes of consultations and seminars, each with its history and notices."""

from .bookings import book, cancel_booking, move_booking
from .holding import hold_booking, miss_booking, walk_in
from .refusals import FullSlot
from .work import tick

__all__ = ["FullSlot", "book", "cancel_booking", "hold_booking", "miss_booking", "move_booking", "tick", "walk_in"]
