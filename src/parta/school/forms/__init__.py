"""Forms of the school: input checked and turned into typed values."""
