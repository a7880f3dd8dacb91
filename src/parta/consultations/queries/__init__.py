"""Reads of consultations and seminars, for their own pages and for the floors above."""

from .bookings import bookings_of_ticket, next_of
from .figures import Figures, figures
from .now import HelpNow, hours_now
from .slots import slots_between

__all__ = ["Figures", "HelpNow", "bookings_of_ticket", "figures", "hours_now", "next_of", "slots_between"]
