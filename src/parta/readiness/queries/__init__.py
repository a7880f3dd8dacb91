"""Reads of readiness; the floors above call `gap_figures` and `places`."""

from .levels import GapFigures, gap_figures, level_now
from .places import places

__all__ = ["GapFigures", "gap_figures", "level_now", "places"]
