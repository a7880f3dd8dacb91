"""The journal page of a course and a period."""

from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from parta.accounts.http import Request
from parta.journal import access
from parta.journal.pages import grid
from parta.journal.queries.periods import period_around, periods_of, pick
from parta.journal.queries.snapshot import snapshot


@require_GET
def course(request: Request, course: int) -> HttpResponseBase:
    """Lead to the page of the period of `?on=`, a day, or of today's."""
    journal = access.course_to_read(request.user, course)
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = timezone.localdate()
    period = period_around(periods_of(journal.course), on)
    if period is None:
        return render(request, "journal/no_periods.html", {"course": journal.course})
    return redirect("journal:page", course, period.pk)


@require_GET
def page(request: Request, course: int, period: int) -> HttpResponse:
    journal = access.course_to_read(request.user, course)
    periods = periods_of(journal.course)
    here = pick(periods, period)
    shot = snapshot(journal, here, user=request.user, now=timezone.now(), urls=grid.page_urls(journal.course, here))
    context = {
        "course": journal.course,
        "period": here,
        "periods": grid.tabs(journal.course, periods, here),
        "snapshot_json": mark_safe(shot.json()),  # noqa: S308  escaped by json()
        "lesson_today": grid.lesson_today(shot),
        "may_write": shot.may_write,
    }
    return render(request, "journal/page.html", context)
