"""Screens of readiness as the eye reads them."""
