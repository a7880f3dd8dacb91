"""Reads of requests; the desk of `home` asks `waiting_for_me`."""

from .mine import waiting_for_me

__all__ = ["waiting_for_me"]
