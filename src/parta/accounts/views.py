"""Signing in: the page, and the demo's one-click door."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from . import access, queries


class SignInView(LoginView):  # type: ignore[misc]  # allauth has no types
    """allauth's own view, and beside the form the people of the demo school."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "demo": queries.demo_accounts()}


@login_not_required
@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    user = access.demo_account(request.POST.get("username", ""))
    response: HttpResponse = perform_login(request, user, redirect_url="/")
    return response
