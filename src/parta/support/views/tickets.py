"""A request as its asker and its helpers see it, and what the asker does with it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parta.accounts.http import Request
from parta.handbook.access import may_edit
from parta.regulation.access import lines_of
from parta.school.views.saving import tell

from .. import access
from ..forms.asking import RateForm, ReasonForm, SayForm
from ..forms.helping import AnswerForm, ArticleForm, DecideForm, EscalateForm, SortForm
from ..models import Ticket
from ..pages.ticket import TicketPage, head, ticket_page
from ..queries.conversation import talk
from ..services import add_message, states
from .tools import act, back, file_answer


def ticket(request: Request, pk: int) -> HttpResponse:
    found, as_helper = access.ticket_to_read(request.user, pk)
    return show(request, found, as_helper=as_helper)


def show(request: Request, found: Ticket, *, as_helper: bool, **forms: Any) -> HttpResponse:
    """The page of the ticket; a form among `forms` that was refused is printed with its words, and 422."""
    page = ticket_page(
        found, request.user, as_helper=as_helper, all_lines=2 in lines_of(request.user), now=timezone.now()
    )
    blank = helper_forms(page) if as_helper else asker_forms()
    if as_helper:
        under_queue(request)
    is_refused = any(getattr(form, "is_bound", False) and form.errors for form in forms.values())
    context = {"page": page, "may_edit": as_helper and may_edit(request.user), **blank, **forms}
    return render(request, "support/ticket.html", context, status=422 if is_refused else 200)


def under_queue(request: Request) -> None:
    """A helper comes here from the queue: its tab of «Помощь» is lit."""
    setattr(request, "help_tab", "support:queue")  # noqa: B010  read by home.frame


def asker_forms() -> dict[str, Any]:
    return {"say": SayForm(), "reopen": ReasonForm(), "rate": RateForm()}


def helper_forms(page: TicketPage) -> dict[str, Any]:
    row = page.ticket
    sorting = {"kind": row.kind, "topic": row.topic, "priority": row.priority, "work_place": row.work_place_id}
    return {
        "answer": AnswerForm(initial={"seen": page.talk.last}),
        "escalate": EscalateForm(),
        "decide": DecideForm(),
        "sort": SortForm(initial=sorting),
        "article": ArticleForm(initial={"article": row.article_id}),
    }


@require_GET
def messages(request: Request, pk: int) -> HttpResponse:
    """What came since the last look; 204 when nothing did. The page asks every few seconds."""
    found, as_helper = access.ticket_to_read(request.user, pk)
    fresh = talk(found, as_helper=as_helper, after=after(request.GET.get("after", "")))
    if not fresh.items:
        return HttpResponse(status=204)
    context = {
        "ticket": found, "talk": fresh, "as_helper": as_helper,
        "head": head(found, as_helper=as_helper, now=timezone.now()),
    }  # fmt: skip
    return render(request, "support/ticket.html#fresh", context)


def after(mark: str) -> tuple[int, int]:
    """«12-40» → the numbers of the last message and the last event shown."""
    message, _, event = mark.partition("-")
    is_told = message.isdecimal() and event.isdecimal() and len(mark) < 30
    return (int(message), int(event)) if is_told else (0, 0)


@require_POST
def say(request: Request, pk: int) -> HttpResponse:
    """The asker adds a message."""
    found = access.own_ticket(request.user, pk)
    form = SayForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            values = form.cleaned_data
            add_message(found, text=values["text"], files=values["uploads"], by=request.user, now=timezone.now())
            return back(found)
        except ValidationError as refused:
            tell(form, refused)
    return show(request, found, as_helper=False, say=form)


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    found = access.own_ticket(request.user, pk)
    return act(
        request,
        found,
        lambda: states.confirm(found, by=request.user, now=timezone.now()),
        "Спасибо, обращение закрыто.",
    )


@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    found = access.own_ticket(request.user, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, found, as_helper=False, reopen=form)
    reason = form.cleaned_data["reason"]
    return act(request, found, lambda: states.reopen(found, reason=reason, by=request.user, now=timezone.now()))


@require_POST
def rate(request: Request, pk: int) -> HttpResponse:
    found = access.own_ticket(request.user, pk)
    form = RateForm(request.POST)
    if not form.is_valid():
        return show(request, found, as_helper=False, rate=form)
    values = form.cleaned_data

    def change() -> None:
        states.rate(found, stars=values["stars"], words=values["words"], by=request.user, now=timezone.now())

    return act(request, found, change, "Спасибо за оценку.")


@require_GET
def file(request: Request, pk: int) -> FileResponse:
    return file_answer(access.file_to_read(request.user, pk))
