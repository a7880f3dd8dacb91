"""Screens of the timetable as the eye reads them; one module per screen."""
