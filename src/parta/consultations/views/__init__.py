"""Pages of consultations and seminars."""
