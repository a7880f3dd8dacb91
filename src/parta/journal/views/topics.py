"""The tab «Темы и задания», and the small forms of a lesson's topic and kind of work."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parta.accounts.http import Request
from parta.journal import access
from parta.journal.access import OpenLesson
from parta.journal.forms.lessons import KindForm, TopicForm
from parta.journal.pages import grid
from parta.journal.pages.topics import kind_choices, lesson_row, topics_page
from parta.journal.queries.periods import periods_of, pick
from parta.journal.services import records

from .back import back_to, next_of


@require_GET
def topics(request: Request, course: int, period: int) -> HttpResponse:
    journal = access.course_to_read(request.user, course)
    periods = periods_of(journal.course)
    here = pick(periods, period)
    context = {
        "course": journal.course,
        "period": here,
        "periods": grid.tabs(journal.course, periods, here, end="topics/"),
        "page": topics_page(journal, here, now=timezone.now()),
    }
    return render(request, "journal/topics.html", context)


@require_POST
def set_topic(request: Request, lesson: int) -> HttpResponseBase:
    opened = access.lesson_to_write(request.user, lesson)
    form = TopicForm(request.POST)
    error = _first(form.errors.values())
    if not error:
        was, op = form.cleaned_data["was"], form.cleaned_data["op"]
        try:
            records.set_topic(opened, form.cleaned_data["topic"], was=was, op=op, by=request.user, now=timezone.now())
        except ValidationError as refused:
            error = " ".join(refused.messages)
    return _answer(request, opened, "topic", error, typed=request.POST.get("topic", ""))


@require_POST
def set_kind(request: Request, lesson: int) -> HttpResponseBase:
    opened = access.lesson_to_write(request.user, lesson)
    form = KindForm(request.POST)
    error = _first(form.errors.values())
    if not error:
        kind, was, op = form.cleaned_data["kind"], form.cleaned_data["was"], form.cleaned_data["op"]
        try:
            records.set_kind(opened, kind and kind.pk, was=was, op=op, by=request.user, now=timezone.now())
        except ValidationError as refused:
            error = " ".join(refused.messages)
    return _answer(request, opened, "kind", error)


@require_POST
def copy_topic(request: Request, lesson: int) -> HttpResponseBase:
    """Fill down: the next lesson gets the same topic."""
    opened = access.lesson_to_write(request.user, lesson)
    try:
        records.copy_topic_on(opened, by=request.user, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return back_to(request, opened)


def _first(errors: object) -> str:
    return next((str(words) for words in (one[0] for one in errors)), "")  # type: ignore[attr-defined]


def _answer(request: Request, opened: OpenLesson, part: str, error: str, *, typed: str = "") -> HttpResponseBase:
    """The small form anew for htmx, with what is stored or with why not; the page it stands on without script."""
    if not request.htmx:
        if error:
            messages.error(request, error)
        return back_to(request, opened)
    row = lesson_row(opened.journal, opened.lesson.pk, now=timezone.now())
    context = {"row": row, "error": error, "typed": typed, "is_saved": not error, "kinds": kind_choices()}
    context["back"] = next_of(request)
    return render(request, f"journal/parts/{part}.html", context, status=422 if error else 200)
