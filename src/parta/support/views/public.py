"""Help for who cannot sign in: ask, get a number and a code, look the answer up by them."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parta.accounts.http import Request
from parta.school import codes
from parta.school.queries import the_school
from parta.school.views.saving import tell

from .. import access
from ..forms.asking import LookupForm, PublicForm, ReasonForm, SayForm
from ..models import Ticket
from ..pages.ticket import asks, head
from ..queries.conversation import talk
from ..queries.desk import the_desk
from ..services import add_message, open_public, states
from .tools import first_error, status

KEPT = "help_ticket"  # in the session: the ticket whose number and code were right
TOO_MANY = "Слишком много попыток. Подождите немного и попробуйте снова."
TRAPPED = "Не получилось отправить. Обновите страницу и заполните форму ещё раз."


@login_not_required
@require_http_methods(["GET", "POST"])
def public(request: Request) -> HttpResponse:
    """The form without signing in; a hidden field and a limit by address keep programs away."""
    if not the_desk().takes_public:
        return render(request, "support/public_closed.html", {"school": the_school()})
    form = PublicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.is_trapped:
            form.add_error(None, TRAPPED)
        elif not ratelimit.consume(request, action="ask_help"):
            form.add_error(None, TOO_MANY)
            return render(request, "support/public.html", {"form": form}, status=HTTPStatus.TOO_MANY_REQUESTS)
        else:
            return asked(request, form)
    return render(request, "support/public.html", {"form": form}, status=status(form))


def asked(request: Request, form: PublicForm) -> HttpResponse:
    values = form.cleaned_data
    try:
        ticket, code = open_public(
            name=values["name"], contact=values["contact"], words=values["words"], text=values["text"],
            now=timezone.now(),
        )  # fmt: skip
    except ValidationError as refused:
        tell(form, refused)
        return render(request, "support/public.html", {"form": form}, status=status(form))
    request.session[KEPT] = ticket.pk
    return render(request, "support/public_done.html", {"ticket": ticket, "code": code})


@login_not_required
@require_http_methods(["GET", "POST"])
def lookup(request: Request) -> HttpResponse:
    """Number and code; wrong ones are counted by address."""
    form = LookupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="look_up_help", dry_run=True):
            form.add_error(None, TOO_MANY)
            return render(request, "support/lookup.html", {"form": form}, status=HTTPStatus.TOO_MANY_REQUESTS)
        found = access.ticket_of_code(codes.digest(form.cleaned_data["code"]), form.cleaned_data["number"])
        if found is not None:
            request.session[KEPT] = found.pk
            return redirect("support:public-ticket")
        ratelimit.consume(request, action="look_up_help")
        form.add_error(None, "Такого номера с таким кодом нет. Проверьте и то и другое.")
    return render(request, "support/lookup.html", {"form": form}, status=status(form))


@login_not_required
@require_http_methods(["GET", "POST"])
def public_ticket(request: Request) -> HttpResponse:
    """The conversation of who looked it up, without what helpers say among themselves; they may add to it."""
    found = kept(request)
    if found is None:
        return redirect("support:lookup")
    form = SayForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not ratelimit.consume(request, action="ask_help"):
        form.add_error(None, TOO_MANY)
    elif request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            add_message(found, text=text, from_name=found.asker_name, from_email=found.asker_email, now=timezone.now())
            return redirect("support:public-ticket")
        except ValidationError as refused:
            tell(form, refused)
    context = {
        "ticket": found, "talk": talk(found, as_helper=False), "form": form, "asks": asks(found),
        "head": head(found, as_helper=False, now=timezone.now()), "reopen": ReasonForm(),
    }  # fmt: skip
    return render(request, "support/public_ticket.html", context, status=status(form))


def kept(request: Request) -> Ticket | None:
    key = request.session.get(KEPT)
    return access.first(Ticket.objects.exclude(code_digest=""), key) if isinstance(key, int) else None


@login_not_required
@require_POST
def public_confirm(request: Request) -> HttpResponse:
    """«Помогло», or «Осталось»: with a reason it is opened again."""
    found = kept(request)
    if found is None:
        return redirect("support:lookup")
    form = ReasonForm(request.POST)
    if request.POST.get("reason", "").strip() and not form.is_valid():
        messages.error(request, first_error(form))
        return redirect("support:public-ticket")
    try:
        if form.is_valid():
            states.reopen(found, reason=form.cleaned_data["reason"], by=None, now=timezone.now())
        else:
            states.confirm(found, by=None, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("support:public-ticket")
