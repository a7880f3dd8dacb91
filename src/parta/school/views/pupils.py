"""Screens of pupils: the list, the card, приём of a new one, and whose children they are."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from parta.accounts.http import Request

from .. import access
from ..forms import people as forms
from ..forms.load import Find
from ..models import Guardian, Guardianship, Pupil
from ..pages.people import pupil_card
from ..queries import people as queries
from ..queries.year import newest_year
from ..services import movement, people
from .groups import today_in
from .saving import FormPage, act, answer

PAGE = 50  # rows


def index(request: Request) -> HttpResponse:
    access.office_door(request.user)
    form = forms.PupilFind(request.GET, year=newest_year())
    page = Paginator(queries.pupils(form.wanted()), PAGE).get_page(request.GET.get("page"))
    context = {"find": form, "page": page, "may_manage": access.cast_of(request.user).manages}
    return render(request, "school/pupils.html", context)


def show(request: Request, pk: int) -> HttpResponse:
    """The card, for the office and to read for the class teacher; each look is kept in history."""
    pupil = access.pupil_to_lead(request.user, pk)
    people.record_view(pupil, by=request.user)
    cast = access.cast_of(request.user)
    context = {
        "card": pupil_card(pupil, on=timezone.localdate()), "may_set": cast.is_admin, "may_manage": cast.manages,
        "in_office": cast.runs_school,
    }  # fmt: skip
    return render(request, "school/pupil.html", context)


def admit(request: Request) -> HttpResponse:
    """Приём of a child who is not in the lists yet; `?class=` chooses the class beforehand."""
    access.manage_door(request.user)
    year = newest_year()
    if year is None:
        return redirect("school:years")

    def save(values: dict[str, Any]) -> str:
        pupil = movement.admit(**values, by=request.user)
        messages.success(request, f"{pupil.name}: приём оформлен. Теперь добавьте родителей.")
        return address(pupil)

    form = forms.AdmitForm(
        request.POST or None, year=year, on=today_in(year), school_class=request.GET.get("class") or None
    )
    page = FormPage(
        "Приём нового ученика", "people", screen="school:pupils", back=reverse("school:pupils"), button="Принять",
        note="Если ребёнок раньше учился в школе, откройте его карточку и оформите приём там: отметки сохранятся.",
    )  # fmt: skip
    return answer(request, form, save, page)


def edit(request: Request, pk: int) -> HttpResponse:
    pupil = access.to_administer(request.user, Pupil, pk)

    def save(values: dict[str, Any]) -> str:
        people.update_person(pupil, **values, by=request.user)
        return address(pupil)

    page = FormPage(pupil.full_name, "people", screen="school:pupils", back=address(pupil))
    return answer(request, forms.PupilForm(request.POST or None, row=pupil), save, page)


def add_guardian(request: Request, pk: int) -> HttpResponse:
    """A new parent, or one who is in the lists: a brother's or sister's, found by name (`?q=`)."""
    pupil = access.to_administer(request.user, Pupil, pk)

    def save(values: dict[str, Any]) -> str:
        guardian = people.add_guardian(pupil, **values, by=request.user)
        messages.success(request, f"{guardian.full_name} — родитель, {pupil.name}.")
        return address(pupil)

    find = Find(request.GET)
    found = queries.guardians(find.words)[:10] if find.words else []
    form = forms.NewGuardianForm(request.POST or None, of_child=True, last_name=pupil.last_name)
    page = FormPage(
        f"Родитель: {pupil.name}", "people", screen="school:pupils", back=address(pupil), button="Добавить родителя"
    )
    return answer(
        request, form, save, page, template="school/guardian_add.html", pupil=pupil, find=find, found=list(found)
    )


@require_POST
def link_guardian(request: Request, pk: int, guardian_pk: int) -> HttpResponse:
    pupil = access.to_administer(request.user, Pupil, pk)
    guardian = access.to_administer(request.user, Guardian, guardian_pk)
    relation = request.POST.get("relation", "")[:40]
    return act(
        request, lambda: people.link_guardian(guardian, pupil, relation=relation, by=request.user),
        done=f"{guardian.full_name} — родитель, {pupil.name}.", to=address(pupil),
    )  # fmt: skip


@require_POST
def end_guardianship(request: Request, pk: int) -> HttpResponse:
    link = access.to_administer(request.user, Guardianship, pk)
    done = f"{link.guardian.full_name} больше не видит дневник: {link.pupil.name}."
    return act(
        request, lambda: people.end_guardianship(link, on=timezone.localdate(), by=request.user), done=done,
        to=address(link.pupil),
    )  # fmt: skip


@require_POST
def resume_guardianship(request: Request, pk: int) -> HttpResponse:
    link = access.to_administer(request.user, Guardianship, pk)
    return act(
        request, lambda: people.link_guardian(link.guardian, link.pupil, relation=link.relation, by=request.user),
        done=f"{link.guardian.full_name} снова видит дневник: {link.pupil.name}.", to=address(link.pupil),
    )  # fmt: skip


def address(pupil: Pupil) -> str:
    return reverse("school:pupil", args=[pupil.pk])
