"""Forms of consultations and seminars: input checked and turned into typed values."""
