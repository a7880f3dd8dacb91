"""Screens of movement: приём, перевод, выбытие of one pupil, taking back, and the school's list by dates."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from parta.accounts.http import Request

from .. import access
from ..forms import people as forms
from ..models import Enrolment, Pupil, SchoolYear
from ..queries.movement import headcount, last_movement, movements
from ..queries.year import newest_year
from ..rules import DAY
from ..services import movement
from .groups import today_in
from .saving import FormPage, answer

PAGE = 50  # rows


def index(request: Request) -> HttpResponse:
    """Arrivals, transfers and departures between two days; unless told otherwise, since 1 September passed."""
    access.office_door(request.user)
    year = newest_year()
    if year is None:
        return redirect("school:years")
    usual = {"first": year.starts_on + DAY, "last": max(today_in(year), year.starts_on + DAY)}
    form = forms.DaysForm(request.GET or {name: on.isoformat() for name, on in usual.items()})
    days = form.cleaned_data if form.is_valid() else None
    lines = movements(days["first"], days["last"]) if days else []
    context = {
        "year": year, "form": form, "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "numbers": {kind: sum(line.kind == kind for line in lines) for kind in ("arrival", "transfer", "leaving")},
        "counts": counts(year, days) if days else None,
    }  # fmt: skip
    return render(request, "school/movement.html", context, status=200 if days else 422)


def counts(year: SchoolYear, days: dict[str, date]) -> tuple[int, int]:
    return headcount(year, days["first"]), headcount(year, days["last"])


def enrol(request: Request, pk: int) -> HttpResponse:
    pupil = access.to_manage(request.user, Pupil, pk)
    year = newest_year()
    if year is None:
        return redirect("school:years")

    def save(values: dict[str, Any]) -> str:
        stay = movement.enrol(pupil, **values, by=request.user)
        messages.success(request, f"Приём оформлен: {pupil.name}, {stay.school_class}.")
        return address(pupil)

    form = forms.EnrolForm(request.POST or None, year=year, on=today_in(year))
    return answer(request, form, save, page_of(pupil, "Приём", button="Принять"))


def transfer(request: Request, pk: int) -> HttpResponse:
    pupil = access.to_manage(request.user, Pupil, pk)
    year = newest_year()
    if year is None:
        return redirect("school:years")

    def save(values: dict[str, Any]) -> str:
        stay = movement.transfer(pupil, **values, by=request.user)
        messages.success(request, f"Перевод оформлен: {pupil.name}, {stay.school_class} с {stay.from_on:%d.%m.%Y}.")
        return address(pupil)

    note = "Отметки переходят вместе с учеником. Подгруппы прежнего класса закончатся, новые назначьте в новом классе."
    form = forms.TransferForm(request.POST or None, year=year, on=today_in(year))
    return answer(request, form, save, page_of(pupil, "Перевод", button="Перевести", note=note))


def leave(request: Request, pk: int) -> HttpResponse:
    pupil = access.to_manage(request.user, Pupil, pk)

    def save(values: dict[str, Any]) -> str:
        movement.leave(pupil, **values, by=request.user)
        messages.success(request, f"Выбытие оформлено: {pupil.name}.")
        return address(pupil)

    note = "Отметки сохранятся; в списках ученика не будет со следующего дня."
    form = forms.LeaveForm(request.POST or None, on=timezone.localdate())
    return answer(request, form, save, page_of(pupil, "Выбытие", button="Оформить выбытие", note=note))


def undo(request: Request, pk: int) -> HttpResponse:
    """Asked once, because what the movement began goes away with it."""
    pupil = access.to_manage(request.user, Pupil, pk)
    last = last_movement(pupil)
    if last is None:
        return redirect(address(pupil))

    def save(values: dict[str, Any]) -> str:
        movement.undo_last(pupil, by=request.user)
        messages.success(request, f"Отменено: {pupil.name}, {last.words}.")
        return address(pupil)

    note = (
        f"Будет отменено последнее движение: {last.words}. Прежний класс и группы откроются снова, "
        "новые исчезнут из списков. Отметки останутся."
    )
    page = FormPage(
        f"Отмена движения: {pupil.name}", "movement", back=address(pupil), button="Отменить движение",
        cancel="Оставить как есть", note=note,
    )  # fmt: skip
    return answer(request, forms.NoFields(request.POST or None), save, page)


def orders(request: Request, pk: int) -> HttpResponse:
    """Numbers of orders, when they were mistyped or came later."""
    stay = access.to_manage(request.user, Enrolment, pk)

    def save(values: dict[str, Any]) -> str:
        movement.correct_orders(stay, **values, by=request.user)
        return address(stay.pupil)

    form = forms.OrdersForm(request.POST or None, row=stay)
    return answer(request, form, save, page_of(stay.pupil, f"Приказы, {stay.school_class}"))


def page_of(pupil: Pupil, what: str, button: str = "Сохранить", note: str = "") -> FormPage:
    return FormPage(f"{what}: {pupil.name}", "movement", back=address(pupil), button=button, note=note)


def address(pupil: Pupil) -> str:
    return reverse("school:pupil", args=[pupil.pk])
