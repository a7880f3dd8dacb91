"""Screens of the import of a timetable."""
