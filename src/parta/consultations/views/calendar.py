"""Addresses for calendar programs, and the feeds behind them."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from icalendar import Event

from parta.accounts.http import Request
from parta.accounts.models import User
from parta.school.access import cast_of
from parta.school.models import Room
from parta.ui.templatetags.ui import room as room_words

from .. import access
from ..exchange import calendar as exchange
from ..pages.plans import room_weeks
from ..queries import calendar as queries
from ..services.calendar import key_of, renew_key


@require_safe
def calendar(request: Request) -> HttpResponse:
    own = settings.URL + reverse("consultations:feed", args=[key_of(request.user)])
    today = timezone.localdate()
    rooms = [
        (week.plan.room.name, settings.URL + reverse("consultations:room-feed", args=[week.plan.room_id]))
        for week in room_weeks(today, today)
    ]
    return render(request, "consultations/calendar.html", {"own": own, "rooms": rooms})


@require_POST
def renew(request: Request) -> HttpResponse:
    renew_key(request.user)
    return redirect("consultations:calendar")


@login_not_required
@require_safe
def feed(request: Request, key: str) -> HttpResponse:
    """A person's own calendar, by its secret address: programs that read calendars cannot sign in."""
    user = queries.user_of(key)
    if user is None:
        raise Http404
    now = timezone.localtime()
    return calendar_of("Парта: консультации", [*own_events(user, now), *duty_events(user, now)], now)


def own_events(user: User, now: datetime) -> list[Event]:
    bookings = [exchange.booking_event(row) for row in queries.bookings_of(user, now.date())]
    seminars = queries.places_by_seminar(user, now.date())
    return bookings + [exchange.seminar_event(seminar, places) for seminar, places in seminars.items()]


def duty_events(user: User, now: datetime) -> list[Event]:
    helper = cast_of(user).employee_id
    if helper is None:
        return []
    return [event for duty in queries.duty_hours(now.date(), helper_id=helper) for event in exchange.hours_events(duty)]


@login_not_required
@require_safe
def room_feed(request: Request, pk: int) -> HttpResponse:
    """The hours of a room: they hang on its door, so anybody may read them."""
    room = get_object_or_404(Room, pk=pk)
    now = timezone.localtime()
    hours = queries.duty_hours(now.date(), room_id=room.pk)
    if not hours:
        raise Http404
    events = [event for duty in hours for event in exchange.hours_events(duty)]
    return calendar_of(f"Консультации, {room_words(room.name)}", events, now)


@require_safe
def seminar_file(request: Request, pk: int) -> HttpResponse:
    """One seminar for a calendar."""
    seminar = access.seminar_to_see(request.user, pk)
    return calendar_of(seminar.title, [exchange.seminar_event(seminar)], timezone.localtime())


def calendar_of(name: str, events: list[Event], now: datetime) -> HttpResponse:
    return HttpResponse(
        exchange.feed(name, events, now=now), content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="parta.ics"', "Cache-Control": "private, no-cache"},
    )  # fmt: skip
