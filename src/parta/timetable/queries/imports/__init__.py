"""What an import of a timetable would do: who is who, which lines come, go and change. Nothing is written here."""
