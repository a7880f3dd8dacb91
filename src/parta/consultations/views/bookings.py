"""Booking by oneself: take a slot, stand in the queue, move, cancel, take an offered seat."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request
from parta.school.views.saving import tell

from .. import access, rules, services
from ..forms.booking import BookForm, MoveForm
from ..models.bookings import Purpose
from ..pages.mine import mine_page
from ..queries.slots import free_slots, slot_of
from ..rules import SlotKey
from ..services.queue import accept_offer, leave_queue, wait
from ..services.refusals import why_not
from ..services.telling import when_of
from .answers import words_of
from .week import carried


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: Request) -> HttpResponse:
    form = form_of(request)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["slot"]
        try:
            made = services.book(key, asker=request.user, by=request.user, now=timezone.now(), **form.values())
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, f"Вы записаны: {when_of(made)}. Перенести или отменить можно здесь.")
            return redirect("consultations:mine")
    return book_page(request, form)


def form_of(request: Request) -> BookForm:
    if request.method == "POST":
        return BookForm(request.POST, user=request.user)
    ticket = request.GET.get("ticket", "")
    initial = {
        "topic": request.GET.get("topic", "")[:300],
        "ticket": ticket if ticket.isdecimal() else None,
    }
    return BookForm(user=request.user, initial=initial)


def book_page(request: Request, form: BookForm) -> HttpResponse:
    """The chosen slot, or the nearest free ones to choose from; a full slot is offered with its queue."""
    now = timezone.localtime()
    key = rules.slot_key(request.POST.get("slot", "") or request.GET.get("slot", ""))
    chosen = slot_of(key, user=request.user, now=now) if key else None
    is_chosen = chosen is not None and (chosen.is_free or chosen.is_full)
    choices = [] if is_chosen else free_slots(request.user, now)
    if chosen and chosen.hours.enters_marks and not chosen.hours.consults and "purpose" in form.fields:
        form.initial.setdefault("purpose", Purpose.MARKS)
    context = {
        "form": form,
        "chosen": chosen,
        "is_chosen": is_chosen,
        "refusal": why_not(chosen) if chosen and not is_chosen else None,
        "is_lost": key is not None and chosen is None,
        "choices": choices,
        "carried": carried(request),
    }
    return render(request, "consultations/book.html", context, status=422 if form.errors else 200)


@require_POST
def join_queue(request: Request) -> HttpResponse:
    form = BookForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            wait(form.cleaned_data["slot"], asker=request.user, now=timezone.now(), **form.values())
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(
                request,
                f"Вы в очереди. Если место освободится, придёт уведомление: место держат {rules.OFFER_HOURS} часа.",
            )
            return redirect("consultations:mine")
    return book_page(request, form)


@require_safe
def mine(request: Request) -> HttpResponse:
    return render(request, "consultations/mine.html", {"page": mine_page(request.user, timezone.localtime())})


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, pk: int) -> HttpResponse:
    booking = access.own_booking(request.user, pk)
    form = MoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        to: SlotKey = form.cleaned_data["slot"]
        try:
            moved = services.move_booking(booking, to=to, by=request.user, now=timezone.now())
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, f"Перенесено: {when_of(moved)}.")
            return redirect("consultations:mine")
    context = {
        "form": form,
        "booking": booking,
        "choices": free_slots(request.user, timezone.localtime(), purpose=booking.purpose),
    }
    return render(request, "consultations/move.html", context, status=422 if form.errors else 200)


@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    booking = access.own_booking(request.user, pk)
    try:
        services.cancel_booking(booking, by=request.user, now=timezone.now())
        messages.success(request, "Запись отменена, место свободно для других.")
    except ValidationError as refusal:
        messages.error(request, words_of(refusal))
    return redirect("consultations:mine")


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    booking = access.own_booking(request.user, pk)
    try:
        accept_offer(booking, by=request.user, now=timezone.now())
        messages.success(request, "Место ваше: вы записаны.")
    except ValidationError as refusal:
        messages.error(request, words_of(refusal))
    return redirect("consultations:mine")


@require_POST
def leave(request: Request, pk: int) -> HttpResponse:
    leave_queue(access.own_waiting(request.user, pk), by=request.user, now=timezone.now())
    messages.success(request, "Вы больше не ждёте этого времени.")
    return redirect("consultations:mine")
