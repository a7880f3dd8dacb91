"""The joint feed of all children."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parta.accounts.http import Request
from parta.diary import access
from parta.diary.pages.feed import feed_page

CENTURY = 2000


@require_GET
def feed(request: Request) -> HttpResponse:
    children = access.children_of(request.user)
    if not children:
        return render(request, "diary/no_children.html")
    until = asked_day(request.GET.get("until", ""))
    return render(request, "diary/feed.html", {"page": feed_page(children, until, user=request.user)})


def asked_day(text: str) -> date:
    """The day asked for; today when none is or when it is ahead. Raises Http404 for what is no day of this century."""
    today = timezone.localdate()
    if not text:
        return today
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if asked.year <= CENTURY:
        raise Http404
    return min(asked, today)
