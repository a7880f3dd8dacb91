"""Screens of readiness."""
