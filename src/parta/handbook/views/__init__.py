"""Pages of the handbook."""
