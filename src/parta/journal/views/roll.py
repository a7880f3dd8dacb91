"""The roll call of a lesson: its page, and the batch it sends."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from parta.accounts.http import Request
from parta.grading.ops import MalformedBody, read_body, read_ops
from parta.journal import access
from parta.journal.queries.roll import roll_json, roll_of
from parta.journal.services.roll import RollClosed, take_roll

from .ops import answer, malformed, sent_by_another, signed_out, wire_result


@login_not_required  # a script must be told 401; a person is led to the sign-in here
@require_http_methods(["GET", "POST"])
def roll_call(request: Request, lesson: int) -> HttpResponseBase:
    if request.method == "POST":
        return _save(request, lesson) if request.user.is_authenticated else signed_out()
    return _page(request, lesson) if request.user.is_authenticated else redirect_to_login(request.get_full_path())


def _page(request: Request, lesson: int) -> HttpResponseBase:
    opened = access.lesson_to_read(request.user, lesson)
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
