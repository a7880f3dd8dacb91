"""How a change of the timetable is answered with «no», and with «are you sure»."""

from datetime import date

from django.core.exceptions import ValidationError

from parta.school.models import Course, SchoolYear
from parta.ui.templatetags.ui import day

from ..models import Lesson
from ..queries.calendar import Calendar, calendar_of


class Clashing(Exception):
    """Somebody or something is taken; the person may say «all the same». `words` are whole sentences."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(" ".join(words))
        self.words = words


def lock_year(course: Course) -> Calendar:
    """Hold the course's year, so that two editors do not make the same lesson twice, and return its calendar."""
    return calendar_of(SchoolYear.objects.select_for_update().get(pk=course.year_id))


def lock_lesson(lesson: Lesson) -> Lesson:
    """The lesson as it stands now, with everything its words and notices need, held until the end."""
    return (
        Lesson.objects.select_for_update(of=("self",))
        .select_related("course__subject", "course__group", "course__teacher", "substitute", "room", "entry__room")
        .get(pk=lesson.pk)
    )


def refuse_closed(calendar: Calendar, on: date, scheme_id: int) -> None:
    """A closed period or year keeps its timetable: raise ValidationError."""
    if calendar.is_closed(on, scheme_id):
        term = calendar.term(on, scheme_id)
        raise ValidationError(f"{day(on).capitalize()}: период «{term.name if term else calendar.year}» закрыт.")


def refuse_outside(calendar: Calendar, on: date, scheme_id: int) -> None:
    """A day of no period can hold no lesson: the journal has no page for it. Raise ValidationError."""
    if calendar.term(on, scheme_id) is None:
        raise ValidationError(f"{day(on).capitalize()} не входит ни в один учебный период.")
