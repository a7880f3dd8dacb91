"""Consultations as files of other programs."""
