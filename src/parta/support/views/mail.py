"""Letters of the help service: what came, what waits for a decision, what went and what did not."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from parta.accounts.http import Request
from parta.notices.services import send_again

from .. import access
from ..pages.mail import letter_page, mail_page
from ..services import receiving


def mail(request: Request) -> HttpResponse:
    access.settings_door(request.user)
    return render(request, "support/mail.html", {"page": mail_page()})


def letter(request: Request, pk: int) -> HttpResponse:
    found = access.letter_to_read(request.user, pk)
    return render(request, "support/letter.html", {"page": letter_page(found)})


def letter_raw(request: Request, pk: int) -> FileResponse:
    """As it came, for a mail program; never shown by the browser."""
    found = access.letter_to_read(request.user, pk)
    try:
        raw = found.raw.open()
    except OSError:
        raise Http404 from None
    return FileResponse(raw, as_attachment=True, filename=f"письмо-{pk}.eml", content_type="application/octet-stream")


@require_POST
def open_letter(request: Request, pk: int) -> HttpResponse:
    """«Создать обращение»."""
    found = access.letter_to_read(request.user, pk)
    try:
        ticket = receiving.open_by_hand(found, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("support:letter", pk)
    messages.success(request, f"Обращение № {ticket.number} создано.")
    return redirect("support:ticket", ticket.pk)


@require_POST
def drop_letter(request: Request, pk: int) -> HttpResponse:
    """«Не обращение»."""
    found = access.letter_to_read(request.user, pk)
    try:
        receiving.drop(found, by=request.user)
        messages.success(request, "Письмо убрано из ждущих. Само письмо сохранено.")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("support:mail")


@require_POST
def answer_again(request: Request, pk: int) -> HttpResponse:
    """«Отправить снова»."""
    found = access.answer_to_send(request.user, pk)
    try:
        send_again(found)
        messages.success(request, f"Письмо для {found.to} отправим в течение минуты.")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("support:mail")
