"""Screens of requests as the eye reads them."""
