"""Changes people make in the journal: one function each, atomic, with its history row."""
