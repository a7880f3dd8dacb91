"""The desk itself: its settings, prepared answers, figures for the head, outcomes of consultations."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from parta.accounts.http import Request
from parta.consultations.access import booking_of_helper
from parta.regulation.access import lines_of
from parta.school.views.saving import tell

from .. import access
from ..forms.desk import DeskForm, HoursForm, NormsForm, initial_hours, initial_norms
from ..forms.helping import OutcomeForm, PreparedForm
from ..models import PreparedAnswer
from ..pages.figures import figures_page
from ..queries.desk import prepared as prepared_answers
from ..queries.desk import the_desk, years
from ..services.desk import ensure_defaults, save_prepared, set_desk
from ..services.outcome import ticket_of, write_outcome
from .register import year_asked
from .tools import status, table_answer


@require_http_methods(["GET", "POST"])
def settings(request: Request) -> HttpResponse:
    access.settings_door(request.user)
    ensure_defaults()
    sent = request.POST if request.method == "POST" else None
    hours = HoursForm(sent, initial=initial_hours())
    norms = NormsForm(sent, initial=initial_norms())
    desk = DeskForm(sent, instance=the_desk())
    forms = (hours, norms, desk)
    if sent is not None and all([form.is_valid() for form in forms]):  # noqa: C419  every form tells what is wrong
        try:
            set_desk(hours=hours.hours, norms=norms.norms, by=request.user, **desk.cleaned_data)
        except ValidationError as refused:
            tell(hours, refused)
        else:
            messages.success(request, "Настройки помощи сохранены.")
            return redirect("support:settings")
    context = {"hours": hours, "norms": norms, "desk": desk}
    return render(request, "support/settings.html", context, status=max(status(form) for form in forms))


def prepared(request: Request) -> HttpResponse:
    """Prepared answers: every helper uses them, line 2 writes them."""
    access.helper_door(request.user)
    may_write = 2 in lines_of(request.user)
    rows = PreparedAnswer.objects.select_related("by") if may_write else prepared_answers()
    return render(request, "support/prepared.html", {"rows": rows, "may_write": may_write})


@require_http_methods(["GET", "POST"])
def prepared_new(request: Request) -> HttpResponse:
    access.line_two_door(request.user)
    return prepared_form(request, PreparedAnswer())


@require_http_methods(["GET", "POST"])
def prepared_edit(request: Request, pk: int) -> HttpResponse:
    access.line_two_door(request.user)
    row = PreparedAnswer.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return prepared_form(request, row)


def prepared_form(request: Request, row: PreparedAnswer) -> HttpResponse:
    form = PreparedForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        save_prepared(form.save(commit=False), by=request.user)
        messages.success(request, "Готовый ответ сохранён.")
        return redirect("support:prepared")
    return render(request, "support/prepared_form.html", {"form": form, "row": row}, status=status(form))


def figures(request: Request) -> HttpResponse:
    access.figures_door(request.user)
    year = year_asked(request)
    page = figures_page(year, timezone.localdate())
    return render(request, "support/figures.html", {"page": page, "years": years()})


@require_GET
def figures_table(request: Request, suffix: str) -> HttpResponse:
    access.figures_door(request.user)
    year = year_asked(request)
    tables = figures_page(year, timezone.localdate()).tables
    return table_answer(tables, f"Показатели помощи {year}".replace("/", "-"), suffix)


@require_http_methods(["GET", "POST"])
def outcome(request: Request, pk: int) -> HttpResponse:
    """What came of a consultation: into its request, or a new row of the register."""
    booking = booking_of_helper(request.user, pk)
    known = ticket_of(booking)
    initial = {"outcome": booking.outcome, "topic": known.topic if known else "other"}
    form = OutcomeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            ticket = write_outcome(booking, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, f"Итог записан в журнал обращений, № {ticket.number}.")
            return redirect(f"{reverse('consultations:day')}?on={booking.on.isoformat()}")
    return render(
        request, "support/outcome.html", {"form": form, "booking": booking, "ticket": known}, status=status(form)
    )
