"""Who comes when: bookings of slots, the waiting list, and the secret address of a person's calendar."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .hours import Interval

USER = settings.AUTH_USER_MODEL


class Purpose(models.TextChoices):
    CONSULTATION = "consultation", "консультация"
    MARKS = "marks", "выставление отметок"


class Booking(models.Model):
    """A seat in a slot, taken by one person. `seat` counts from 1 to the interval's capacity; only people who came
    without booking (walk-ins) may stand beyond it.

    Two constraints refuse a double booking whatever the clicks: one person a seat, one seat a person at one time. A
    seat that fell free and is offered to the next in the queue is a booking too (`offered`), so nobody else takes it.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "предложено место"
        BOOKED = "booked", "запись"
        HELD = "held", "состоялась"
        MISSED = "missed", "не пришёл"
        CANCELLED = "cancelled", "отменена"

    Purpose = Purpose

    interval = models.ForeignKey(Interval, models.PROTECT, related_name="bookings", verbose_name="часы")
    on = models.DateField("день")
    starts_at = models.TimeField("с")
    ends_at = models.TimeField("до")
    seat = models.PositiveSmallIntegerField("место", default=1)
    asker = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name="кто записан"
    )
    asker_name = models.CharField("кто пришёл", max_length=150, blank=True)  # of who came and has no account
    purpose = models.CharField("цель", max_length=12, choices=Purpose.choices, default=Purpose.CONSULTATION)
    topic = models.CharField("тема", max_length=300)
    ticket_id = models.BigIntegerField("обращение", null=True, blank=True)  # support.Ticket, a floor above
    is_walk_in = models.BooleanField("без записи", default=False)
    state = models.CharField("состояние", max_length=9, choices=State.choices, default=State.BOOKED)
    offered_until = models.DateTimeField("место держат до", null=True, blank=True)
    outcome = models.TextField("итог", max_length=2000, blank=True)
    cancel_reason = models.CharField("почему отменена", max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0)  # of iCalendar: rises with every change
    day_told_at = models.DateTimeField(null=True, blank=True)  # the reminder of the day before
    hour_told_at = models.DateTimeField(null=True, blank=True)  # the reminder an hour before
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "запись на консультацию"
        verbose_name_plural = "записи на консультации"
        ordering = ["on", "starts_at", "seat"]
        indexes = [
            models.Index(fields=["on", "starts_at"], name="booking_day"),
            models.Index(fields=["asker", "on"], name="booking_asker_day"),
            models.Index(fields=["ticket_id"], name="booking_ticket", condition=Q(ticket_id__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["interval", "on", "starts_at", "seat"],
                condition=~Q(state="cancelled"),
                name="booking_one_a_seat",
            ),
            models.UniqueConstraint(
                fields=["asker", "on", "starts_at"], condition=~Q(state="cancelled"), name="booking_one_a_person"
            ),
            models.CheckConstraint(condition=Q(seat__gte=1), name="booking_seat"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_start"),
            models.CheckConstraint(
                condition=Q(asker__isnull=False) | Q(is_walk_in=True) & ~Q(asker_name=""), name="booking_has_asker"
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_until__isnull=False), name="booking_offer_lapses"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m} {self.starts_at:%H:%M}"

    @property
    def asker_words(self) -> str:
        """Who it is, for the helper; `asker` is read: load it before."""
        return self.asker.full_name or self.asker.username if self.asker else self.asker_name


class Waiting(models.Model):
    """A place in the queue for a full slot; closed when a seat is offered, and when its owner leaves."""

    interval = models.ForeignKey(Interval, models.CASCADE, related_name="waiting")
    on = models.DateField("день")
    starts_at = models.TimeField("с")
    asker = models.ForeignKey(USER, models.CASCADE, related_name="waiting_for_slots")
    purpose = models.CharField("цель", max_length=12, choices=Purpose.choices, default=Purpose.CONSULTATION)
    topic = models.CharField("тема", max_length=300)
    ticket_id = models.BigIntegerField("обращение", null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "очередь на консультацию"
        verbose_name_plural = "очередь на консультации"
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["interval", "on", "starts_at", "asker"], condition=Q(closed_at=None), name="waiting_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asker_id} на {self.on:%d.%m}"


class CalendarKey(models.Model):
    """The secret part of a person's calendar address."""

    user = models.OneToOneField(USER, models.CASCADE, related_name="calendar_key")
    key = models.CharField(max_length=43, unique=True)

    class Meta:
        verbose_name = "ключ календаря"
        verbose_name_plural = "ключи календарей"

    def __str__(self) -> str:
        return f"календарь {self.user_id}"
