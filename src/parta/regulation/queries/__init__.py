"""Reads of the regulation. What other apps may ask stands here."""

from .campaigns import Banner, banners_of
from .documents import Ask, asks_of
from .duties import helpers_for, uncovered_topics

__all__ = ["Ask", "Banner", "asks_of", "banners_of", "helpers_for", "uncovered_topics"]
