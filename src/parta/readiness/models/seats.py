"""Where computers stand and how access to them is organised (clause 1.3.4): open hours of rooms, seats taken."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from parta.school.models import Employee, Room
from parta.ui.templatetags.ui import room as room_words

from ..rules import QUARTERS
from .places import WorkPlace


class OpenRoom(models.Model):
    """A room whose seats are booked: its bookable work places in its hours."""

    room = models.OneToOneField(Room, models.PROTECT, related_name="open_room", verbose_name="кабинет")
    keeper = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="kept_rooms", verbose_name="кто отвечает"
    )
    for_pupils = models.BooleanField("открыт и ученикам", default=False)
    about = models.CharField("как попасть", max_length=300, blank=True)

    class Meta:
        verbose_name = "открытый кабинет"
        verbose_name_plural = "открытые кабинеты"
        ordering = ["room__name"]

    def __str__(self) -> str:
        return room_words(self.room.name)


class RoomHours(models.Model):
    """Some hours of a weekday; a day may have several."""

    open_room = models.ForeignKey(OpenRoom, models.CASCADE, related_name="hours", verbose_name="кабинет")
    weekday = models.PositiveSmallIntegerField("день недели")  # 1 Monday … 7 Sunday
    starts_at = models.TimeField("с")
    ends_at = models.TimeField("до")

    class Meta:
        verbose_name = "часы кабинета"
        verbose_name_plural = "часы кабинетов"
        ordering = ["weekday", "starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="room_hours_weekday"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="room_hours_order",
                violation_error_message="Конец часов раньше начала.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.weekday}: {self.starts_at:%H.%M}–{self.ends_at:%H.%M}"


class RoomClosure(models.Model):
    """A day when the room is not open after all."""

    open_room = models.ForeignKey(OpenRoom, models.CASCADE, related_name="closures", verbose_name="кабинет")
    on = models.DateField("день")
    reason = models.CharField("почему", max_length=200)

    class Meta:
        verbose_name = "день, когда кабинет закрыт"
        verbose_name_plural = "дни, когда кабинеты закрыты"
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["open_room", "on"], name="room_closure_once",
                violation_error_message="Этот день уже закрыт.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}"


class SeatBooking(models.Model):
    """One quarter of an hour of one seat. A booking is its rows of one `key`; cancelling deletes them, history stays.

    The database refuses a clash whatever the clicks: a seat holds one person, a person sits on one seat.
    """

    place = models.ForeignKey(WorkPlace, models.PROTECT, related_name="bookings", verbose_name="место")
    on = models.DateField("день")
    quarter = models.PositiveSmallIntegerField("четверть часа")  # 0–95 from midnight
    key = models.UUIDField(db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seat_bookings", verbose_name="кто занял"
    )
    purpose = models.CharField("для чего", max_length=120, blank=True)
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "запись на место"
        verbose_name_plural = "записи на места"
        ordering = ["on", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["place", "on", "quarter"], name="seat_one_person"),
            models.UniqueConstraint(fields=["user", "on", "quarter"], name="seat_one_a_person"),
            models.CheckConstraint(condition=Q(quarter__lt=QUARTERS), name="seat_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}, место {self.place_id}"
