"""Changes of readiness, each with its history."""

from .levels import raise_level

__all__ = ["raise_level"]
