"""Reads of the handbook."""
