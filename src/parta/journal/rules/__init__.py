"""Rules of the journal as pure functions over values; no framework, no clock."""
