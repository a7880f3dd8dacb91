"""The practice grid's conversation in JSON, by docs/reference/journal-protocol.md: operations in, changes out."""

from datetime import datetime
from typing import Any

import orjson
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parta.accounts.http import Request
from parta.grading.ops import MalformedBody, read_body, read_ops, wire
from parta.training import access, pages
from parta.training.models import PracticeLesson
from parta.training.queries import practice as queries
from parta.training.rules import story
from parta.training.rules.library import courses
from parta.training.rules.limits import lock_of, why_locked
from parta.training.rules.ops import Result
from parta.training.services import ops as services

MYSELF = "вы же, в другом окне"


def answer(content: Any, *, status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(content), content_type="application/json", status=status)


def signed_out() -> HttpResponse:
    return answer({"error": "Вход закончился: войдите снова, несохранённое останется"}, status=401)


def is_anothers(request: Request, body: Any) -> bool:
    """Whether somebody else typed this before signing out on the same computer."""
    return bool(body.get("me", request.user.pk) != request.user.pk)


@login_not_required  # a script must be told 401, a redirect to a page would be lost on it
@require_POST
def apply(request: Request, practice: int) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return signed_out()
    try:
        body = read_body(request.body)
        ops = read_ops(body)
    except MalformedBody as error:
        return answer({"error": str(error)}, status=400)
    if is_anothers(request, body):
        return signed_out()
    now = timezone.now()
    results = services.apply(access.practice_to_write(request.user, practice), ops, now=now)
    return answer({"results": [wire_result(result) for result in results], "at": now})


@login_not_required  # as above
@require_GET
def changes(request: Request, practice: int) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return signed_out()
    found = access.practice_to_write(request.user, practice)
    since = read_instant(request.GET.get("since", ""))
    if since is None:
        return answer({"error": "since: нужен момент, который сервер назвал в at"}, status=400)
    news = queries.news(found, since=since, now=timezone.now())
    return answer(news) if news else HttpResponse(status=204)


def read_instant(text: str) -> datetime | None:
    try:
        at = parse_datetime(text.replace(" ", "+"))  # a plus in an address is a space
    except ValueError:
        return None
    return at if at is not None and timezone.is_aware(at) and 2000 <= at.year < 2100 else None


@login_not_required  # a script must be told 401; a person is led to the sign-in here
@require_http_methods(["GET", "POST"])
def roll_call(request: Request, lesson: int) -> HttpResponseBase:
    if request.method == "POST":
        return _take_roll(request, lesson) if request.user.is_authenticated else signed_out()
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = access.practice_lesson(request.user, lesson)
    rows = queries.roll_rows(found)
    context = {
        "lesson": found, "name": story.NAME, "subject": story.SUBJECT, "bell": story.BELL, "pupils": rows,
        "why_closed": why_closed(found), "number": queries.journal_number(found.practice),
        "roll_json": queries.script_json(roll(found, rows)),
        "back": pages.back_link(request.user, request.GET.get("back", ""), courses()),
    }  # fmt: skip
    return render(request, "training/roll_call.html", context)


def why_closed(lesson: PracticeLesson) -> str:
    lock = lock_of(lesson.on, today=lesson.practice.today, is_opened=bool(lesson.asked_for))
    return why_locked(lock, lesson.on)


def roll(lesson: PracticeLesson, rows: list[queries.RollRow]) -> dict[str, Any]:
    """What the journal's roll call script reads."""
    return {
        "me": lesson.practice.user_id, "lesson": lesson.pk, "url": reverse("training:roll-call", args=[lesson.pk]),
        "taken": lesson.roll_at is not None,
        "pupils": [[row.pupil_id, row.absence, row.late, row.cell] for row in rows],
    }  # fmt: skip


def _take_roll(request: Request, lesson: int) -> HttpResponseBase:
    try:
        body = read_body(request.body)
        ops = read_ops(body)
    except MalformedBody as error:
        return answer({"error": str(error)}, status=400)
    if is_anothers(request, body):
        return signed_out()
    found = access.practice_lesson(request.user, lesson)
    try:
        results, is_taken = services.take_roll(found, ops, now=timezone.now())
    except services.RollClosed as error:
        return answer({"error": str(error)}, status=409)
    return answer({"results": [wire_result(result) for result in results], "roll": is_taken})


def wire_result(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = {"id": result.id, "status": result.status, "version": result.version}
    if result.status == "refused":
        told["why"] = result.why
    if result.status == "clash":
        told |= {"by": MYSELF, "at": result.at}
    if result.cell:
        *place, content = result.cell
        told["cell"] = [*place, *wire(content)]
    elif result.column:
        told["record"] = {"kind": result.column.kind, "topic": result.column.topic}
    return told
