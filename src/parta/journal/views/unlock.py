"""«Попросить открыть», and the page where deputies answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parta.accounts.http import Request
from parta.journal import access
from parta.journal.access import OpenLesson
from parta.journal.forms.lessons import GrantForm, RefuseForm, UnlockForm
from parta.journal.queries.unlock import answered, waiting
from parta.journal.services import unlock as services
from parta.school.access import require

PAGE = 30


@require_http_methods(["GET", "POST"])
def ask(request: Request, course: int) -> HttpResponseBase:
    """Ask to open `?lesson=`, or without it the whole journal."""
    journal = access.course_to_read(request.user, course)
    opened = _lesson(request, course)
    require(opened.may_write if opened else journal.teaches)
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_to_open(
                journal.course, opened.lesson if opened else None, reason=form.cleaned_data["reason"],
                by=request.user, now=timezone.now(),
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Просьба отправлена завучу. Ответ придёт уведомлением.")
            return redirect(services.place_of(course, opened.lesson.on if opened else None))
    context = {
        "form": form,
        "course": journal.course,
        "lesson": opened.lesson if opened else None,
        "may_ask_all": journal.teaches,
    }
    return render(request, "journal/unlock_ask.html", context, status=422 if form.errors else 200)


def _lesson(request: Request, course: int) -> OpenLesson | None:
    """The lesson the address names, when it is of this course; 404 for another's."""
    key = request.GET.get("lesson", "")
    if not key:
        return None
    require(key.isdecimal() and len(key) < 19)
    opened = access.lesson_to_read(request.user, int(key))
    require(opened.journal.course.pk == course)
    return opened


@require_GET
def unlock_list(request: Request) -> HttpResponse:
    access.unlock_door(request.user)
    return _list(request)


@require_POST
def decide(request: Request, unlock: int) -> HttpResponseBase:
    found = access.unlock_to_decide(request.user, unlock)
    grants = request.POST.get("answer_is") == "grant"
    form = GrantForm(request.POST) if grants else RefuseForm(request.POST)
    if form.is_valid():
        try:
            if grants:
                services.grant(found, **form.cleaned_data, by=request.user, now=timezone.now())
            else:
                services.refuse(found, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        messages.error(request, " ".join(str(words[0]) for words in form.errors.values()))
        return _list(request, status=422)
    messages.success(request, "Журнал открыт." if grants else "Отказ отправлен учителю.")
    return redirect("journal:unlock-list")


def _list(request: Request, *, status: int = 200) -> HttpResponse:
    context = {
        "waiting": waiting(),
        "answered": Paginator(answered(), PAGE).get_page(request.GET.get("page")),
        "now": timezone.now(),
        "grant": GrantForm(),
        "refuse": RefuseForm(),
    }
    return render(request, "journal/unlock_list.html", context, status=status)
