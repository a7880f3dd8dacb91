"""Screens of work places and wishes."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request
from parta.lib.answers import file_answer
from parta.school.models import Room
from parta.school.views.saving import Button, act, answer

from .. import access, exchange
from ..forms.places import DecisionForm, PlaceFilter, PlaceForm, PlacesFile, WishFilter, WishForm
from ..models import Wish, WorkPlace
from ..pages import places as pages
from ..queries import inventory as queries
from ..rules.places import PlaceLine, packed, unpacked
from ..services import places
from .files import FormPage, report

read_or_post = require_http_methods(["GET", "HEAD", "POST"])
SALT = "parta.readiness.places"
PLACE_WIDTHS = ("14mm", "11mm", "3fr", "2.4fr", "2.4fr", "15mm", "15mm", "17mm", "18mm", "19mm", "14mm", "2fr")
WISH_WIDTHS = ("8mm", "3fr", "15mm", "16mm", "3fr", "20mm", "2fr", "19mm", "2fr")


@require_safe
def inventory(request: Request) -> HttpResponse:
    access.staff_door(request.user)
    form = PlaceFilter(request.GET)
    found = queries.inventory(form.wanted())
    context = {
        "places": found, "form": form, "summary": pages.summary_of(found), "may_change": access.keeps(request.user),
    }  # fmt: skip
    return render(request, "readiness/places.html", context)


@require_safe
def inventory_file(request: Request, suffix: str) -> HttpResponse:
    access.staff_door(request.user)
    table = pages.places_table(queries.inventory(PlaceFilter(request.GET).wanted()))
    return report(
        suffix, [table], title="Рабочие места школы", about=(f"На {timezone.localdate():%d.%m.%Y}.",), is_wide=True,
        widths=PLACE_WIDTHS, signs=("Ответственный за технику",),
    )  # fmt: skip


@read_or_post
def new_place(request: Request) -> HttpResponse:
    access.keeper_door(request.user)
    return save_place(request, WorkPlace(), "Новое рабочее место")


@read_or_post
def place(request: Request, pk: int) -> HttpResponse:
    row = access.place_to_keep(request.user, pk)
    return save_place(request, row, str(row))


def save_place(request: Request, row: WorkPlace, title: str) -> HttpResponse:
    def save(values: dict[str, Any]) -> str:
        made = places.save_place(row, **values, by=request.user)
        messages.success(request, f"Сохранено: {made}.")
        return reverse("readiness:places")

    note = "Если место неисправно или больше не для записи, будущие записи на него снимаются, людям придёт уведомление."
    page = FormPage(title, "places", back=reverse("readiness:places"), note=note if row.pk else "")
    form = PlaceForm(request.POST or None, row=row if row.pk else None)
    return answer(request, form, save, page, template="readiness/form.html")


@require_POST
def check_place(request: Request, pk: int) -> HttpResponse:
    """It was looked at today."""
    row = access.place_to_keep(request.user, pk)
    places.check_place(row, on=timezone.localdate(), by=request.user)
    if request.htmx:
        return render(request, "readiness/places.html#row", {"place": row, "may_change": True})
    return redirect("readiness:places")


@require_safe
def places_template(request: Request) -> HttpResponse:
    access.keeper_door(request.user)
    return file_answer(exchange.template(), exchange.PRINTERS["xlsx"], "Шаблон. Рабочие места.xlsx")


@read_or_post
def import_places(request: Request) -> HttpResponse:
    """Read the file, show its errors by line and column, or what it would write."""
    access.keeper_door(request.user)
    form = PlacesFile(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "columns": exchange.COLUMNS}
    if request.method == "POST" and form.is_valid():
        name, book = form.cleaned_data["file"]
        rooms = set(Room.objects.values_list("name", flat=True))
        reading = exchange.read_places(book.sheets[0], rooms=rooms)
        context |= {"reading": reading, "name": name, "new": new_lines(reading.lines)}
        if reading.lines and not reading.faults:
            context["sealed"] = signing.dumps(packed(reading.lines), salt=SALT, compress=True)
    is_wrong = form.errors or ("reading" in context and "sealed" not in context)
    return render(request, "readiness/places_import.html", context, status=422 if is_wrong else 200)


def new_lines(lines: list[PlaceLine]) -> int:
    known = {(one.room.name, one.number) for one in WorkPlace.objects.select_related("room")}
    return sum((line.room, line.number) not in known for line in lines)


@require_POST
def apply_places(request: Request) -> HttpResponse:
    """Write what was shown. The lines come back sealed, so they are those that were checked."""
    access.keeper_door(request.user)
    try:
        lines = unpacked(signing.loads(request.POST.get("sealed", ""), salt=SALT, max_age=24 * 3600))
        done = places.apply_lines(lines, by=request.user)
    except signing.BadSignature:
        messages.error(request, "Проверка устарела: загрузите файл ещё раз.")
        return redirect("readiness:places-import")
    except ValidationError as error:
        messages.error(request, f"Ничего не записано. {' '.join(error.messages)}")
        return redirect("readiness:places-import")
    messages.success(request, f"Добавлено: {done.new}, изменено: {done.changed}, без изменений: {done.same}.")
    return redirect("readiness:places")


@require_safe
def wishes(request: Request) -> HttpResponse:
    access.staff_door(request.user)
    form = WishFilter(request.GET)
    context = {
        "wishes": queries.wishes(form.chosen()), "form": form, "may_decide": access.decides_wishes(request.user),
    }  # fmt: skip
    return render(request, "readiness/wishes.html", context)


@require_safe
def wishes_file(request: Request, suffix: str) -> HttpResponse:
    access.staff_door(request.user)
    table = pages.wishes_table(queries.wishes(WishFilter(request.GET).chosen()))
    return report(
        suffix, [table], title="Потребность школы в оборудовании", about=(f"На {timezone.localdate():%d.%m.%Y}.",),
        is_wide=True, widths=WISH_WIDTHS, signs=("Директор", "Ответственный за внедрение"),
    )  # fmt: skip


@read_or_post
def new_wish(request: Request) -> HttpResponse:
    access.staff_door(request.user)
    return save_wish(request, Wish(), "Новая заявка")


@read_or_post
def wish(request: Request, pk: int) -> HttpResponse:
    row = access.own_wish(request.user, pk)
    withdraw = Button("Отозвать заявку", reverse("readiness:wish-withdraw", args=[pk]), kind="danger")
    return save_wish(request, row, "Моя заявка", withdraw)


def save_wish(request: Request, row: Wish, title: str, *buttons: Button) -> HttpResponse:
    def save(values: dict[str, Any]) -> str:
        places.save_wish(row, **values, by=request.user)
        messages.success(request, "Заявка записана. О решении придёт уведомление.")
        return reverse("readiness:wishes")

    page = FormPage(title, "wishes", back=reverse("readiness:wishes"), button="Отправить", buttons=buttons)
    form = WishForm(request.POST or None, row=row if row.pk else None)
    return answer(request, form, save, page, template="readiness/form.html")


@read_or_post
def decide_wish(request: Request, pk: int) -> HttpResponse:
    row = access.wish_to_decide(request.user, pk)

    def save(values: dict[str, Any]) -> str:
        places.decide_wish(row, **values, by=request.user)
        messages.success(request, f"{row.what}: {row.get_state_display()}.")
        return reverse("readiness:wishes")

    note = f"Просит {row.asked_by.short_name}, {row.count} шт. {row.why}"
    page = FormPage(row.what, "wishes", back=reverse("readiness:wishes"), note=note)
    form = DecisionForm(request.POST or None, row=row)
    return answer(request, form, save, page, template="readiness/form.html")


@require_POST
def withdraw_wish(request: Request, pk: int) -> HttpResponse:
    row = access.own_wish(request.user, pk)
    return act(
        request, lambda: places.withdraw_wish(row, by=request.user), done="Заявка отозвана.",
        to=reverse("readiness:wishes"),
    )  # fmt: skip
