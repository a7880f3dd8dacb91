"""Screens of the diary as the eye reads them."""
