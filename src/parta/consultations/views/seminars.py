"""Seminars: the list, a page, sign-up; the leader's attendance and materials; certificates."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request
from parta.lib.answers import PDF, file_answer
from parta.regulation.access import introduces
from parta.school.queries import the_school
from parta.school.views.saving import tell
from parta.ui.templatetags.ui import count

from .. import access
from ..forms.seminars import CancelSeminarForm, MaterialsForm, SeminarForm
from ..models import Seminar
from ..pages.prints import certificate_number, certificate_pdf
from ..pages.seminars import seminar_page, seminars_page
from ..services import seminars as services
from .answers import words_of

DOOR_POLICY = "default-src 'none'; sandbox"  # a file opened in a tab may do nothing there


@require_safe
def seminars(request: Request) -> HttpResponse:
    page = seminars_page(request.user, timezone.localtime())
    return render(request, "consultations/seminars.html", {"page": page, "makes": introduces(request.user)})


@require_safe
def seminar(request: Request, pk: int) -> HttpResponse:
    return seminar_shown(request, access.seminar_to_see(request.user, pk))


def seminar_shown(request: Request, row: Seminar, **bound: forms.Form) -> HttpResponse:
    """The seminar's page; a form that was sent and refused is given by name."""
    context = {
        "page": seminar_page(row, request.user, timezone.localtime()),
        "makes": introduces(request.user),
        "cancel_form": CancelSeminarForm(),
        "materials_form": MaterialsForm(),
        **bound,
    }
    return render(request, "consultations/seminar.html", context, status=422 if bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new_seminar(request: Request) -> HttpResponse:
    access.plans_door(request.user)
    form = SeminarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.announce(by=request.user, **form.cleaned_data)
            return redirect("consultations:seminar", made.pk)
        except ValidationError as refusal:
            tell(form, refusal)
    return form_shown(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_seminar(request: Request, pk: int) -> HttpResponse:
    row = access.seminar_to_make(request.user, pk)
    was = {name: getattr(row, name) for name in SeminarForm.base_fields}
    form = SeminarForm(request.POST if request.method == "POST" else None, initial=was)
    if request.method == "POST" and form.is_valid():
        try:
            services.change(row, by=request.user, now=timezone.now(), **form.cleaned_data)
            return redirect("consultations:seminar", row.pk)
        except ValidationError as refusal:
            tell(form, refusal)
    return form_shown(request, form, row)


def form_shown(request: Request, form: SeminarForm, row: Seminar | None = None) -> HttpResponse:
    context = {"form": form, "seminar": row}
    return render(request, "consultations/seminar_form.html", context, status=422 if form.errors else 200)


@require_POST
def cancel_seminar(request: Request, pk: int) -> HttpResponse:
    row = access.seminar_to_make(request.user, pk)
    form = CancelSeminarForm(request.POST)
    if form.is_valid():
        try:
            services.cancel(row, by=request.user, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Семинар отменён, всем записанным сообщено.")
            return redirect("consultations:seminar", row.pk)
        except ValidationError as refusal:
            tell(form, refusal)
    return seminar_shown(request, row, cancel_form=form)


@require_POST
def join(request: Request, pk: int) -> HttpResponse:
    row = access.seminar_to_see(request.user, pk)
    try:
        place = services.join(row, user=request.user, now=timezone.now())
        messages.success(request, f"Вы записаны, место № {place.number}.")
    except ValidationError as refusal:
        messages.error(request, words_of(refusal))
    return redirect("consultations:seminar", row.pk)


@require_POST
def leave(request: Request, pk: int) -> HttpResponse:
    row = access.seminar_to_see(request.user, pk)
    try:
        services.leave(row, user=request.user, now=timezone.now())
        messages.success(request, "Место освобождено.")
    except ValidationError as refusal:
        messages.error(request, words_of(refusal))
    return redirect("consultations:seminar", row.pk)


@require_POST
def attendance(request: Request, pk: int) -> HttpResponse:
    row = access.seminar_to_lead(request.user, pk)
    present = [int(key) for key in request.POST.getlist("present") if key.isdecimal() and len(key) < 20]
    try:
        came = services.mark_attendance(row, present=present, by=request.user, now=timezone.now())
        messages.success(request, f"Отмечено: {count(came, 'человек,человека,человек')}. Справки готовы.")
    except ValidationError as refusal:
        messages.error(request, words_of(refusal))
    return redirect("consultations:seminar", row.pk)


@require_POST
def add_materials(request: Request, pk: int) -> HttpResponse:
    row = access.seminar_to_lead(request.user, pk)
    form = MaterialsForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.add_materials(row, form.cleaned_data["uploads"], by=request.user)
            return redirect("consultations:seminar", row.pk)
        except ValidationError as refusal:
            tell(form, refusal)
    return seminar_shown(request, row, materials_form=form)


@require_POST
def remove_material(request: Request, pk: int) -> HttpResponse:
    file = access.material_to_remove(request.user, pk)
    services.remove_material(file, by=request.user, now=timezone.now())
    return redirect("consultations:seminar", file.seminar_id)


@require_safe
def material(request: Request, pk: int) -> HttpResponseBase:
    """A file through the door: always a download, never a page of ours."""
    file = access.material(request.user, pk)
    response = FileResponse(
        file.file.open("rb"), as_attachment=True, filename=file.name, content_type=file.content_type
    )
    response.headers["Content-Security-Policy"] = DOOR_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def certificate(request: Request, pk: int) -> HttpResponse:
    """The certificate of a place somebody was at."""
    place = access.attended_place(request.user, pk)
    name = f"spravka-{certificate_number(place).replace('/', '-')}.pdf"
    return file_answer(certificate_pdf(place, school=the_school()), PDF, name, is_shown=True)
