"""Changes of readiness, each with its history. Training calls `raise_level`."""

from .levels import raise_level

__all__ = ["raise_level"]
