"""The helper's day: who comes, who came, who came without booking."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.accounts.http import Request
from parta.accounts.models import User
from parta.school.views.saving import tell
from parta.ui.templatetags.ui import clock

from .. import access, rules, services
from ..forms.booking import CancelForm, WalkInForm
from ..models import Booking
from ..pages.day import DayPage, day_page
from ..queries.bookings import helpers
from ..queries.people import people_named
from .answers import day_asked, words_of


@require_safe
def day(request: Request) -> HttpResponse:
    own = access.day_door(request.user)
    now = timezone.localtime()
    team = helpers() if own is None else []
    asked = request.GET.get("helper", "")
    chosen = own if own is not None else next((one.pk for one in team if str(one.pk) == asked), None)
    page = day_page(day_asked(request, "on") or now.date(), chosen, now)
    context = {"page": page, "team": team, "chosen": chosen, "cancel_form": CancelForm()}
    return render(request, "consultations/day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: Request) -> HttpResponse:
    """Write down who came without booking, today or on a day of the address."""
    own = access.day_door(request.user)
    now = timezone.localtime()
    on = min(day_asked(request, "on") or now.date(), now.date())
    slots = slots_to_fill(day_page(on, own, now))
    first = request.GET.get("slot") or next((key for key, _, is_now in slots if is_now), None)
    form = WalkInForm(
        request.POST if request.method == "POST" else None,
        slots=[(key, words) for key, words, _ in slots],
        initial={"slot": first},
    )
    if request.method == "POST" and form.is_valid() and written(request, form):
        return back_to_day(on.isoformat())
    people = people_named(request.POST.get("name", "")) if request.method == "POST" else []
    context = {"form": form, "on": on, "has_slots": bool(slots), "people": people}
    return render(request, "consultations/walk_in.html", context, status=422 if form.errors else 200)


def slots_to_fill(page: DayPage) -> list[tuple[str, str, bool]]:
    """Slots of the day as choices: key, words, and whether it goes on now."""
    return [
        (str(row.key), f"{clock(row.span.starts_at)}–{clock(row.span.ends_at)}, {block.hours.helper}", row.is_now)
        for block in page.blocks
        for row in block.rows
    ]


def written(request: Request, form: WalkInForm) -> bool:
    told = form.cleaned_data
    key = rules.slot_key(told["slot"])
    found = {one.user_id for one in people_named(told["name"])}
    asker = User.objects.get(pk=told["person"]) if told["person"] in found else None
    assert key is not None  # one of the choices
    try:
        services.walk_in(
            key, asker=asker, asker_name=told["name"], topic=told["topic"], purpose=told["purpose"], by=request.user,
            now=timezone.now(),
        )  # fmt: skip
    except ValidationError as refusal:
        tell(form, refusal)
        return False
    messages.success(request, "Записано: пришли без записи.")
    return True


@require_safe
def people(request: Request) -> HttpResponse:
    """Accounts by a typed name, for the form of who came."""
    access.day_door(request.user)
    found = people_named(request.GET.get("name", ""))
    return render(request, "consultations/walk_in.html#people", {"people": found})


@require_POST
def came(request: Request, pk: int) -> HttpResponse:
    booking = access.booking_of_helper(request.user, pk)
    return done(request, booking, lambda: services.hold_booking(booking, outcome="", by=request.user))


@require_POST
def missed(request: Request, pk: int) -> HttpResponse:
    booking = access.booking_of_helper(request.user, pk)
    return done(request, booking, lambda: services.miss_booking(booking, by=request.user))


@require_POST
def refuse(request: Request, pk: int) -> HttpResponse:
    """The helper cancels and says why."""
    booking = access.booking_of_helper(request.user, pk)
    form = CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["reason"][0]))
        return back_to_day(booking.on.isoformat())
    reason = form.cleaned_data["reason"]
    return done(
        request, booking,
        lambda: services.cancel_booking(booking, by=request.user, now=timezone.now(), reason=reason),
    )  # fmt: skip


def done(request: Request, booking: Booking, change: Callable[[], object]) -> HttpResponse:
    try:
        change()
    except ValidationError as refusal:
        messages.error(request, words_of(refusal))
    return back_to_day(booking.on.isoformat())


def back_to_day(on: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('consultations:day')}?on={on}")
