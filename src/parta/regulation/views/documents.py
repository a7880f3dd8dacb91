"""The regulation and the agreement: reading, acknowledging, writing the next version, the sheet."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request
from parta.lib.answers import PDF, file_answer, table_answer
from parta.school.queries import the_school

from .. import access, exchange, pages
from ..forms import DRAFTS, PaperForm
from ..models import Document
from ..queries import documents as queries
from ..services import documents as services

REGULATION, AGREEMENT = Document.Kind.REGULATION, Document.Kind.AGREEMENT
PAGES = {REGULATION.value: "regulation:document", AGREEMENT.value: "regulation:agreement"}


@require_safe
def regulation(request: Request) -> HttpResponse:
    return show(request, REGULATION, queries.current(REGULATION))


@require_safe
def agreement(request: Request) -> HttpResponse:
    return show(request, AGREEMENT, queries.current(AGREEMENT))


@require_safe
def version(request: Request, pk: int) -> HttpResponse:
    found = access.document_to_read(request.user, pk)
    return show(request, found.kind, found)


def show(request: Request, kind: str, document: Document | None) -> HttpResponse:
    return render(request, "regulation/document.html", {"page": pages.document_page(request.user, kind, document)})


@require_safe
def pdf(request: Request, pk: int) -> HttpResponse:
    found = access.document_to_read(request.user, pk)
    return file_answer(exchange.document_pdf(found, the_school()), PDF, f"{found}.pdf", is_shown=True)


@require_safe
def versions(request: Request, kind: str) -> HttpResponse:
    access.kind_door(kind)
    context = {"kind": Document.Kind(kind), "versions": queries.versions(kind), "back": PAGES[kind]}
    return render(request, "regulation/versions.html", context)


@require_POST
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """«Ознакомлен» or «Принимаю», from the document or from the bar of any page, where one goes back to."""
    found = access.document_to_acknowledge(request.user, pk)
    try:
        services.acknowledge(found, by=request.user)
        messages.success(request, f"Записано: «{found.title}», версия {found.version}.")
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        return redirect(PAGES[found.kind])
    return redirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, kind: str) -> HttpResponse:
    """Write the next version. A new draft begins with the text in force; its numbers and dates will be others."""
    access.introducer_door(request.user)
    access.kind_door(kind)
    instance = queries.draft(kind) or next_version(kind)
    form = DRAFTS[kind](request.POST or None, instance=instance)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_draft(kind, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("regulation:version", saved.pk)
    context = {"form": form, "kind": Document.Kind(kind), "back": PAGES[kind]}
    return render(request, "regulation/draft.html", context, status=422 if form.errors else 200)


def next_version(kind: str) -> Document:
    current = queries.current(kind)
    title, text = (current.title, current.text) if current else (Document.Kind(kind).label, "")
    return Document(kind=kind, title=title, text=text, in_force_from=timezone.localdate())


@require_POST
def publish(request: Request, kind: str) -> HttpResponse:
    found = access.draft_to_write(request.user, kind)
    try:
        services.publish(found, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("regulation:draft", kind)
    messages.success(request, f"Опубликована версия {found.version}.")
    return redirect(PAGES[kind])


@require_POST
def drop_draft(request: Request, kind: str) -> HttpResponse:
    try:
        services.drop_draft(access.draft_to_write(request.user, kind), by=request.user)
        messages.success(request, "Черновик удалён.")
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(PAGES[kind])


@require_safe
def sheet(request: Request, pk: int) -> HttpResponse:
    found = access.document_with_sheet(request.user, pk)
    return show_sheet(request, found, PaperForm(offered=queries.to_sign_on_paper(found)))


def show_sheet(request: Request, found: Document, form: PaperForm) -> HttpResponse:
    may_write = access.introduces(request.user)
    page = pages.sheet(found)
    context = {
        "sheet": page, "may_remind": found.is_current and may_write, "may_write": may_write, "form": form,
        "on_paper": may_write and any(not row.has_account and not row.is_read for row in page.rows),
    }  # fmt: skip
    return render(request, "regulation/sheet.html", context, status=422 if form.errors else 200)


@require_POST
def sign_on_paper(request: Request, pk: int) -> HttpResponse:
    """A signature of the printed sheet is entered for who has no account."""
    found = access.document_to_sign_on_paper(request.user, pk)
    form = PaperForm(request.POST, offered=queries.to_sign_on_paper(found))
    if form.is_valid():
        try:
            made = services.sign_on_paper(found, **form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"Записано: {made.employee.short_name}, подпись на бумаге {made.on:%d.%m.%Y}.")
            return redirect("regulation:sheet", pk)
    return show_sheet(request, found, form)


@require_POST
def unsign_on_paper(request: Request, pk: int) -> HttpResponse:
    paper = access.paper_to_undo(request.user, pk)
    services.unsign_on_paper(paper, by=request.user)
    messages.success(request, f"Запись о подписи снята: {paper.employee.short_name}.")
    return redirect("regulation:sheet", paper.document_id)


@require_safe
def sheet_pdf(request: Request, pk: int) -> HttpResponse:
    found = access.document_with_sheet(request.user, pk)
    content = exchange.sheet_pdf(found, queries.signatures(found), the_school())
    return file_answer(content, PDF, f"Лист ознакомления, версия {found.version}.pdf", is_shown=True)


@require_safe
def sheet_table(request: Request, pk: int, suffix: str) -> HttpResponse:
    found = access.document_with_sheet(request.user, pk)
    return table_answer(exchange.sheet_table(found, queries.signatures(found)), suffix)


@require_POST
def remind(request: Request, pk: int) -> HttpResponse:
    access.introducer_door(request.user)
    found = access.document_with_sheet(request.user, pk)
    try:
        number = services.remind(found, by=request.user)
        messages.success(request, f"Напоминание отправлено, сотрудников: {number}.")
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("regulation:sheet", pk)
