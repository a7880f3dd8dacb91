"""Making the timetable of help: drafts and their publication (clauses 2.1, 2.2)."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.notices.services import queue
from parta.school.models import Employee, Room, SchoolYear
from parta.ui.templatetags.ui import day as day_words
from parta.ui.templatetags.ui import room as room_words

from .. import rules
from ..models import HoursPlan, Interval
from .passing import pass_bookings
from .seats import lock_hours
from .telling import record_plan, told, words_of

COPIED = ("weekday", "starts_at", "ends_at", "helper_id", "slot_minutes", "capacity", "consults", "enters_marks")


@transaction.atomic
def create_draft(year: SchoolYear, room: Room, *, by: User) -> HoursPlan:
    """A draft of the room's hours; where some are published already it begins as their copy.

    Raises ValidationError when there is a draft.
    """
    today = timezone.localdate()
    before = published(year, room)
    from_on = max(today, year.starts_on) if before else year.starts_on
    try:
        with transaction.atomic():
            plan = HoursPlan.objects.create(year=year, room=room, from_on=min(from_on, year.ends_on))
    except IntegrityError:
        raise ValidationError(f"Черновик графика {room_words(room.name)} уже есть: допишите его.") from None
    if before:
        rows = before.intervals.filter(on=None)
        Interval.objects.bulk_create(
            Interval(plan=plan, **{name: getattr(row, name) for name in COPIED}) for row in rows
        )
    record_plan("create_draft", plan, by=by)
    return plan


def published(year: SchoolYear, room: Room) -> HoursPlan | None:
    """The last published plan of the room in the year."""
    return HoursPlan.objects.filter(year=year, room=room, published_at__isnull=False).order_by("-from_on").first()


@transaction.atomic
def drop_draft(plan: HoursPlan, *, by: User) -> None:
    record_plan("drop_draft", plan, by=by, before=told(plan))
    plan.delete()


@transaction.atomic
def add_interval(plan: HoursPlan, *, by: User, **fields: Any) -> Interval:
    """Add hours of a weekday to a draft: fields of Interval. Raises ValidationError in Russian."""
    row = Interval(plan=plan, **fields)
    check_interval(row)
    row.save()
    record_plan("add_hours", plan, by=by, after=words_of(row))
    return row


@transaction.atomic
def change_interval(row: Interval, *, by: User, **fields: Any) -> None:
    before = words_of(row)
    for name, value in fields.items():
        setattr(row, name, value)
    check_interval(row)
    row.save()
    record_plan("change_hours", row.plan, by=by, before=before, after=words_of(row))


@transaction.atomic
def remove_interval(row: Interval, *, by: User) -> None:
    record_plan("remove_hours", row.plan, by=by, before=words_of(row))
    row.delete()


def check_interval(row: Interval) -> None:
    """Refuse hours that cannot be: too short, for nothing, or with a helper who is elsewhere then."""
    if row.ends_at <= row.starts_at:
        raise ValidationError({"ends_at": "Часы должны кончаться позже, чем начинаются."})
    if not rules.slots(row.starts_at, row.ends_at, row.slot_minutes):
        raise ValidationError({"slot_minutes": "В эти часы не помещается ни одной записи такой длины."})
    if not (row.consults or row.enters_marks):
        raise ValidationError({"consults": "Отметьте хотя бы одну цель."})
    row.full_clean(exclude=["plan"])
    span = rules.Span(row.starts_at, row.ends_at)
    for other in rivals_of(row):
        if span.meets(rules.Span(other.starts_at, other.ends_at)):
            raise ValidationError(
                {"helper": f"{other.helper.short_name} в это время уже помогает: {room_words(other.plan.room.name)}, "
                           f"{words_of(other)}."}
            )  # fmt: skip


def rivals_of(row: Interval) -> list[Interval]:
    """Other hours of the helper on the same weekday or day: in this plan, and in the other rooms of the year."""
    year, room = row.plan.year_id, row.plan.room_id
    elsewhere = HoursPlan.objects.filter(year=year, published_at__isnull=False).exclude(room=room).order_by("from_on")
    last_of_room = dict(elsewhere.values_list("room", "pk"))
    same = Q(on=row.on) | Q(weekday=row.on.isoweekday()) if row.on else Q(weekday=row.weekday)
    rows = Interval.objects.filter(
        same, helper=row.helper_id, removed_at=None, plan__in=[row.plan_id, *last_of_room.values()]
    )
    return list(rows.exclude(pk=row.pk).select_related("helper", "plan__room"))


@transaction.atomic
def publish(plan: HoursPlan, *, from_on: date, by: User, now: datetime) -> int:
    """Put the draft in force from a day; how many bookings had to be cancelled.

    Days off and one-off hours from that day on pass to the new plan, and so do bookings whose slot it has; others are
    cancelled and told why. Raises ValidationError in Russian.
    """
    lock_hours()
    if not HoursPlan.objects.select_for_update(of=("self",)).filter(pk=plan.pk, published_at=None):
        raise ValidationError("Этот график уже опубликован.")
    before = published(plan.year, plan.room)
    refuse_publishing(plan, before, from_on, today=timezone.localtime(now).date())
    plan.from_on, plan.published_at, plan.published_by = from_on, now, by
    plan.save(update_fields=["from_on", "published_at", "published_by"])
    dropped = 0
    if before:
        HoursPlan.objects.filter(pk=before.pk).update(sequence=F("sequence") + 1)
        before.days_off.filter(on__gte=from_on).update(plan=plan)
        before.intervals.filter(on__gte=from_on).update(plan=plan)
        dropped = pass_bookings(before, plan, from_on=from_on, by=by, now=now)
    record_plan("publish_hours", plan, by=by, after={"с": f"{from_on:%d.%m.%Y}", **told(plan)})
    staff = Employee.objects.filter(left_on=None, user__isnull=False).exclude(user=by)
    queue(
        "consultations.plan",
        f"Опубликован график консультаций, {room_words(plan.room.name)}, с {day_words(from_on)}.",
        to=staff.values_list("user", flat=True), url=reverse("consultations:week"),
    )  # fmt: skip
    return dropped


def refuse_publishing(plan: HoursPlan, before: HoursPlan | None, from_on: date, *, today: date) -> None:
    if not plan.intervals.exists():
        raise ValidationError("В графике нет ни одного часа: сначала добавьте часы.")
    if not plan.year.starts_on <= from_on <= plan.year.ends_on:
        raise ValidationError({"from_on": f"Этот день вне учебного года {plan.year}."})
    if before and from_on <= before.from_on:
        words = f"Прежний график действует с {day_words(before.from_on)}: выберите день позже."
        raise ValidationError({"from_on": words})
    if before and from_on < today:
        raise ValidationError({"from_on": "Новый график не может начаться задним числом."})
