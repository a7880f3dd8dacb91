"""Where a form without script leads back to."""

from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from parta.accounts.http import Request
from parta.journal.access import OpenLesson


def back_to(request: Request, opened: OpenLesson) -> HttpResponseBase:
    """The page the form names in `next`, when it is ours; else the lesson's own page."""
    url = next_of(request)
    return HttpResponseRedirect(url) if url else redirect("journal:lesson", opened.lesson.pk)


def next_of(request: Request) -> str:
    """The address to come back to, for a hidden field; "" when it is not ours."""
    url = request.POST.get("next", "") or request.GET.get("next", "")
    return url if url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""
