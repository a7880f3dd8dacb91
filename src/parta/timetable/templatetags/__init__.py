"""Tags of the timetable templates."""
