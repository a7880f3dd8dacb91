"""What helpers do with a request, and their queue."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parta.accounts.http import Request
from parta.handbook.access import editor_door
from parta.handbook.views.editing import DRAFT
from parta.school.access import require
from parta.school.views.saving import tell

from .. import access
from ..forms.helping import (
    AnswerForm,
    ArticleForm,
    AssignForm,
    DecideForm,
    EscalateForm,
    NumberForm,
    QueueForm,
    ShareForm,
    SortForm,
    chosen,
)
from ..models import Ticket
from ..pages.queue import queue_page
from ..queries.queue import Wanted
from ..services import add_message, answer, assigning, sharing, sorting, states
from ..services.talk import Clash
from .tickets import show, under_queue
from .tools import act, back, first_error, status


def queue(request: Request) -> HttpResponse:
    access.helper_door(request.user)
    form = QueueForm({"whose": "mine", **request.GET.dict()})
    page = queue_page(request.user, Wanted(**chosen(form)), now=timezone.now())
    template = "support/queue.html#list" if request.htmx else "support/queue.html"
    return render(request, template, {"page": page, "form": form, "may_set": access.may_set(request.user)})


@require_POST
def reply(request: Request, pk: int) -> HttpResponse:
    """An answer, or a note between helpers. When another helper answered meanwhile, it is shown and nothing is lost."""
    found = access.ticket_to_help(request.user, pk)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            keep_reply(request, found, form)
            return back(found)
        except Clash as clash:
            form.data = {**request.POST.dict(), "seen": str(clash.messages_unseen[-1].pk)}
            return show(request, found, as_helper=True, answer=form, clash=clash, refused=form_of(clash))
        except ValidationError as refused:
            tell(form, refused)
    return show(request, found, as_helper=True, answer=form)


def form_of(clash: Clash) -> AnswerForm:
    """A form whose only use is to carry the refusal, so that the page answers 422."""
    form = AnswerForm({"seen": "0"})
    form.add_error(None, clash.messages[0])
    return form


def keep_reply(request: Request, found: Ticket, form: AnswerForm) -> None:
    values, now = form.cleaned_data, timezone.now()
    text, files, by = values["text"], values["uploads"], request.user
    if values["then"] == "note":
        add_message(found, text=text, files=files, by=by, now=now, is_internal=True)
        return
    answer(found, text=text, files=files, by=by, seen=values["seen"], then=values["then"], now=now)
    if values["then"] == "solve":
        messages.success(request, "Решено. Теперь слово за тем, кто спросил.")


@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    """`helper` is who was shown beside the button, empty for nobody."""
    found = access.ticket_to_help(request.user, pk)
    seen = shown(request, "helper")
    return act(
        request, found, lambda: assigning.take(found, seen=seen, by=request.user, now=timezone.now()),
        "Обращение ваше.",
    )  # fmt: skip


def shown(request: Request, name: str) -> int | None:
    """The number the page carried beside the button; None where it carried none."""
    words = request.POST.get(name, "")[:18]
    return int(words) if words.isascii() and words.isdecimal() else None


@require_POST
def assign(request: Request, pk: int) -> HttpResponse:
    """`helper` as for `take`."""
    found = access.ticket_to_help(request.user, pk)
    form = AssignForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Выберите, кому поручить.")
        return back(found)
    to, seen = form.cleaned_data["to"], shown(request, "helper")
    return act(
        request, found, lambda: assigning.assign(found, to=to, seen=seen, by=request.user, now=timezone.now()),
        f"Поручено: {to.short_name}.", to=reverse("support:queue"),
    )  # fmt: skip


@require_POST
def escalate(request: Request, pk: int) -> HttpResponse:
    """From the `line` shown to the next; who stands on line 1 only may not see it any more: the way is to the queue."""
    found = access.ticket_to_help(request.user, pk)
    form = EscalateForm(request.POST)
    if not form.is_valid():
        return show(request, found, as_helper=True, escalate=form)
    reason, seen = form.cleaned_data["reason"], shown(request, "line")
    return act(
        request, found,
        lambda: assigning.escalate(found, reason=reason, seen=seen, by=request.user, now=timezone.now()),
        f"Обращение № {found.number} передано дальше.", to=reverse("support:queue"),
    )  # fmt: skip


@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    found = access.ticket_to_help(request.user, pk)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return show(request, found, as_helper=True, decide=form)
    is_accepted, reason = form.cleaned_data["decision"] == "accept", form.cleaned_data["reason"]

    def change() -> None:
        states.decide(found, is_accepted=is_accepted, reason=reason, by=request.user, now=timezone.now())

    return act(request, found, change, "Решение записано.")


@require_POST
def done(request: Request, pk: int) -> HttpResponse:
    found = access.ticket_to_help(request.user, pk)
    return act(
        request, found, lambda: states.mark_done(found, by=request.user, now=timezone.now()), "Отмечено: выполнено."
    )


@require_POST
def sort(request: Request, pk: int) -> HttpResponse:
    found = access.ticket_to_help(request.user, pk)
    form = SortForm(request.POST)
    if not form.is_valid():
        return show(request, found, as_helper=True, sort=form)
    values = form.cleaned_data
    place = values.pop("work_place")

    key = place.pk if place else None
    answered = act(
        request, found, lambda: sorting.sort(found, **values, work_place_id=key, by=request.user, now=timezone.now()),
        "Уточнено.",
    )  # fmt: skip
    is_seen = access.tickets_to_help(request.user).filter(pk=found.pk).exists()  # the topic may be somebody else's now
    return answered if is_seen else redirect("support:queue")


def other_of(request: Request, found: Ticket) -> Ticket:
    """The other request of the same year, by the number typed. Raises ValidationError when there is none in sight."""
    form = NumberForm(request.POST)
    if not form.is_valid():
        raise ValidationError(first_error(form))
    number = form.cleaned_data["number"]
    other = access.tickets_to_help(request.user).filter(year=found.year_id, number=number).first()
    if other is None:
        raise ValidationError(f"Обращения № {number} в этом году нет.")
    return other


@require_POST
def merge(request: Request, pk: int) -> HttpResponse:
    found = access.ticket_to_help(request.user, pk)

    def change() -> None:
        sorting.merge(found, other_of(request, found), by=request.user, now=timezone.now())

    return act(request, found, change, "Объединено.")


@require_POST
def unmerge(request: Request, pk: int) -> HttpResponse:
    found = access.ticket_to_help(request.user, pk)
    return act(request, found, lambda: sorting.unmerge(found, by=request.user, now=timezone.now()), "Отделено.")


@require_POST
def link(request: Request, pk: int) -> HttpResponse:
    found = access.ticket_to_help(request.user, pk)

    def change() -> None:
        sorting.link(found, other_of(request, found), by=request.user, now=timezone.now())

    return act(request, found, change, "Связано.")


@require_POST
def unlink(request: Request, pk: int) -> HttpResponse:
    found = access.ticket_to_help(request.user, pk)

    def change() -> None:
        sorting.unlink(found, other_of(request, found), by=request.user, now=timezone.now())

    return act(request, found, change, "Связь убрана.")


@require_POST
def article(request: Request, pk: int) -> HttpResponse:
    """The article of the handbook that answers."""
    found = access.ticket_to_help(request.user, pk)
    form = ArticleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Выберите статью.")
        return back(found)
    row = form.cleaned_data["article"]
    return act(
        request, found, lambda: states.answer_by_article(found, row, by=request.user, now=timezone.now()),
        f"Ответ в статье «{row.title}».",
    )  # fmt: skip


@require_POST
def make_article(request: Request, pk: int) -> HttpResponse:
    """«Сделать статьёй»: the editor of the handbook opens with the question and the answer, without names."""
    found = access.ticket_to_help(request.user, pk)
    editor_door(request.user)
    if not found.resolution:
        messages.error(request, "Сначала ответьте: в статье будет ваш ответ.")
        return back(found)
    question, body = (sharing.nameless(text, more=[found.asker_name]) for text in (found.title, found.resolution))
    request.session[DRAFT] = {
        "title": question[:150], "body": body, "section": "Что делать, если",
        "pages": [found.page] if found.page else [],
        "clause": found.topic if found.topic[0].isdigit() else "",
    }  # fmt: skip
    return redirect("handbook:new")


@require_http_methods(["GET", "POST"])
def share(request: Request, pk: int) -> HttpResponse:
    """Make the answer fit for all: names are taken out before, and refused after."""
    found = access.ticket_to_help(request.user, pk)
    require(bool(found.resolution))
    under_queue(request)
    form = ShareForm(request.POST or None, initial=None if request.POST else shared_before(found))
    if request.method == "POST" and form.is_valid():
        try:
            sharing.share(found, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, "Ответ находится поиском.")
            return back(found)
    return render(request, "support/share.html", {"form": form, "ticket": found}, status=status(form))


def shared_before(ticket: Ticket) -> dict[str, object]:
    known = getattr(ticket, "shared", None)
    if known is not None:
        return {"title": known.title, "question": known.question, "answer": known.answer, "roles": known.roles}
    title, text, reply_words = (
        sharing.nameless(words, more=[ticket.asker_name]) for words in (ticket.title, ticket.text, ticket.resolution)
    )
    return {"title": title[:150], "question": text, "answer": reply_words}


@require_POST
def unshare(request: Request, pk: int) -> HttpResponse:
    found = access.ticket_to_help(request.user, pk)
    return act(
        request, found, lambda: sharing.unshare(found, by=request.user, now=timezone.now()), "Ответ убран из поиска."
    )
