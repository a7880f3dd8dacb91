"""Screens of rooms with computers: the rooms, the day of one, one's own seats."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request
from parta.school.views.saving import act, tell
from parta.ui.templatetags.ui import weekday_day

from .. import access
from ..forms.seats import BookForm, ClosureForm, DayChoice, RoomForm
from ..models import OpenRoom
from ..pages import seats as pages
from ..queries import seats as queries
from ..services import seats
from .files import report

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def rooms(request: Request) -> HttpResponse:
    access.rooms_door(request.user)
    found = list(access.rooms_of(request.user))
    context = {
        "cards": pages.room_cards(found), "may_change": access.keeps(request.user), "own": own_seats(request),
    }  # fmt: skip
    return render(request, "readiness/rooms.html", context)


def own_seats(request: Request) -> list[queries.Taken]:
    now = timezone.localtime()
    found = queries.own_seats(request.user, from_on=now.date(), now=now)
    return [one for one in found if not one.is_over]


@require_safe
def room(request: Request, pk: int) -> HttpResponse:
    """The day's grid; `?on=` another day, `?place=` and `?first=` fill the form."""
    found = access.room_to_book(request.user, pk)
    page = day_of(request, found, request.GET)
    return show(request, page, book_form(page, chosen(request)))


def day_of(request: Request, found: OpenRoom, given: QueryDict) -> pages.DayPage:
    now = timezone.localtime()
    on = DayChoice(given).day(now.date())
    return pages.day_page(found, on, user=request.user, sees_names=access.is_staff(request.user), now=now)


def chosen(request: Request) -> dict[str, int]:
    asked = {name: request.GET.get(name, "") for name in ("place", "first")}
    return {name: int(value) for name, value in asked.items() if value.isdecimal() and len(value) < 19}


def book_form(page: pages.DayPage, initial: dict[str, int]) -> BookForm:
    if "first" not in initial and page.starts:
        initial = {**initial, "first": page.starts[0][0]}
    if "first" in initial:
        ends = [quarter for quarter, _ in page.ends if initial["first"] < quarter <= initial["first"] + 4]
        initial = {**initial, "last": max(ends, default=initial["first"] + 1)}
    return BookForm(room=page.room, starts=page.starts, ends=page.ends, on=page.on, **initial)


def show(request: Request, page: pages.DayPage, form: BookForm, *, status: int = 200) -> HttpResponse:
    context = {
        "page": page, "form": form, "may_change": access.keeps(request.user),
        "is_staff": access.is_staff(request.user),
    }  # fmt: skip
    template = "readiness/room.html#day" if request.htmx else "readiness/room.html"
    return render(request, template, context, status=status)


@require_POST
def book(request: Request, pk: int) -> HttpResponse:
    """Take a seat; a refusal shows the day as it is now with the reason."""
    found = access.room_to_book(request.user, pk)
    page = day_of(request, found, request.POST)
    form = BookForm(request.POST, room=found, starts=page.starts, ends=page.ends)
    if form.is_valid():
        values = form.cleaned_data
        try:
            seats.book_seat(found, values.pop("place"), **values, by=request.user)
        except ValidationError as error:
            tell(form, error)
        else:
            if not request.htmx:
                messages.success(request, "Место записано за вами.")
                return redirect(f"{reverse('readiness:room', args=[pk])}?on={page.on.isoformat()}")
            page = day_of(request, found, request.POST)
            return show(request, page, book_form(page, {}))
    return show(request, page, form, status=422)


@require_POST
def free(request: Request, pk: int) -> HttpResponse:
    booking = access.seat_to_free(request.user, pk)
    done = "Запись снята, место свободно."
    return act(request, lambda: seats.free_seat(booking, by=request.user), done=done, to=reverse("readiness:seats"))


@require_safe
def own(request: Request) -> HttpResponse:
    access.rooms_door(request.user)
    return render(request, "readiness/seats.html", {"own": own_seats(request)})


@require_safe
def room_file(request: Request, pk: int, suffix: str) -> HttpResponse:
    """Who sits where that day (`?on=`), to hang on the door."""
    found = access.room_to_print(request.user, pk)
    page = day_of(request, found, request.GET)
    about = (f"Открыто: {', '.join(page.hours) or 'закрыто'}.", f"{found.about}" if found.about else "")
    return report(
        suffix, [pages.day_table(page)], title=f"{found}: места за компьютером, {weekday_day(page.on)}",
        about=tuple(line for line in about if line), widths=("16mm", "26mm", "3fr", "3fr"),
    )  # fmt: skip


@read_or_post
def new_room(request: Request) -> HttpResponse:
    access.keeper_door(request.user)
    return save_room(request, OpenRoom(), RoomForm(request.POST or None))


@read_or_post
def edit_room(request: Request, pk: int) -> HttpResponse:
    found = access.room_to_keep(request.user, pk)
    week = dict(queries.week_of([found])[found.pk])
    return save_room(request, found, RoomForm(request.POST or None, row=found, hours=week))


def save_room(request: Request, found: OpenRoom, form: RoomForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            seats.save_room(found, form.week(), **form.fields_of_room(), by=request.user)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, f"Сохранено: {found}.")
            return redirect("readiness:rooms")
    return show_room(request, found, form, ClosureForm(), status=422 if form.errors else 200)


def show_room(
    request: Request, found: OpenRoom, form: RoomForm, closure_form: ClosureForm, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    closures = list(found.closures.filter(on__gte=today)) if found.pk else []
    context = {"room": found, "form": form, "closures": closures, "closure_form": closure_form}
    return render(request, "readiness/room_form.html", context, status=status)


@require_POST
def close_day(request: Request, pk: int) -> HttpResponse:
    found = access.room_to_keep(request.user, pk)
    form = ClosureForm(request.POST)
    if form.is_valid():
        try:
            freed = seats.close_day(found, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, f"День закрыт, записей снято: {freed}.")
            return redirect("readiness:room-edit", pk)
    week = queries.week_of([found])[found.pk]
    return show_room(request, found, RoomForm(row=found, hours=week), form, status=422)


@require_POST
def open_day(request: Request, pk: int) -> HttpResponse:
    closure = access.closure_to_keep(request.user, pk)
    to = reverse("readiness:room-edit", args=[closure.open_room_id])
    return act(request, lambda: seats.open_day(closure, by=request.user), done="Кабинет в этот день открыт.", to=to)
