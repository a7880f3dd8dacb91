"""How far a person is: the tick of each lesson, the next lesson, the percent."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from parta.accounts.models import User
from parta.training.access import own_courses
from parta.training.models import Progress
from parta.training.rules.lessons import Course, Lesson


@dataclass(frozen=True, slots=True)
class Tick:
    """A lesson in a check list; `done_at` is None while it is not done."""

    lesson: Lesson
    done_at: datetime | None
    tries: int


@dataclass(frozen=True, slots=True)
class CourseState:
    """A course as somebody stands in it."""

    course: Course
    ticks: list[Tick]

    @property
    def done(self) -> int:
        return sum(tick.done_at is not None for tick in self.ticks)

    @property
    def total(self) -> int:
        return len(self.ticks)

    @property
    def percent(self) -> int:
        """Whole percent, 0–100; 100 only when all is done."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_done(self) -> bool:
        return self.done == self.total

    @property
    def next(self) -> Lesson | None:
        """The first lesson not done yet."""
        return next((tick.lesson for tick in self.ticks if tick.done_at is None), None)

    @property
    def minutes_left(self) -> int:
        return sum(tick.lesson.minutes for tick in self.ticks if tick.done_at is None)


def states(user: User, wanted: list[Course]) -> list[CourseState]:
    """One query."""
    rows = Progress.objects.filter(user=user).values_list("course", "lesson", "done_at", "tries")
    found = {(course, lesson): (done_at, tries) for course, lesson, done_at, tries in rows}
    return [
        CourseState(
            course,
            [Tick(lesson, *found.get((course.code, lesson.slug), (None, 0))) for lesson in course.lessons],
        )
        for course in wanted
    ]


@dataclass(frozen=True, slots=True)
class OpenCourse:
    """A course somebody has not finished, for a desk: `url` leads to the next lesson."""

    title: str
    next: str
    url: str
    done: int
    total: int
    percent: int


def open_courses(user: User) -> list[OpenCourse]:
    """The unfinished courses of the user's roles, those begun first. One query, and those that tell the roles."""
    left = [state for state in states(user, own_courses(user)) if not state.is_done]
    found = []
    for state in sorted(left, key=lambda one: not one.done):
        if state.next:
            url = reverse("training:lesson", args=[state.course.code, state.next.slug])
            found.append(OpenCourse(state.course.title, state.next.title, url, state.done, state.total, state.percent))
    return found
