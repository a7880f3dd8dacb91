"""Screens of employees and of guardians."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from parta.accounts.http import Request

from .. import access
from ..forms import people as forms
from ..models import Employee, Guardian
from ..pages.people import employee_card, guardian_card
from ..queries import people as queries
from ..services import people
from .saving import Button, FormPage, act, answer

PAGE = 50  # rows


def employees(request: Request) -> HttpResponse:
    access.office_door(request.user)
    find = forms.EmployeeFind(request.GET)
    found = queries.employees(find.words, kind=request.GET.get("kind", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"find": find, "page": page, "may_set": access.cast_of(request.user).is_admin}
    return render(request, "school/employees.html", context)


def employee(request: Request, pk: int) -> HttpResponse:
    person = access.to_see(request.user, Employee, pk)
    cast = access.cast_of(request.user)
    context = {"card": employee_card(person), "may_set": cast.is_admin, "may_manage": cast.manages}
    return render(request, "school/employee.html", context)


def create_employee(request: Request) -> HttpResponse:
    access.admin_door(request.user)

    def save(values: dict[str, Any]) -> str:
        person = people.create_employee(**values, by=request.user)
        messages.success(request, f"{person.full_name}: сотрудник добавлен.")
        return employee_address(person)

    page = FormPage("Новый сотрудник", "people", screen="school:employees", back=reverse("school:employees"))
    return answer(request, forms.NewEmployeeForm(request.POST or None), save, page)


def edit_employee(request: Request, pk: int) -> HttpResponse:
    person = access.to_administer(request.user, Employee, pk)

    def save(values: dict[str, Any]) -> str:
        people.update_person(person, **values, by=request.user)
        return employee_address(person)

    rehire = Button("Снова работает", reverse("school:employee-rehire", args=[pk]))
    page = FormPage(
        person.full_name, "people", screen="school:employees", back=employee_address(person),
        buttons=(rehire,) if person.left_on else (),
    )  # fmt: skip
    return answer(request, forms.EmployeeForm(request.POST or None, row=person), save, page)


def dismiss(request: Request, pk: int) -> HttpResponse:
    person = access.to_administer(request.user, Employee, pk)

    def save(values: dict[str, Any]) -> str:
        people.dismiss(person, **values, by=request.user)
        messages.success(request, f"Увольнение записано: {person.full_name}.")
        return employee_address(person)

    page = FormPage(
        f"Увольнение: {person.full_name}", "people", screen="school:employees", back=employee_address(person),
        button="Записать увольнение", note="Журналы и отметки остаются. Вход как сотруднику закроется.",
    )  # fmt: skip
    form = forms.DismissForm(request.POST or None, initial={"on": timezone.localdate()})
    return answer(request, form, save, page)


@require_POST
def rehire(request: Request, pk: int) -> HttpResponse:
    person = access.to_administer(request.user, Employee, pk)
    done = f"{person.full_name} снова работает."
    return act(request, lambda: people.rehire(person, by=request.user), done=done, to=employee_address(person))


def guardians(request: Request) -> HttpResponse:
    access.office_door(request.user)
    find = forms.GuardianFind(request.GET)
    found = queries.guardians(find.words, kind=request.GET.get("kind", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"find": find, "page": page, "may_set": access.cast_of(request.user).is_admin}
    return render(request, "school/guardians.html", context)


def guardian(request: Request, pk: int) -> HttpResponse:
    person = access.to_see(request.user, Guardian, pk)
    cast = access.cast_of(request.user)
    context = {"card": guardian_card(person), "may_set": cast.is_admin, "may_manage": cast.manages}
    return render(request, "school/guardian.html", context)


def create_guardian(request: Request) -> HttpResponse:
    access.admin_door(request.user)

    def save(values: dict[str, Any]) -> str:
        person = people.create_guardian(**values, by=request.user)
        messages.success(request, f"{person.full_name}: родитель добавлен. Свяжите его с ребёнком на карточке ученика.")
        return guardian_address(person)

    page = FormPage("Новый родитель", "people", screen="school:guardians", back=reverse("school:guardians"))
    return answer(request, forms.NewGuardianForm(request.POST or None, of_child=False), save, page)


def edit_guardian(request: Request, pk: int) -> HttpResponse:
    person = access.to_administer(request.user, Guardian, pk)

    def save(values: dict[str, Any]) -> str:
        people.update_person(person, **values, by=request.user)
        return guardian_address(person)

    page = FormPage(person.full_name, "people", screen="school:guardians", back=guardian_address(person))
    return answer(request, forms.GuardianForm(request.POST or None, row=person), save, page)


def employee_address(person: Employee) -> str:
    return reverse("school:employee", args=[person.pk])


def guardian_address(person: Guardian) -> str:
    return reverse("school:guardian", args=[person.pk])
