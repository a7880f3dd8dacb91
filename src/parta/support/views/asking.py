"""Asking: the panel beside a page, the page of the question, one's own requests, answers made fit for all."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parta.accounts.http import Request
from parta.consultations.queries.bookings import hours_now
from parta.handbook.pages import html
from parta.regulation.rules import TOPICS
from parta.school.access import roles_of
from parta.school.views.saving import tell

from .. import access
from ..forms.asking import KINDS, AskForm
from ..models import Ticket
from ..pages import panel as panels
from ..pages.drafts import Attached, attached
from ..pages.home import home_page
from ..pages.ticket import head
from ..queries.context import Context, context_of
from ..services import open_once
from ..services.sharing import found_answer
from .tools import status

GONE = "Этого файла на загрузке больше нет: она закончена или отменена. Вопрос можно отправить и без него."
CHOICES = {"kinds": KINDS, "topics": list(TOPICS.items())}  # printed by hand: a form's own widgets take their time


def home(request: Request) -> HttpResponse:
    return render(request, "support/home.html", {"page": home_page(request.user, now=timezone.now())})


@require_GET
def beside(request: Request) -> HttpResponse:
    """The help beside a page (`at` is its path), and what is found while one types."""
    if request.headers.get("HX-Trigger-Name") in ("q", "text"):
        words = (request.GET.get("q") or request.GET.get("text") or "").strip()[:200]
        context: dict[str, Any] = {
            "words": words,
            "hits": panels.hits(request.user, words),
            "at": request.GET.get("at"),
        }
        return render(request, "support/beside.html#hits", context)
    page = panels.panel(request.user, path(request), agent=agent(request))
    return render(request, "support/beside.html", {"page": page, "form": ask_form(request, page.context), **CHOICES})


@require_GET
def now(request: Request) -> HttpResponse:
    """Who helps at this moment: asked by the panel when it is open already."""
    return render(request, "support/beside.html#now", {"now": hours_now(timezone.localtime())})


@require_POST
def found(request: Request) -> HttpResponse:
    """«Нашёл ответ»: nothing to ask any more."""
    context = context_of(request.user, path(request), agent=agent(request))
    found_answer(user=request.user, words=request.POST.get("words", "").strip(), page=context.page)
    if request.htmx:
        return render(request, "support/beside.html#found")
    return redirect("support:home")


@require_http_methods(["GET", "POST"])
def ask(request: Request) -> HttpResponse:
    """The form of the question: in the panel, or a page of its own without script; with a file on its way, if asked."""
    context, taken, is_gone = along(request)
    form = ask_form(request, context)
    if is_gone:
        form.add_error(None, GONE)
    if request.method == "POST" and form.is_valid():
        ticket = asked(request, form, context, taken)
        if ticket is not None:
            return told(request, ticket)
    template = "support/beside.html#ask" if request.htmx else "support/ask.html"
    values = {"form": form, "along": context, "answer_by": panels.answer_by(timezone.localtime()), **CHOICES}
    return render(request, template, {**values, "taken": taken}, status=status(form))


def along(request: Request) -> tuple[Context, Attached | None, bool]:
    """What goes along with the question, the file asked about, and whether that file is gone by the time of sending."""
    context, taken, is_gone = context_of(request.user, path(request), agent=agent(request)), None, False
    try:
        taken = attached(request.user, request.POST if request.method == "POST" else request.GET)
    except Http404:
        if request.method != "POST":
            raise
        is_gone = True
    if taken:
        context = replace(context, topic=taken.topic, rows=[*context.rows, *taken.rows])
    return context, taken, is_gone


def asked(request: Request, form: AskForm, context: Context, taken: Attached | None) -> Ticket | None:
    """Open the request; None with the refusal on the form."""
    values = form.cleaned_data
    try:
        return open_once(
            text=values["text"], kind=values["kind"], topic=values["topic"], asker=request.user, page=context.page,
            context=context.rows, files=values["uploads"], ready=taken.uploads if taken else (), now=timezone.now(),
        )  # fmt: skip
    except ValidationError as refused:
        tell(form, refused)
        return None


def told(request: Request, ticket: Ticket) -> HttpResponse:
    if request.htmx:
        shown = {"ticket": ticket, "head": head(ticket, as_helper=False, now=timezone.now())}
        return render(request, "support/beside.html#asked", shown)
    return redirect("support:ticket", ticket.pk)


def ask_form(request: Request, context: Context) -> AskForm:
    initial = {"topic": context.topic, "at": context.at}
    if request.method == "POST":
        return AskForm(request.POST, request.FILES, initial=initial)
    return AskForm(initial=initial)


def path(request: Request) -> str:
    return request.POST.get("at") or request.GET.get("at", "")


def agent(request: Request) -> str:
    return request.headers.get("User-Agent", "")


def answer(request: Request, pk: int) -> HttpResponse:
    """An answered question made fit for all."""
    shared = access.answer_to_read(request.user, pk, roles=roles_of(request.user))
    return render(request, "support/answer.html", {"shared": shared, "html": html(shared.answer)})
