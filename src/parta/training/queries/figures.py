"""What was learnt from day to day, for the head's figures."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from parta.training.models import CourseDone, Progress


@dataclass(frozen=True, slots=True)
class ProgressFigures:
    people: int  # who did at least one lesson
    lessons: int  # lessons done for the first time
    courses: int  # courses finished


def progress_figures(from_on: date, to_on: date) -> ProgressFigures:
    """Both days included. Two queries."""
    done = Progress.objects.filter(done_at__date__gte=from_on, done_at__date__lte=to_on).aggregate(
        people=Count("user", distinct=True), lessons=Count("pk")
    )
    courses = CourseDone.objects.filter(at__date__gte=from_on, at__date__lte=to_on).count()
    return ProgressFigures(done["people"], done["lessons"], courses)
