"""Reads of the school that every floor above needs."""

from .classes import pupils_of_class, pupils_of_group
from .year import current_period_words, current_year, the_school

__all__ = ["current_period_words", "current_year", "pupils_of_class", "pupils_of_group", "the_school"]
