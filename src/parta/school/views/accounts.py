"""Accounts for the office: the list, one card, a password at the desk, offices, switching off."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from parta.accounts.http import Request
from parta.accounts.models import User
from parta.accounts.queries import sessions_of

from .. import access
from ..forms.accounts import AccountsFilter, OfficesForm
from ..pages.accounts import account_rows, may_reset_account
from ..queries.accounts import OFFICES, has_second_factor
from ..queries.accounts import accounts as accounts_found
from ..services import accounts
from .saving import act

PAGE = 50  # rows


def listing(request: Request) -> HttpResponse:
    access.manage_door(request.user)
    form = AccountsFilter(request.GET)
    words = {name: request.GET.get(name, "").replace("\0", "") for name in ("q", "part")}
    found = accounts_found(words["q"], words["part"])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "school/accounts/list.html",
        {"form": form, "rows": account_rows(list(page.object_list)), "page": page, **words},
    )  # fmt: skip


def show(request: Request, pk: int) -> HttpResponse:
    user = access.account_to_see(request.user, pk)
    is_admin = access.cast_of(request.user).is_admin
    held = {name: getattr(user, name) for name in OFFICES}
    return render(
        request, "school/accounts/card.html",
        {
            "account": account_rows([user])[0],
            "sessions": len(sessions_of(user)),
            "second_factor": has_second_factor(user),
            "may_reset": may_reset_account(user, by=request.user),
            "form": OfficesForm(initial=held) if is_admin else None,
        },
    )  # fmt: skip


def reset_password(request: Request, pk: int) -> HttpResponse:
    """Ask first; the answer of the POST is the only place where the password is ever shown."""
    user = access.account_to_help(request.user, pk)
    password = accounts.reset_password(user, by=request.user) if request.method == "POST" else ""
    back = request.POST.get("back") or request.GET.get("back") or ""
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    return render(request, "school/accounts/password.html", {"account": user, "password": password, "back": back})


@require_POST
def set_offices(request: Request, pk: int) -> HttpResponse:
    user = access.account_to_administer(request.user, pk)
    form = OfficesForm(request.POST)
    form.is_valid()  # four ticks: nothing to refuse
    return act(
        request, lambda: accounts.set_offices(user, by=request.user, **form.cleaned_data), done="Права записаны.",
        to=address(user),
    )  # fmt: skip


@require_POST
def switch(request: Request, pk: int) -> HttpResponse:
    """Off when it is on, on when it is off: the button says which, and sends it."""
    user = access.account_to_administer(request.user, pk)
    if request.POST.get("to") == "on":
        return act(request, lambda: accounts.switch_on(user, by=request.user), done="Включена.", to=address(user))
    done = "Отключена: войти по ней нельзя, сеансы завершены."
    return act(request, lambda: accounts.switch_off(user, by=request.user), done=done, to=address(user))


@require_POST
def remove_second_factor(request: Request, pk: int) -> HttpResponse:
    user = access.account_to_administer(request.user, pk)
    done = "Второй фактор снят. Пусть человек подключит новый на странице «Я»."
    return act(request, lambda: accounts.remove_second_factor(user, by=request.user), done=done, to=address(user))


def address(user: User) -> str:
    return reverse("school:account", args=[user.pk])
