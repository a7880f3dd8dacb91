"""Screens of classes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from parta.accounts.http import Request

from .. import access
from ..forms.classes import ClassForm
from ..models import SchoolClass
from ..pages.classes import class_page
from ..queries.classes import classes_of
from ..queries.year import has_lessons, newest_year
from ..services import classes
from .saving import FOLLOW, FormPage, act, answer


def index(request: Request) -> HttpResponse:
    access.office_door(request.user)
    year = newest_year()
    if year is None:
        return redirect("school:years")
    rows = list(classes_of(year, timezone.localdate()))
    context = {"year": year, "rows": rows, "may_manage": access.cast_of(request.user).manages}
    return render(request, "school/classes.html", context)


def show(request: Request, pk: int) -> HttpResponse:
    """Also the class teacher's own page of the class, to read."""
    school_class = access.class_to_lead(request.user, pk)
    cast = access.cast_of(request.user)
    page = class_page(school_class, on=timezone.localdate())
    context = {
        "page": page, "with_left": "left" in request.GET, "may_manage": cast.manages, "in_office": cast.runs_school,
    }  # fmt: skip
    return render(request, "school/class.html", context)


def create(request: Request) -> HttpResponse:
    access.manage_door(request.user)
    year = newest_year()
    if year is None:
        return redirect("school:years")

    def save(values: dict[str, Any]) -> str:
        made = classes.create_class(year, **values, by=request.user)
        messages.success(request, f"Класс {made.name} создан.")
        return address(made)

    page = FormPage(f"Новый класс, {year.name}", "classes", back=reverse("school:classes"), button="Создать класс")
    return answer(request, ClassForm(request.POST or None, year=year), save, page)


def edit(request: Request, pk: int) -> HttpResponse:
    school_class = access.to_manage(request.user, SchoolClass, pk)

    def save(values: dict[str, Any]) -> str:
        other_periods = values["scheme"] != school_class.scheme
        classes.update_class(school_class, **values, by=request.user)
        if other_periods and has_lessons(school_class.year):
            messages.success(request, f"Периоды класса сменились: {school_class.scheme.name}. {FOLLOW}")
        return address(school_class)

    form = ClassForm(request.POST or None, year=school_class.year, row=school_class)
    page = FormPage(
        f"Класс {school_class.name}", "classes", back=address(school_class),
        note="Новые периоды получат и курсы класса; новое имя — и его группы.",
    )  # fmt: skip
    return answer(request, form, save, page)


@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    school_class = access.to_manage(request.user, SchoolClass, pk)
    done = f"Класс {school_class.name} удалён."
    return act(
        request, lambda: classes.remove_class(school_class, by=request.user), done=done, to=reverse("school:classes")
    )


def address(school_class: SchoolClass) -> str:
    return reverse("school:class", args=[school_class.pk])
