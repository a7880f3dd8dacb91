"""Reads of the journal, shaped for their readers."""

from .average import Calculation, calculation
from .unlock import waiting_unlocks

__all__ = ["Calculation", "calculation", "waiting_unlocks"]
