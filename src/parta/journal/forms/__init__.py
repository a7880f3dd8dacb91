"""Forms of the journal."""
