"""Reads. `open_courses` and `progress_figures` are for other apps."""

from .figures import ProgressFigures, progress_figures
from .progress import OpenCourse, open_courses

__all__ = ["OpenCourse", "ProgressFigures", "open_courses", "progress_figures"]
