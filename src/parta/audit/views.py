"""The page of history."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from parta.accounts.http import Request

from . import access, pages, queries
from .forms import HistoryFilter


def history(request: Request) -> HttpResponse:
    access.history_door(request.user)
    form = HistoryFilter(request.GET)
    if not form.is_valid():
        return render(request, "audit/list.html", {"form": form, "rows": []}, status=422)
    below = request.GET.get("below", "")
    changes, next_below = queries.page_of(
        queries.changes(form.wanted()), below=int(below) if below.isdecimal() else None
    )
    kept = {name: value for name, value in request.GET.items() if name != "below"}
    return render(
        request,
        "audit/list.html",
        {
            "form": form,
            "rows": pages.rows_of(changes),
            "older": urlencode({**kept, "below": next_below}) if next_below else "",
            "newest": urlencode(kept) if below else "",
        },
    )
