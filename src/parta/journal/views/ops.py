"""The journal page's conversation in JSON: operations in, others' changes out."""

from datetime import datetime
from typing import Any

import orjson
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from parta.accounts.http import Request
from parta.grading.ops import MalformedBody, read_body, read_ops, wire
from parta.journal import access
from parta.journal.queries.periods import period_of
from parta.journal.queries.snapshot import news
from parta.journal.rules.ops import Result, StoredCell, StoredRecord
from parta.journal.services import cells


def answer(content: Any, *, status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(content), content_type="application/json", status=status)


def malformed(why: str) -> HttpResponse:
    return answer({"error": why}, status=400)


def signed_out() -> HttpResponse:
    return answer({"error": "Вход закончился: войдите снова, несохранённое останется"}, status=401)


def sent_by_another(request: Request, body: dict[str, Any]) -> bool:
    """Whether the page that sent this was opened by somebody else, who has signed out on this computer since.

    Such marks wait for their own author; nobody puts them under another name.
    """
    return bool(body.get("me", request.user.pk) != request.user.pk)


@login_not_required  # a script must be told 401, a redirect to a page would be lost on it
@require_POST
def apply(request: Request, course: int) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return signed_out()
    try:
        body = read_body(request.body)
        if sent_by_another(request, body):
            return signed_out()
        journal = access.course_to_read(request.user, course)
        ops = read_ops(body)
    except MalformedBody as error:
        return malformed(str(error))
    now = timezone.now()
    results = cells.apply(journal, ops, user=request.user, now=now)
    return answer({"results": [wire_result(result) for result in results], "at": now})


@login_not_required  # as above
@require_GET
def changes(request: Request, course: int, period: int) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return signed_out()
    since = read_instant(request.GET.get("since", ""))
    if since is None:
        return malformed("since: нужен момент, который сервер назвал в at")
    journal = access.course_to_read(request.user, course)
    found = news(journal, period_of(journal.course, period), since=since, now=timezone.now())
    return answer(found) if found else HttpResponse(status=204)


def read_instant(text: str) -> datetime | None:
    """An aware instant of this century; None for anything else. A plus the address line made a space is forgiven."""
    try:
        at = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return at if at is not None and timezone.is_aware(at) and 2000 <= at.year < 2100 else None


def wire_result(result: Result) -> dict[str, Any]:
    """One result as the protocol writes it."""
    told: dict[str, Any] = {"id": result.id, "status": result.status}
    if result.version is not None:
        told["version"] = result.version
    if result.status == "refused":
        told["why"] = result.why
    if result.status == "clash":
        told |= {"by": result.by, "at": result.at}
    if isinstance(result.stored, StoredCell):
        told["cell"] = wire_cell(result.stored)
    elif isinstance(result.stored, StoredRecord):
        told["record"] = {"kind": result.stored.kind_id, "topic": result.stored.topic}
    return told


def wire_cell(cell: StoredCell) -> list[Any]:
    return [cell.lesson_id, cell.pupil_id, cell.version, *wire(cell.content)]
