"""Reads of readiness."""

from .levels import level_now

__all__ = ["level_now"]
