"""Pages of the timetable; one module per noun."""
