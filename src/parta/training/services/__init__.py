"""Changes: the practice class, its operations, progress."""
