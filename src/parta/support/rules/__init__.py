"""What is true of requests for help; no clock, no database."""
