"""Screens of the school as the eye reads them."""
