"""The ways schools lay a timetable out on a sheet. Of layouts that explain a sheet equally well the first one wins."""

from .base import Layout, Pointing
from .pairs import Pairs
from .rows import ClassRows
from .singles import RoomBelow, Singles
from .triples import Triples

LAYOUTS: list[Layout] = [Triples(), Singles(), RoomBelow(), Pairs(), ClassRows()]

__all__ = ["LAYOUTS", "Layout", "Pointing"]
