"""Screens of the school, one module per noun."""
