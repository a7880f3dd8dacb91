"""One lesson for whoever changes its day: what it is now and what was done to it."""

from dataclasses import dataclass

from parta.audit.models import Change

from ..models import Lesson
from ..queries.cover import Offer, offers, teaching_staff
from ..queries.lessons import LessonLine, lessons_between
from ..words import ACTIONS


@dataclass(frozen=True, slots=True)
class Done:
    """A line of the lesson's history."""

    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class LessonPage:
    line: LessonLine
    offer: Offer
    history: list[Done]
    moved_to_id: int | None


def lesson_page(lesson: Lesson) -> LessonPage:
    day = lessons_between(lesson.on, lesson.on)
    line = next(line for line in day if line.id == lesson.pk)
    changes = Change.objects.filter(target_kind="lesson", target_id=lesson.pk, action__startswith="timetable.")
    return LessonPage(
        line=line,
        offer=offers([line], day, teaching_staff(lesson.on))[line.id] if line.takes_place else [],
        history=[Done(change, ACTIONS.get(change.action, "")) for change in changes.select_related("by")[:20]],
        moved_to_id=lesson.moved_to_id,
    )
