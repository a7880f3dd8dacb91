"""The week for all, and the sheet for the door."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from parta.accounts.http import Request
from parta.lib.answers import PDF, file_answer
from parta.regulation.access import introduces
from parta.school.queries import the_school

from ..pages.plans import room_weeks
from ..pages.prints import door_pdf
from ..pages.week import week_page
from .answers import day_asked


@require_safe
def week(request: Request) -> HttpResponse:
    now = timezone.localtime()
    page = week_page(request.user, day_asked(request, "week"), now)
    context = {
        "page": page,
        "carried": carried(request),
        "makes_plans": introduces(request.user),
    }
    return render(request, "consultations/week.html", context)


def carried(request: Request) -> str:
    """The request for help and the topic one came with, for the links of slots: «&ticket=5&topic=…», or nothing."""
    kept = {name: request.GET[name] for name in ("ticket", "topic") if request.GET.get(name)}
    return f"&{urlencode(kept)}" if kept else ""


@require_safe
def door(request: Request, room: int) -> HttpResponse:
    """The hours of a room on one sheet of A4, for its door."""
    weeks = room_weeks(timezone.localdate(), date.max, room_id=room)[:1]
    if not weeks:
        raise Http404
    name = f"konsultacii-{weeks[0].plan.room_id}.pdf"
    return file_answer(door_pdf(weeks[0], school=the_school()), PDF, name, is_shown=True)
