"""Screens and answers of the journal: door, form, service, page."""
