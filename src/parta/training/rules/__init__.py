"""What is true of training: courses, the practice class, tasks and their checks; no clock, no database."""
