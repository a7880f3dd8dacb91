"""Input of the timetable pages; one module per noun."""
