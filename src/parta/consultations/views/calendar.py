"""Addresses for calendar programs, and the feeds behind them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from parta.accounts.http import Request
from parta.accounts.models import User
from parta.school.access import cast_of
from parta.school.models import Room
from parta.ui.templatetags.ui import room as room_words

from .. import access
from ..models import Booking, Seminar, SeminarPlace
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
    today = now.date()
    return calendar_of(
        "Парта: консультации", now, bookings=queries.bookings_of(user, today),
        seminars=queries.places_by_seminar(user, today), duty=duty_of(user, today),
    )  # fmt: skip


def duty_of(user: User, today: date) -> list[queries.DutyHours]:
    helper = cast_of(user).employee_id
    return [] if helper is None else queries.duty_hours(today, helper_id=helper)


@login_not_required
@require_safe
def room_feed(request: Request, pk: int) -> HttpResponse:
    """The hours of a room: they hang on its door, so anybody may read them."""
    room = get_object_or_404(Room, pk=pk)
    now = timezone.localtime()
    hours = queries.duty_hours(now.date(), room_id=room.pk)
    if not hours:
        raise Http404
    return calendar_of(f"Консультации, {room_words(room.name)}", now, duty=hours)


@require_safe
def seminar_file(request: Request, pk: int) -> HttpResponse:
    """One seminar for a calendar."""
    seminar = access.seminar_to_see(request.user, pk)
    return calendar_of(seminar.title, timezone.localtime(), seminars={seminar: []})


def calendar_of(
    name: str,
    now: datetime,
    *,
    bookings: Sequence[Booking] = (),
    seminars: Mapping[Seminar, Sequence[SeminarPlace]] | None = None,
    duty: Sequence[queries.DutyHours] = (),
) -> HttpResponse:
    from ..exchange import calendar as exchange  # here: its library is megabytes, and only calendar programs ask

    events = [exchange.booking_event(row) for row in bookings]
    events += [exchange.seminar_event(seminar, places) for seminar, places in (seminars or {}).items()]
    events += [event for one in duty for event in exchange.hours_events(one)]
    return HttpResponse(
        exchange.feed(name, events, now=now), content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="parta.ics"', "Cache-Control": "private, no-cache"},
    )  # fmt: skip
