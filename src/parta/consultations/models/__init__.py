"""The weekly hours of help, bookings of their slots, the waiting list; seminars with sign-up and attendance."""

from .bookings import Booking, CalendarKey, Waiting
from .hours import DayOff, HoursPlan, Interval
from .seminars import Seminar, SeminarFile, SeminarPlace

__all__ = [
    "Booking", "CalendarKey", "DayOff", "HoursPlan", "Interval", "Seminar", "SeminarFile", "SeminarPlace", "Waiting",
]  # fmt: skip
