"""What is true of it; no clock, no database."""
