"""Doing a lesson: its task is judged, a tick is given, the last tick finishes the course."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from parta.accounts.models import User
from parta.audit.services import record
from parta.readiness.services import raise_level
from parta.school.access import cast_of
from parta.training.models import CourseDone, PracticeClass, Progress
from parta.training.queries.practice import desk
from parta.training.rules.checks import Verdict
from parta.training.rules.lessons import Answer, Course, Lesson, Question

MOST_TRIES = 32_767  # what the column holds


@dataclass(frozen=True, slots=True)
class Said:
    """A question and what was answered; None while nothing is."""

    question: Question
    answer: Answer | None

    @property
    def is_right(self) -> bool:
        return self.answer is not None and self.answer.is_right


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a task stands: what the practice class holds, what the questions were answered."""

    verdicts: list[Verdict]
    said: list[Said]

    @property
    def is_accepted(self) -> bool:
        return all(one.is_right for one in self.verdicts) and all(one.is_right for one in self.said)

    @property
    def is_answered(self) -> bool:
        return all(one.answer for one in self.said)


def judge(lesson: Lesson, practice: PracticeClass | None, answers: Mapping[int, int]) -> Judgement:
    """Judge the task. `answers`: number of the question → number of the answer, both from 0. Two queries at most."""
    state = desk(practice) if practice and lesson.checks else None
    verdicts = [check.judge(state) for check in lesson.checks] if state else []
    said = [Said(question, _chosen(question, answers.get(place))) for place, question in enumerate(lesson.questions)]
    return Judgement(verdicts, said)


def _chosen(question: Question, place: int | None) -> Answer | None:
    return question.answers[place] if place is not None and 0 <= place < len(question.answers) else None


@transaction.atomic
def hand_in(
    course: Course, lesson: Lesson, judgement: Judgement, *, by: User, now: datetime, counts: bool = True
) -> bool:
    """Keep the try, and the tick when the task is accepted; return whether this finished the course.

    With `counts` false nothing is kept unless it is accepted: the page asks by itself after each mark.
    """
    if not (counts or judgement.is_accepted):
        return False
    row, _ = Progress.objects.get_or_create(user=by, course=course.code, lesson=lesson.slug)
    row = Progress.objects.select_for_update().get(pk=row.pk)
    if row.done_at is None:
        row.tries = min(row.tries + 1, MOST_TRIES)
        row.done_at = now if judgement.is_accepted else None
        row.save()
    return judgement.is_accepted and _finish(course, by=by, now=now)


def _finish(course: Course, *, by: User, now: datetime) -> bool:
    """Note a course finished for the first time; the skills it names rise with employees."""
    done = Progress.objects.filter(user=by, course=course.code, done_at__isnull=False).values_list("lesson", flat=True)
    if {lesson.slug for lesson in course.lessons} - set(done):
        return False
    made, is_new = CourseDone.objects.get_or_create(user=by, course=course.code, defaults={"at": now})
    if not is_new:
        return False
    record("training.finish_course", by=by, target=("course_done", made.pk), label=course.title)
    employee = cast_of(by).employee_id
    if employee is not None:
        for skill, level in course.skills.items():
            raise_level(employee, skill, level=level, by=by)
    return True


def load(done: Iterable[tuple[User, Course, Lesson, datetime]]) -> None:
    """Keep many lessons as done at once, as the demo school does; the last one of a course goes by `hand_in`."""
    Progress.objects.bulk_create(
        Progress(user=user, course=course.code, lesson=lesson.slug, tries=1, done_at=at)
        for user, course, lesson, at in done
    )
