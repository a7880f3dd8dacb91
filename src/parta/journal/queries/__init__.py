"""Reads of the journal, shaped for their readers."""
