"""Screens of training as the eye reads them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from parta.accounts.models import User
from parta.handbook.models import Article
from parta.handbook.pages import html
from parta.lib.sheets import Table
from parta.school.access import roles_of

from .access import works_here
from .models import PracticeClass
from .queries.practice import Snapshot, snapshot
from .queries.staff import Learner
from .rules.checks import Desk
from .rules.lessons import Course, Lesson
from .rules.story import LESSONS


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str


def page_urls(practice: PracticeClass, *, back: str) -> dict[str, str]:
    """The addresses the grid's script calls; {lesson} and {pupil} stand for what it fills in.

    `back` («course/lesson» or "") is carried on to the pages of one practice lesson, to return to the task.
    """
    base = reverse("training:practice")
    lesson, tail = f"{base}lesson/{{lesson}}/", f"?back={back}" if back else ""
    return {
        "ops": reverse("training:apply", args=[practice.pk]),
        "changes": reverse("training:changes", args=[practice.pk]),
        "history": f"{lesson}{{pupil}}/history/",
        "average": f"{base}{practice.pk}/{{pupil}}/average/",
        "unlock": f"{lesson}open/{tail}",
        "lesson": f"{lesson}{tail}",
        "roll": f"{lesson}roll/{tail}",
    }


def grid(practice: PracticeClass, *, back: str = "") -> Snapshot:
    return snapshot(practice, urls=page_urls(practice, back=back))


def task_html(lesson: Lesson, desk: Desk | None) -> SafeString:
    """The task with the days of the practice class in place of {control} and the like."""
    text = lesson.task
    if desk:
        for one in LESSONS:
            text = text.replace(f"{{{one.code}}}", desk.day(one.code))
    return html(text)


def article_of(user: User, lesson: Lesson) -> Link | None:
    """The handbook's article of the lesson, when this reader may open it. One query."""
    found = Article.objects.filter(slug=lesson.article, is_published=True).values_list("title", "roles").first()
    if not lesson.article or not found:
        return None
    title, roles = found
    may = not roles or roles_of(user) & set(roles)
    return Link(title, reverse("handbook:article", args=[lesson.article])) if may else None


def back_link(user: User, back: str, courses: dict[str, Course]) -> Link:
    """Where a page of the practice class returns to: the task it was opened from, or the class itself."""
    code, _, slug = back.partition("/")
    lesson = courses[code].lesson(slug) if code in courses and works_here(user) else None
    if lesson is None:
        return Link("В учебный класс", reverse("training:practice"))
    return Link("К заданию", reverse("training:lesson", args=[code, slug]))


def staff_table(learners: list[Learner], courses: list[Course]) -> Table:
    """The staff's progress for a file: lessons done of each course, and the day it was finished."""
    columns = ["Сотрудник", "Должность"]
    for course in courses:
        columns += [f"{course.title}: уроков из {len(course.lessons)}", f"{course.title}: закончен"]
    rows = []
    for learner in learners:
        row: list[object] = [learner.name, learner.position]
        for one in learner.standings:
            row += [one.done if one.state else None, one.finished_at.date() if one.finished_at else None]
        rows.append(row)
    return Table("Обучение сотрудников", columns, rows)  # type: ignore[arg-type]
