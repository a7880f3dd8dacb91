"""The roll call of a lesson: its page, and the batch it sends."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from parta.accounts.http import Request
from parta.grading.ops import MalformedBody, read_body, read_ops
from parta.journal import access
from parta.journal.access import OpenLesson
from parta.journal.forms.roll import RollForm
from parta.journal.queries.roll import roll_json, roll_of
from parta.journal.services.roll import RollClosed, take_roll

from .ops import answer, malformed, sent_by_another, signed_out, wire_result


@login_not_required  # a script must be told 401; a person is led to the sign-in here
@require_http_methods(["GET", "POST"])
def roll_call(request: Request, lesson: int) -> HttpResponseBase:
    by_script = request.content_type == "application/json"
    if not request.user.is_authenticated:
        return signed_out() if by_script else redirect_to_login(request.get_full_path())
    if request.method == "POST":
        return _save(request, lesson) if by_script else _save_form(request, lesson)
    opened = access.lesson_to_read(request.user, lesson)
    return _form_page(request, opened) if "plain" in request.GET else _page(request, opened)


def _page(request: Request, opened: OpenLesson) -> HttpResponseBase:
    lesson = opened.lesson.pk
    roll = roll_of(opened, now=timezone.now())
    url = reverse("journal:roll-call", args=[lesson])
    context = {
        "lesson": opened.lesson,
        "course": opened.journal.course,
        "roll": roll,
        "pupils": roll.rows,
        "roll_json": mark_safe(roll_json(roll, me=request.user.pk, lesson=lesson, url=url)),  # noqa: S308  escaped there
    }
    return render(request, "journal/roll_call.html", context)


def _form_page(request: Request, opened: OpenLesson, form: RollForm | None = None) -> HttpResponseBase:
    roll = roll_of(opened, now=timezone.now())
    context = {"lesson": opened.lesson, "course": opened.journal.course, "roll": roll}
    context["form"] = form or RollForm(rows=roll.rows)
    return render(request, "journal/roll_form.html", context, status=422 if form else 200)


def _save_form(request: Request, lesson: int) -> HttpResponseBase:
    """The same for a browser without script."""
    opened, now = access.lesson_to_write(request.user, lesson), timezone.now()
    form = RollForm(request.POST, rows=roll_of(opened, now=now).rows)
    if not form.is_valid():
        return _form_page(request, opened, form)
    ops = form.ops(lesson)
    try:
        results, is_taken = take_roll(opened, ops, user=request.user, now=now)
    except RollClosed as error:
        form.add_error(None, f"{error}.")
        return _form_page(request, opened, form)
    if not is_taken:
        form.refuse(ops, results)
        return _form_page(request, opened, form)
    messages.success(request, "Перекличка записана.")
    return redirect("journal:lesson", lesson)


def _save(request: Request, lesson: int) -> HttpResponseBase:
    now = timezone.now()
    try:
        body = read_body(request.body)
        if sent_by_another(request, body):
            return signed_out()
        opened = access.lesson_to_write(request.user, lesson)
        ops = read_ops(body)
    except MalformedBody as error:
        return malformed(str(error))
    if body.get("roll") is not True:
        return malformed("Нет признака roll: перекличка не отмечена")
    try:
        results, is_taken = take_roll(opened, ops, user=request.user, now=now)
    except RollClosed as error:
        return answer({"error": str(error)}, status=409)
    return answer({"results": [wire_result(result) for result in results], "roll": is_taken, "at": now})
