"""«Я»: a person's own page and own sessions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from parta.accounts.http import Request
from parta.accounts.queries import sessions_of

from ..pages.me import me_page, session_rows
from ..services import accounts


def me(request: Request) -> HttpResponse:
    return render(request, "school/me/page.html", {"page": me_page(request.user)})


def sessions(request: Request) -> HttpResponse:
    rows = session_rows(sessions_of(request.user), current=request.session.session_key)
    return render(request, "school/me/sessions.html", {"rows": rows})


@require_POST
def end_session(request: Request, pk: int) -> HttpResponse:
    if accounts.end_own_session(request.user, pk=pk):
        messages.success(request, "Сеанс завершён.")
    return redirect("accounts:sessions")


@require_POST
def end_others(request: Request) -> HttpResponse:
    accounts.end_other_sessions(request.user, keep=request.session.session_key)
    messages.success(request, "На других устройствах вы вышли.")
    return redirect("accounts:sessions")
