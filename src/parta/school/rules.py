"""Rules of this app as pure functions over values; no framework, no clock."""
