"""Changes a person makes to the timetable; one module per noun."""
