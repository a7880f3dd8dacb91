"""Reads of the timetable, for its own pages and for the floors above. Each takes a constant number of queries."""

from .bells import BellBook, Span, bell_book, times_of
from .lessons import (
    LessonLine,
    Place,
    has_records,
    lessons_between,
    lessons_of_pupil,
    lessons_of_teacher,
    unwritten,
    week_of_class,
    week_of_pupil,
    week_of_room,
    week_of_teacher,
)

__all__ = [
    "BellBook", "LessonLine", "Place", "Span", "bell_book", "has_records", "lessons_between", "lessons_of_pupil",
    "lessons_of_teacher", "times_of", "unwritten", "week_of_class", "week_of_pupil", "week_of_room", "week_of_teacher",
]  # fmt: skip
