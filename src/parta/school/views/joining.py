"""The public pages of a code: enter it, see whom it is for, get an account or join one's own."""

from http import HTTPStatus

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from parta.accounts.http import Request

from ..forms.invitations import CodeForm, form_for
from ..models import Invitation
from ..pages.joining import join_page
from ..queries.accounts import invitations_in_full
from ..services import joining
from .saving import tell

KEPT = "invitation"  # in the session: the key of the invitation whose code was entered
TOO_MANY = "Слишком много неверных кодов. Подождите 10 минут и попробуйте снова."


@login_not_required
def enter(request: Request) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if request.method == "POST":
        if not ratelimit.consume(request, action="invite", dry_run=True):
            form.add_error(None, TOO_MANY)
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif take_code(request, form):
            return redirect("accounts:join")
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "school/invitations/enter.html", {"form": form}, status=status)


def take_code(request: Request, form: CodeForm) -> bool:
    """Keep the invitation of a right code for the next page; count a wrong one."""
    if not form.is_valid():
        return False
    try:
        request.session[KEPT] = joining.find(form.cleaned_data["code"]).pk
    except ValidationError as refused:
        ratelimit.consume(request, action="invite")
        tell(form, refused)
        return False
    return True


@login_not_required
def join(request: Request) -> HttpResponse:
    invitation = kept_invitation(request)
    if invitation is None:
        return redirect("accounts:invite")
    form = form_for(invitation, request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = join_own if request.user.is_authenticated else sign_up
        try:
            return answer(request, invitation, form)
        except ValidationError as refused:
            tell(form, refused)
    refusal = joining.refusal(invitation, request.user) if request.user.is_authenticated else ""
    return render(
        request, "school/invitations/join.html",
        {"page": join_page(invitation, request.user), "form": form, "refusal": refusal},
        status=422 if form.is_bound and form.errors else 200,
    )  # fmt: skip


def join_own(request: Request, invitation: Invitation, form: Form) -> HttpResponse:
    joining.accept(invitation, user=request.user, relation=form.cleaned_data.get("relation", ""))
    del request.session[KEPT]
    messages.success(request, "Готово: код принят.")
    return redirect("accounts:me")


def sign_up(request: Request, invitation: Invitation, form: Form) -> HttpResponse:
    user = joining.create_account(invitation, **form.account())  # type: ignore[attr-defined]
    del request.session[KEPT]
    messages.success(request, f"Учётная запись готова. В следующий раз входите как «{user.username}».")
    response: HttpResponse = perform_login(request, user, redirect_url="/")
    return response


def kept_invitation(request: Request) -> Invitation | None:
    """The invitation whose code was entered, while it may still be used."""
    invitation = invitations_in_full().filter(pk=request.session.get(KEPT, 0)).first()
    if invitation is None:
        return None
    try:
        joining.check(invitation)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return None
    return invitation
