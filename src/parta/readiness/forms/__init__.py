"""Input of readiness, checked and turned into typed values."""
