"""The page behind the bell."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from parta.accounts.http import Request

from . import queries, services


def notices(request: Request) -> HttpResponse:
    return render(request, "notices/list.html", {"notices": queries.newest(request.user)})


@require_POST
def read_all(request: Request) -> HttpResponse:
    until = request.POST.get("until", "")
    if until.isdecimal():
        services.mark_read(request.user, until=int(until))
    return redirect("notices:list")
