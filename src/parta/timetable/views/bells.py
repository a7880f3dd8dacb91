"""Bells: their list, one schedule in its form, and the classes that follow another one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request

from .. import access
from ..forms.bells import BellsForm, ClassBellsForm
from ..models import BellSchedule
from ..pages.bells import bells_page
from ..services.bells import remove_bells, save_bells, set_class_bells

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def bells(request: Request) -> HttpResponse:
    access.change_door(request.user)
    return show(request, ClassBellsForm())


def show(request: Request, form: ClassBellsForm, *, status: int = 200) -> HttpResponse:
    context = {"page": bells_page(timezone.localdate()), "form": form, "may_change": True}
    return render(request, "timetable/bells.html", context, status=status)


@read_or_post
def new(request: Request) -> HttpResponse:
    access.change_door(request.user)
    return edit(request, None)


@read_or_post
def change(request: Request, pk: int) -> HttpResponse:
    return edit(request, access.bells_to_change(request.user, pk))


def edit(request: Request, schedule: BellSchedule | None) -> HttpResponse:
    form = BellsForm(request.POST if request.method == "POST" else None, schedule=schedule)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            save_bells(
                name=values["name"], bells=form.bells(), is_default=values["is_default"], schedule=schedule,
                by=request.user,
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Звонки сохранены.")
            return redirect("timetable:bells")
    context = {"form": form, "schedule": schedule, "may_change": True}
    return render(request, "timetable/bells_form.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    schedule = access.bells_to_change(request.user, pk)
    try:
        remove_bells(schedule, by=request.user)
    except ValidationError as error:
        context = {"form": BellsForm(schedule=schedule), "schedule": schedule, "refused": error.messages}
        return render(request, "timetable/bells_form.html", {**context, "may_change": True}, status=422)
    messages.success(request, f"Звонки «{schedule.name}» удалены.")
    return redirect("timetable:bells")


@require_POST
def set_class(request: Request) -> HttpResponse:
    access.change_door(request.user)
    form = ClassBellsForm(request.POST)
    if not form.is_valid():
        return show(request, form, status=422)
    set_class_bells(form.cleaned_data["school_class"], form.cleaned_data["schedule"], by=request.user)
    messages.success(request, f"Звонки класса {form.cleaned_data['school_class']} назначены.")
    return redirect("timetable:bells")
