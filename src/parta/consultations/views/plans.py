"""Making the timetable of help: the responsible person's screens (clause 2.1)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request
from parta.school.queries import current_year
from parta.school.views.saving import tell
from parta.ui.templatetags.ui import count, plural

from .. import access
from ..forms.plans import DayOffForm, ExtraForm, IntervalForm, NewPlanForm, PublishForm
from ..models import HoursPlan
from ..pages.plans import plan_page, plans_page
from ..services import days as day_services
from ..services import plans as services


@require_safe
def plans(request: Request) -> HttpResponse:
    access.plans_door(request.user)
    return plans_shown(request, NewPlanForm(initial={"year": current_year()}))


def plans_shown(request: Request, form: forms.Form) -> HttpResponse:
    context = {"page": plans_page(timezone.localdate()), "form": form}
    return render(request, "consultations/plans.html", context, status=422 if form.errors else 200)


@require_POST
def new_plan(request: Request) -> HttpResponse:
    access.plans_door(request.user)
    form = NewPlanForm(request.POST)
    if form.is_valid():
        try:
            made = services.create_draft(form.cleaned_data["year"], form.cleaned_data["room"], by=request.user)
            return redirect("consultations:plan", made.pk)
        except ValidationError as refusal:
            tell(form, refusal)
    return plans_shown(request, form)


@require_safe
def plan(request: Request, pk: int) -> HttpResponse:
    return plan_shown(request, access.plan_to_make(request.user, pk))


def plan_shown(request: Request, row: HoursPlan, **bound: forms.Form) -> HttpResponse:
    """The plan's page with its forms; the one that was sent and refused is given by name."""
    made: dict[str, forms.Form] = (
        {"day_off": DayOffForm(plan=row), "extra": ExtraForm()}
        if row.is_published
        else {"hours": IntervalForm(), "publish": PublishForm(initial={"from_on": row.from_on})}
    )
    context = {"page": plan_page(row), "forms": {**made, **bound}}
    return render(request, "consultations/plan.html", context, status=422 if bound else 200)


@require_POST
def add_hours(request: Request, pk: int) -> HttpResponse:
    row = access.draft_to_make(request.user, pk)
    form = IntervalForm(request.POST)
    if form.is_valid():
        try:
            services.add_interval(row, by=request.user, **form.cleaned_data)
            return redirect("consultations:plan", row.pk)
        except ValidationError as refusal:
            tell(form, refusal)
    return plan_shown(request, row, hours=form)


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: Request, pk: int) -> HttpResponse:
    """Change one interval of a draft."""
    row = access.draft_interval(request.user, pk)
    was = {name: getattr(row, name) for name in IntervalForm.base_fields}
    form = IntervalForm(request.POST if request.method == "POST" else None, initial=was)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_interval(row, by=request.user, **form.cleaned_data)
            return redirect("consultations:plan", row.plan_id)
        except ValidationError as refusal:
            tell(form, refusal)
    context = {"form": form, "row": row}
    return render(request, "consultations/hours.html", context, status=422 if form.errors else 200)


@require_POST
def remove_hours(request: Request, pk: int) -> HttpResponse:
    row = access.draft_interval(request.user, pk)
    services.remove_interval(row, by=request.user)
    return redirect("consultations:plan", row.plan_id)


@require_POST
def publish(request: Request, pk: int) -> HttpResponse:
    row = access.draft_to_make(request.user, pk)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            dropped = services.publish(row, from_on=form.cleaned_data["from_on"], by=request.user, now=timezone.now())
            messages.success(request, f"График опубликован, сотрудникам сообщено.{dropped_words(dropped)}")
            return redirect("consultations:plan", row.pk)
        except ValidationError as refusal:
            tell(form, refusal)
    return plan_shown(request, row, publish=form)


def dropped_words(number: int) -> str:
    if not number:
        return ""
    done = plural(number, "Отменена,Отменены,Отменено")
    return f" {done} {count(number, 'запись,записи,записей')}: людям сообщено."


@require_POST
def drop_draft(request: Request, pk: int) -> HttpResponse:
    services.drop_draft(access.draft_to_make(request.user, pk), by=request.user)
    messages.success(request, "Черновик удалён.")
    return redirect("consultations:plans")


@require_POST
def add_day_off(request: Request, pk: int) -> HttpResponse:
    row = access.published_plan(request.user, pk)
    form = DayOffForm(request.POST, plan=row)
    if form.is_valid():
        try:
            dropped = day_services.add_day_off(row, by=request.user, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"День отмечен.{dropped_words(dropped)}")
            return redirect("consultations:plan", row.pk)
        except ValidationError as refusal:
            tell(form, refusal)
    return plan_shown(request, row, day_off=form)


@require_POST
def remove_day_off(request: Request, pk: int) -> HttpResponse:
    row = access.day_off(request.user, pk)
    day_services.remove_day_off(row, by=request.user)
    return redirect("consultations:plan", row.plan_id)


@require_POST
def add_extra(request: Request, pk: int) -> HttpResponse:
    row = access.published_plan(request.user, pk)
    form = ExtraForm(request.POST)
    if form.is_valid():
        try:
            day_services.add_extra(row, by=request.user, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Дополнительные часы добавлены: на них уже можно записаться.")
            return redirect("consultations:plan", row.pk)
        except ValidationError as refusal:
            tell(form, refusal)
    return plan_shown(request, row, extra=form)


@require_POST
def remove_extra(request: Request, pk: int) -> HttpResponse:
    row = access.extra_hours(request.user, pk)
    dropped = day_services.remove_extra(row, by=request.user, now=timezone.now())
    messages.success(request, f"Часы убраны.{dropped_words(dropped)}")
    return redirect("consultations:plan", row.plan_id)
