"""Learning: my courses, a course, a lesson with its task, the certificate."""

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parta.accounts.http import Request
from parta.handbook.pages import html
from parta.lib import paper
from parta.school.queries import the_school
from parta.training import access, pages
from parta.training.forms import read_answers
from parta.training.models import PracticeClass
from parta.training.queries import practice as practice_queries
from parta.training.queries.progress import states
from parta.training.rules import story
from parta.training.rules.lessons import Course, Lesson
from parta.training.rules.limits import in_words
from parta.training.services.practice import ensure_practice
from parta.training.services.progress import Judgement, hand_in, judge

CERTIFICATE = Path(__file__).parent.parent / "paper" / "certificate.typ"


@require_GET
def home(request: Request) -> HttpResponse:
    own, others = access.own_courses(request.user), access.other_courses(request.user)
    found = states(request.user, own + others)
    context = {
        "own": found[: len(own)], "others": found[len(own) :], "may_practise": access.works_here(request.user),
        "may_look": access.may_look(request.user), "name": request.user.full_name,
    }  # fmt: skip
    return render(request, "training/home.html", context)


@require_GET
def course(request: Request, course: str) -> HttpResponse:
    found = access.course_to_learn(request.user, course)
    state = states(request.user, [found])[0]
    return render(request, "training/course.html", {"state": state, "course": found})


@require_GET
def lesson(request: Request, course: str, lesson: str) -> HttpResponse:
    found, one = access.lesson_to_learn(request.user, course, lesson)
    practice = _practice(request, one)
    context = _context(request, found, one, practice, judge(one, practice, {}))
    return render(request, "training/lesson.html", context)


def _practice(request: Request, lesson: Lesson) -> PracticeClass | None:
    """The class the task is done in; made on first entry. None where there is nothing to do by hand."""
    if not lesson.is_practice or not access.works_here(request.user):
        return None
    return ensure_practice(request.user, today=timezone.localdate())


def _context(
    request: Request, course: Course, lesson: Lesson, practice: PracticeClass | None, judgement: Judgement
) -> dict[str, Any]:
    state = states(request.user, [course])[0]
    desk = practice_queries.desk(practice) if practice else None
    back = f"{course.code}/{lesson.slug}"
    return {
        "course": course, "lesson": lesson, "state": state, "back": back, "judgement": judgement, "story": story,
        "tick": next(tick for tick in state.ticks if tick.lesson == lesson),
        "number": course.lessons.index(lesson) + 1, "following": course.after(lesson),
        "html": html(lesson.body), "task": pages.task_html(lesson, desk),
        "article": pages.article_of(request.user, lesson), "practice": practice,
        "snapshot_json": practice_queries.script_json(pages.grid(practice, back=back)) if practice else "",
    }  # fmt: skip


@require_POST
def check(request: Request, course: str, lesson: str) -> HttpResponse:
    """Judge the task; with `auto` the page asks by itself after a mark was saved, and only the list is answered."""
    found, one = access.lesson_to_learn(request.user, course, lesson)
    practice = _practice(request, one)
    judgement = judge(one, practice, read_answers(one, request.POST))
    is_auto = request.POST.get("auto") == "yes"
    counts = judgement.is_answered and not is_auto
    is_finished = hand_in(found, one, judgement, by=request.user, now=timezone.now(), counts=counts)
    context = _context(request, found, one, practice, judgement) | {"is_sent": True, "is_finished": is_finished}
    if is_auto:
        return render(request, "training/lesson.html#steps", context)
    status = 200 if judgement.is_answered else 422
    return render(request, f"training/lesson.html{'#task' if request.htmx else ''}", context, status=status)


@require_GET
def certificate(request: Request, course: str) -> HttpResponse:
    found, done = access.finished_course(request.user, course)
    on = timezone.localdate(done.at)
    values = {
        "school": the_school().name, "name": request.user.full_name or request.user.username, "course": found.title,
        "lessons": len(found.lessons), "skills": [one.skill for one in found.lessons], "number": done.pk,
        "on": f"{in_words(on)} {on.year} г.",
    }  # fmt: skip
    headers = {"Content-Disposition": 'inline; filename="certificate.pdf"'}
    return HttpResponse(paper.pdf(CERTIFICATE, values), content_type="application/pdf", headers=headers)
