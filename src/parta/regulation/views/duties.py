"""«Кто поможет», the duty matrix and its editing, delegation."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request

from .. import access, pages
from ..forms import DelegationForm, DutyForm
from ..models import Duty
from ..queries.duties import delegations
from ..rules import LINES, TOPICS
from ..services import delegation as delegation_services
from ..services import duties as services

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def helpers(request: Request) -> HttpResponse:
    context = {"page": pages.helpers_page(request.user), "lines": LINES}
    return render(request, "regulation/helpers.html", context)


@require_safe
def matrix(request: Request) -> HttpResponse:
    access.staff_door(request.user)
    topics = pages.matrix()
    context = {
        "topics": topics, "uncovered": [topic for topic in topics if topic.is_uncovered],
        "may_write": access.introduces(request.user),
    }  # fmt: skip
    return render(request, "regulation/duties.html", context)


@read_or_post
def new(request: Request) -> HttpResponse:
    access.introducer_door(request.user)
    return edited(request, None)


@read_or_post
def change(request: Request, pk: int) -> HttpResponse:
    return edited(request, access.duty_to_change(request.user, pk))


def edited(request: Request, duty: Duty | None) -> HttpResponse:
    form = DutyForm(request.POST or None, duty=duty)
    if duty is None and request.GET.get("topic") in TOPICS:
        form.initial["topic"] = request.GET["topic"]
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_duty(**form.cleaned_data, by=request.user, duty=duty)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, f"{saved.employee.short_name} помогает по теме «{TOPICS[saved.topic]}».")
            return redirect("regulation:duties")
    context = {"form": form, "duty": duty}
    return render(request, "regulation/duty.html", context, status=422 if form.errors else 200)


@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    duty = access.duty_to_change(request.user, pk)
    services.stop_duty(duty, by=request.user)
    messages.success(request, f"{duty.employee.short_name} больше не помогает по этой теме.")
    return redirect("regulation:duties")


@read_or_post
def delegation(request: Request) -> HttpResponse:
    """Who stands in for the responsible person. Only the responsible person lends; a delegate reads."""
    access.introducer_door(request.user)
    if request.method == "POST":
        access.owner_door(request.user)
    form = DelegationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            delegation_services.delegate(**form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Обязанности переданы.")
            return redirect("regulation:delegation")
    context = {
        "rows": delegations(), "today": timezone.localdate(), "form": form,
        "may_lend": request.user.is_introducer,
    }  # fmt: skip
    return render(request, "regulation/delegation.html", context, status=422 if form.errors else 200)


@require_POST
def end_delegation(request: Request, pk: int) -> HttpResponse:
    found = access.delegation_to_end(request.user, pk)
    try:
        delegation_services.end_delegation(found, by=request.user)
        messages.success(request, "Передача прекращена: обязанности снова ваши.")
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("regulation:delegation")
