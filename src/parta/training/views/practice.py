"""The practice class itself: its grid, the page of a lesson, the request to open, history and average."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parta.accounts.http import Request
from parta.training import access, pages
from parta.training.models import PracticeLesson
from parta.training.queries import practice as queries
from parta.training.queries.average import calculation
from parta.training.rules import story
from parta.training.rules.library import courses
from parta.training.rules.limits import record_lock_of, why_locked
from parta.training.services import practice as services


@require_GET
def page(request: Request) -> HttpResponse:
    access.practice_door(request.user)
    practice = services.ensure_practice(request.user, today=timezone.localdate())
    context = {"practice": practice, "snapshot_json": queries.script_json(pages.grid(practice)), "story": story}
    return render(request, "training/practice.html", context)


@require_POST
def restart(request: Request) -> HttpResponse:
    access.practice_door(request.user)
    practice = services.ensure_practice(request.user, today=timezone.localdate())
    services.restart(practice, today=timezone.localdate())
    return redirect(pages.back_link(request.user, request.POST.get("back", ""), courses()).url)


@require_GET
def lesson(request: Request, lesson: int) -> HttpResponse:
    return _lesson_page(request, access.practice_lesson(request.user, lesson))


def _lesson_page(request: Request, lesson: PracticeLesson, *, error: str = "", typed: str = "") -> HttpResponse:
    back = request.POST.get("back", request.GET.get("back", ""))
    lock = record_lock_of(lesson.on, today=lesson.practice.today, is_opened=bool(lesson.asked_for))
    context = {
        "lesson": lesson, "story": story, "why_closed": why_locked(lock, lesson.on), "back": back,
        "row": {"lesson": lesson, "at": reverse("training:practice-lesson", args=[lesson.pk]), "op": uuid4()},
        "link": pages.back_link(request.user, back, courses()), "error": error, "typed": typed,
    }  # fmt: skip
    return render(request, "training/practice_lesson.html", context, status=422 if error else 200)


@require_POST
def set_topic(request: Request, lesson: int) -> HttpResponse:
    """The form is the journal's own `journal/parts/topic.html`, saved when the field is left."""
    found = access.practice_lesson(request.user, lesson)
    topic = request.POST.get("topic", "")
    try:
        services.set_topic(found, topic)
    except ValidationError as refusal:
        return _topic(request, found, error=" ".join(refusal.messages), typed=topic)
    if not request.htmx:
        return _to_lesson(found, request.POST.get("next", ""))
    return _topic(request, found, is_saved=True)


def _topic(request: Request, lesson: PracticeLesson, **told: object) -> HttpResponse:
    row = {"lesson": lesson, "at": reverse("training:practice-lesson", args=[lesson.pk]), "op": uuid4()}
    context = {"row": row, "back": request.POST.get("next", ""), **told}
    return render(request, "journal/parts/topic.html", context, status=422 if told.get("error") else 200)


@require_POST
def set_homework(request: Request, lesson: int) -> HttpResponse:
    found = access.practice_lesson(request.user, lesson)
    text = request.POST.get("homework", "")
    try:
        services.set_homework(found, text)
    except ValidationError as refusal:
        return _lesson_page(request, found, error=" ".join(refusal.messages), typed=text)
    return _to_lesson(found, request.POST.get("back", ""))


def _to_lesson(lesson: PracticeLesson, back: str) -> HttpResponse:
    url = reverse("training:practice-lesson", args=[lesson.pk])
    return redirect(f"{url}?{urlencode({'back': back})}" if back else url)


@require_http_methods(["GET", "POST"])
def ask_to_open(request: Request, lesson: int) -> HttpResponseBase:
    found = access.practice_lesson(request.user, lesson)
    back = request.POST.get("back", request.GET.get("back", ""))
    link = pages.back_link(request.user, back, courses())
    error, reason = "", request.POST.get("reason", "")
    if request.method == "POST":
        try:
            services.ask_to_open(found, reason)
            return redirect(f"{link.url}#column:{found.pk}")
        except ValidationError as refusal:
            error = " ".join(refusal.messages)
    context = {"lesson": found, "story": story, "link": link, "back": back, "error": error, "reason": reason}
    return render(request, "training/ask_to_open.html", context, status=422 if error else 200)


@require_GET
def history(request: Request, lesson: int, pupil: int) -> HttpResponse:
    place = access.practice_place(request.user, lesson, pupil)
    lines = queries.history(place.lesson, place.pupil, by=request.user.short_name)
    return render(request, "journal/parts/history.html", {"lines": lines})


@require_GET
def average(request: Request, practice: int, pupil: int) -> HttpResponse:
    found = access.practice_pupil(access.practice_to_write(request.user, practice), pupil)
    context = {"calculation": calculation(found), "period": {"name": "четыре учебные недели"}}
    return render(request, "journal/parts/average.html", context)
