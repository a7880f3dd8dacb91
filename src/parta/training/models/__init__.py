"""What was learnt, and the practice class. Nobody above imports this module: others read `queries`."""

from .practice import PracticeCell, PracticeChange, PracticeClass, PracticeLesson, PracticePupil
from .progress import CourseDone, Progress

__all__ = [
    "CourseDone", "PracticeCell", "PracticeChange", "PracticeClass", "PracticeLesson", "PracticePupil", "Progress",
]  # fmt: skip
