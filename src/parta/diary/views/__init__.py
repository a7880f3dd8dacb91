"""Screens of the diary: door, service, page."""
