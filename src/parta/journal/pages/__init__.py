"""Screens of the journal as the eye reads them."""
