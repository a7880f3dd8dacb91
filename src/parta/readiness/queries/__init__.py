"""Reads of readiness; the floors above call `gap_figures` and `places`."""

from .inventory import places
from .levels import GapFigures, gap_figures, levels_now

__all__ = ["GapFigures", "gap_figures", "levels_now", "places"]
