"""The register of requests: on the screen, on paper, as tables; its cover, its closing, lines entered later."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parta.accounts.http import Request
from parta.lib.answers import PDF, file_answer
from parta.lib.sheets import Table, write_csv
from parta.regulation.access import lines_of
from parta.school.models import SchoolYear
from parta.school.queries import the_school
from parta.school.views.saving import tell

from .. import access, exchange
from ..forms.desk import CoverForm
from ..forms.helping import EnterForm, RegisterForm, chosen
from ..models import Cover
from ..pages.register import COLUMNS, TITLE, register_page, table
from ..queries.desk import years
from ..queries.people import helpers
from ..queries.register import Filter, cover_of
from ..rules import people
from ..services import register as services
from ..services.entering import enter_line
from .tools import status, table_answer


def register(request: Request) -> HttpResponse:
    access.register_door(request.user)
    every = list(years())
    year = year_asked(request, every)
    form = RegisterForm(request.GET)
    page = register_page(year, Filter(**chosen(form)), number_asked(request))
    context = {
        "page": page, "form": form, "columns": COLUMNS, "years": every, "query": query(request),
        "may_enter": 2 in lines_of(request.user), "may_figures": access.may_read_figures(request.user),
    }  # fmt: skip
    return render(request, "support/register.html#rows" if request.htmx else "support/register.html", context)


def year_asked(request: Request, every: Iterable[SchoolYear] | None = None) -> SchoolYear:
    """The year of the address, of `every` there is, or the current one; a school without years has no register."""
    asked, found = request.GET.get("year", ""), list(every or years())
    if asked.isdecimal() and len(asked) < 10:
        year = next((one for one in found if one.pk == int(asked)), None)
    else:
        year = next((one for one in found if one.is_current), found[0] if found else None)
    if year is None:
        raise Http404
    return year


def number_asked(request: Request) -> int:
    asked = request.GET.get("page", "")
    return int(asked) if asked.isdecimal() and len(asked) < 7 else 1


def query(request: Request) -> str:
    """The filters of the address without the page number, for links to the same rows."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


@require_GET
def register_pdf(request: Request) -> HttpResponse:
    """The rows of the filters on paper. The paper goes by number unless another order is asked for."""
    access.register_door(request.user)
    year, wanted = year_asked(request), printed(request)
    content = exchange.register_pdf(
        table(year, wanted), cover_of(year), school=the_school().name, year=str(year), with_cover=not wanted.is_narrow
    )
    return file_answer(content, PDF, f"Журнал обращений {year}.pdf".replace("/", "-"), is_shown=True)


def printed(request: Request) -> Filter:
    return Filter(**{"sort": "number", **chosen(RegisterForm(request.GET))})


@require_GET
def blank_pdf(request: Request) -> HttpResponse:
    """The same form without a line in it, to be kept beside the door of the room."""
    access.register_door(request.user)
    year = year_asked(request)
    content = exchange.blank_pdf(Table(TITLE, COLUMNS, []), cover_of(year), school=the_school().name, year=str(year))
    return file_answer(content, PDF, "Журнал обращений, бланк.pdf", is_shown=True)


@require_GET
def register_table(request: Request, suffix: str) -> HttpResponse:
    access.register_door(request.user)
    year = year_asked(request)
    return table_answer([table(year, printed(request))], f"Журнал обращений {year}".replace("/", "-"), suffix)


@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """A line of the telephone, the room, a seminar or the paper register, with its own date and time."""
    access.line_two_door(request.user)
    initial = {"asked_at": timezone.localtime()}
    form = EnterForm(request.POST or None, helpers=helpers(timezone.localdate()), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            ticket = enter_line(**line_of(form), by=request.user, now=timezone.now())
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, f"Внесено под № {ticket.number}.")
            return redirect("support:ticket", ticket.pk)
    return render(request, "support/enter.html", {"form": form}, status=status(form))


def line_of(form: EnterForm) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    answered_on, role = values.pop("answered_on"), values["asker_role"]
    words = [people.ROLES[role], values["asker_words"]]
    values["asker_words"] = ", ".join(part for part in words if part)
    values["asker"] = values.pop("username")
    if answered_on:
        asked = timezone.localtime(values["asked_at"])
        clock = asked.time() if asked.date() == answered_on else time(12)
        values["answered_at"] = min(timezone.make_aware(datetime.combine(answered_on, clock)), timezone.now())
    return values


@require_http_methods(["GET", "POST"])
def cover(request: Request) -> HttpResponse:
    """What stands on the cover, and the closing of the year."""
    access.line_two_door(request.user)
    year = year_asked(request)
    known = cover_of(year)
    form = CoverForm(request.POST or None, initial={name: getattr(known, name) for name in CoverForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            services.save_cover(year, **form.cleaned_data, by=request.user)
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, "Обложка сохранена.")
            return redirect(f"{request.path}?year={year.pk}")
    context = {"form": form, "cover": known, "year": year, "may_set": access.may_set(request.user)}
    return render(request, "support/cover.html", context, status=status(form))


@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    """Close the register of year `pk`: an archive is made, and the rows are read only."""
    access.settings_door(request.user)
    year = SchoolYear.objects.filter(pk=pk).first()
    if year is None:
        raise Http404
    rows = table(year, Filter(sort="number"), most=None)
    try:
        known = cover_of(year)
        printed_rows = exchange.register_pdf(rows, known, school=the_school().name, year=str(year))
        services.close_register(year, pdf=printed_rows, csv=write_csv(rows), by=request.user, now=timezone.now())
        messages.success(request, f"Журнал {year} закрыт, архив готов.")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(f"{reverse('support:cover')}?year={year.pk}")


@require_GET
def archive(request: Request, pk: int) -> FileResponse:
    """The archive of the closed register of year `pk`."""
    access.register_door(request.user)
    year = SchoolYear.objects.filter(pk=pk)
    found = Cover.objects.filter(year__in=year, closed_at__isnull=False).select_related("year").first()
    if found is None or not found.archive:
        raise Http404
    services.archive_read(found, by=request.user)
    name = f"Журнал обращений {found.year}.zip".replace("/", "-")
    return FileResponse(found.archive.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
