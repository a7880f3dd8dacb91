"""Line 3: what is sent outside is seen before, and holds no name of a person."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from parta.accounts.http import Request
from parta.school.views.saving import tell

from .. import access
from ..forms.helping import OutsideAnswerForm, SendForm
from ..models import Ticket
from ..queries.desk import the_desk
from ..queries.outside import bundle
from ..services import outside as services
from .tickets import under_queue
from .tools import status


@require_http_methods(["GET", "POST"])
def outside(request: Request, pk: int) -> HttpResponse:
    """The bundle as it would go out, with what was taken out of it; then the sending."""
    access.line_two_door(request.user)
    found = access.ticket_to_help(request.user, pk)
    under_queue(request)
    made = bundle(found)
    form = SendForm(
        request.POST or None,
        initial={"text": made.hidden.text, "on": timezone.localdate(), "number": found.outside_number},
    )
    if request.method == "POST" and form.is_valid() and sent(request, found, form):
        return redirect("support:ticket", found.pk)
    context = {
        "ticket": found, "form": form, "bundle": made, "desk": the_desk(), "answer": answer_form(found),
        "mails": services.is_address(the_desk().outside_contact),
    }  # fmt: skip
    return render(request, "support/outside.html", context, status=status(form))


def sent(request: Request, found: Ticket, form: SendForm) -> bool:
    try:
        services.send_outside(found, **form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as refused:
        tell(form, refused)
        return False
    messages.success(request, "Записано: отправлено во внешнюю службу.")
    return True


def answer_form(ticket: Ticket) -> OutsideAnswerForm | None:
    if ticket.outside_on is None:
        return None
    return OutsideAnswerForm(
        initial={
            "number": ticket.outside_number, "text": ticket.outside_answer,
            "on": ticket.outside_answered_on or timezone.localdate(),
        }
    )  # fmt: skip


@require_POST
def outside_answer(request: Request, pk: int) -> HttpResponse:
    access.line_two_door(request.user)
    found = access.ticket_to_help(request.user, pk)
    form = OutsideAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Напишите ответ внешней службы и дату.")
        return redirect("support:outside", found.pk)
    try:
        services.outside_answered(found, **form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("support:outside", found.pk)
    messages.success(request, "Ответ внешней службы записан. Перескажите его тому, кто спросил.")
    return redirect("support:ticket", found.pk)
