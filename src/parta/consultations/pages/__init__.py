"""Screens of consultations as the eye reads them."""
