"""The first page of «Школа» and its settings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from parta.accounts.http import Request

from .. import access
from ..forms.years import SettingsForm
from ..pages.overview import overview
from ..queries.year import the_school
from ..services.school import update_school
from .saving import FormPage, answer


def index(request: Request) -> HttpResponse:
    access.office_door(request.user)
    cast = access.cast_of(request.user)
    context = {
        "page": overview(cast, today=timezone.localdate()), "may_set": cast.is_admin, "may_manage": cast.manages,
    }  # fmt: skip
    return render(request, "school/overview.html", context)


def settings(request: Request) -> HttpResponse:
    access.admin_door(request.user)
    school = the_school()

    def save(values: dict[str, Any]) -> str:
        update_school(**values, by=request.user)
        messages.success(request, "Настройки школы сохранены.")
        return reverse("school:settings")

    page = FormPage("Настройки школы", "settings", back=reverse("school:overview"))
    return answer(request, SettingsForm(request.POST or None, row=school), save, page, template="school/settings.html")
