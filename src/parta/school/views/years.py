"""Screens of the calendar: years, schemes of periods, holidays, closing of periods."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from parta.accounts.http import Request

from .. import access
from ..forms import years as forms
from ..models import Holiday, Period, PeriodScheme, SchoolYear
from ..pages.year import year_page
from ..queries.year import has_lessons, newest_year
from ..services import years
from .saving import FormPage, act, answer

FOLLOW = "Чтобы изменились и будущие уроки, нажмите «Обновить уроки» на этой странице."


def start(request: Request) -> HttpResponse:
    """The newest year, or the words of a school without one."""
    access.office_door(request.user)
    year = newest_year()
    if year is None:
        return render(request, "school/year_none.html", {"may_set": access.cast_of(request.user).is_admin})
    return redirect("school:year", year.pk)


def show(request: Request, pk: int) -> HttpResponse:
    year = access.to_see(request.user, SchoolYear, pk)
    cast = access.cast_of(request.user)
    page = year_page(year, today=timezone.localdate())
    return render(request, "school/year.html", {"page": page, "may_set": cast.is_admin, "may_close": cast.manages})


def create(request: Request) -> HttpResponse:
    access.admin_door(request.user)

    def save(values: dict[str, Any]) -> str:
        year = years.create_year(**values, by=request.user)
        messages.success(request, f"Учебный год {year.name} создан. Проверьте даты периодов и каникул.")
        return address(year)

    usual = forms.usual_year(timezone.localdate(), newest=SchoolYear.objects.order_by("starts_on").last())
    page = FormPage("Новый учебный год", "years", back=reverse("school:years"), button="Создать год")
    return answer(request, forms.YearForm(request.POST or None, initial=usual), save, page)


def edit(request: Request, pk: int) -> HttpResponse:
    year = access.to_administer(request.user, SchoolYear, pk)

    def save(values: dict[str, Any]) -> str:
        years.update_year(year, **values, by=request.user)
        messages.success(request, dates_changed(year, "Границы года сохранены."))
        return address(year)

    page = FormPage(f"Границы года {year.name}", "years", back=address(year))
    return answer(request, forms.YearLimitsForm(request.POST or None, row=year), save, page)


@require_POST
def make_current(request: Request, pk: int) -> HttpResponse:
    year = access.to_administer(request.user, SchoolYear, pk)
    return act(
        request, lambda: years.make_current(year, by=request.user), done=f"Текущий год — {year.name}.", to=address(year)
    )


def create_scheme(request: Request, pk: int) -> HttpResponse:
    year = access.to_administer(request.user, SchoolYear, pk)

    def save(values: dict[str, Any]) -> str:
        return reverse("school:scheme", args=[years.create_scheme(year, **values, by=request.user).pk])

    form = forms.SchemeForm(request.POST or None, taken=year.schemes.values_list("name", flat=True))
    page = FormPage(f"Ещё периоды, {year.name}", "years", back=address(year), button="Добавить")
    return answer(request, form, save, page)


def periods(request: Request, pk: int) -> HttpResponse:
    """The dates of all periods of one scheme, at once."""
    scheme = access.to_administer(request.user, PeriodScheme, pk)
    lines = forms.period_lines(request.POST or None, scheme.periods.all())
    wrong: list[str] = []
    if request.method == "POST" and lines.is_valid():
        try:
            years.set_periods(scheme, lines.spans(), by=request.user)
            messages.success(request, dates_changed(scheme.year, "Даты периодов сохранены."))
            return redirect(address(scheme.year))
        except ValidationError as error:
            wrong = error.messages
    refused = bool(wrong) or (lines.is_bound and not lines.is_valid())
    return render(
        request, "school/periods.html", {"scheme": scheme, "lines": lines, "wrong": wrong},
        status=422 if refused else 200,
    )  # fmt: skip


@require_POST
def remove_scheme(request: Request, pk: int) -> HttpResponse:
    scheme = access.to_administer(request.user, PeriodScheme, pk)
    return act(
        request, lambda: years.remove_scheme(scheme, by=request.user), done="Схема удалена.", to=address(scheme.year)
    )


@require_POST
def close_period(request: Request, pk: int) -> HttpResponse:
    period = access.to_manage(request.user, Period, pk)
    done = f"Период закрыт: {period.name}. Отметки в нём больше не изменить."
    return act(request, lambda: years.close_period(period, by=request.user), done=done, to=address(period.scheme.year))


@require_POST
def open_period(request: Request, pk: int) -> HttpResponse:
    period = access.to_manage(request.user, Period, pk)
    done = f"Период снова открыт: {period.name}."
    return act(request, lambda: years.open_period(period, by=request.user), done=done, to=address(period.scheme.year))


def create_holiday(request: Request, pk: int) -> HttpResponse:
    year = access.to_administer(request.user, SchoolYear, pk)

    def save(values: dict[str, Any]) -> str:
        holiday = years.create_holiday(year, **values, by=request.user)
        messages.success(request, dates_changed(year, f"Добавлено: {holiday.name}."))
        return address(year)

    page = FormPage("Новые каникулы или выходной", "years", back=address(year), button="Добавить")
    return answer(request, forms.HolidayForm(request.POST or None), save, page)


def edit_holiday(request: Request, pk: int) -> HttpResponse:
    holiday = access.to_administer(request.user, Holiday, pk)

    def save(values: dict[str, Any]) -> str:
        years.update_holiday(holiday, **values, by=request.user)
        messages.success(request, dates_changed(holiday.year, f"Сохранено: {holiday.name}."))
        return address(holiday.year)

    page = FormPage(holiday.name, "years", back=address(holiday.year))
    return answer(request, forms.HolidayForm(request.POST or None, row=holiday), save, page)


@require_POST
def remove_holiday(request: Request, pk: int) -> HttpResponse:
    holiday = access.to_administer(request.user, Holiday, pk)
    done = dates_changed(holiday.year, f"Удалено: {holiday.name}.")
    return act(request, lambda: years.remove_holiday(holiday, by=request.user), done=done, to=address(holiday.year))


def dates_changed(year: SchoolYear, done: str) -> str:
    """What was done, and what is left to do for the lessons of a year that has a timetable to follow."""
    return f"{done} {FOLLOW}" if has_lessons(year) else done


def address(year: SchoolYear) -> str:
    return reverse("school:year", args=[year.pk])
