"""The weekly hours of help, bookings of their slots, the waiting list; seminars with sign-up and attendance."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from parta.school.models import Employee, Room, SchoolYear

USER = settings.AUTH_USER_MODEL


class HoursPlan(models.Model):
    """The timetable of consultations in one room for a school year (clause 2.2). Only published ones are seen."""

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="hours_plans", verbose_name="учебный год")
    room = models.ForeignKey(Room, models.PROTECT, related_name="hours_plans", verbose_name="кабинет")
    published_at = models.DateTimeField("опубликован", null=True, blank=True)
    published_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "график консультаций"
        verbose_name_plural = "графики консультаций"
        constraints = [models.UniqueConstraint(fields=["year", "room"], name="hours_plan_unique")]

    def __str__(self) -> str:
        return f"каб. {self.room}, {self.year}"


class Interval(models.Model):
    """Some hours of a weekday. A day may have several; each is cut into slots of equal length."""

    plan = models.ForeignKey(HoursPlan, models.CASCADE, related_name="intervals", verbose_name="график")
    weekday = models.PositiveSmallIntegerField("день недели")  # 1 Monday … 7 Sunday
    starts_at = models.TimeField("с")
    ends_at = models.TimeField("до")
    helper = models.ForeignKey(Employee, models.PROTECT, related_name="help_intervals", verbose_name="кто помогает")
    slot_minutes = models.PositiveSmallIntegerField("длина записи, минут", default=20)
    capacity = models.PositiveSmallIntegerField("мест одновременно", default=1)
    consults = models.BooleanField("консультация", default=True)
    enters_marks = models.BooleanField("выставление отметок", default=True)

    class Meta:
        verbose_name = "часы консультаций"
        verbose_name_plural = "часы консультаций"
        ordering = ["weekday", "starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="interval_weekday"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="interval_ends_after_start"),
            models.CheckConstraint(condition=Q(slot_minutes__gte=5, capacity__gte=1), name="interval_slots"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.starts_at:%H.%M}–{self.ends_at:%H.%M}"


class DayOff(models.Model):
    """A day when the room does not help: nobody is on duty, or a holiday of its own."""

    plan = models.ForeignKey(HoursPlan, models.CASCADE, related_name="days_off", verbose_name="график")
    on = models.DateField("день")
    reason = models.CharField("почему", max_length=200, blank=True)

    class Meta:
        verbose_name = "день без консультаций"
        verbose_name_plural = "дни без консультаций"
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["plan", "on"], name="help_day_off_once")]

    def __str__(self) -> str:
        return f"{self.on}"


class Booking(models.Model):
    """A seat in a slot, taken by one person. `seat` counts from 1 to the interval's capacity.

    Two constraints refuse a double booking whatever the clicks: one person a seat, one seat a person at one time.
    """

    class State(models.TextChoices):
        BOOKED = "booked", "запись"
        HELD = "held", "состоялась"
        MISSED = "missed", "не пришёл"
        CANCELLED = "cancelled", "отменена"

    class Purpose(models.TextChoices):
        CONSULTATION = "consultation", "консультация"
        MARKS = "marks", "выставление отметок"

    interval = models.ForeignKey(Interval, models.PROTECT, related_name="bookings", verbose_name="часы")
    on = models.DateField("день")
    starts_at = models.TimeField("с")
    ends_at = models.TimeField("до")
    seat = models.PositiveSmallIntegerField("место", default=1)
    asker = models.ForeignKey(USER, models.PROTECT, related_name="bookings", verbose_name="кто записан")
    purpose = models.CharField("цель", max_length=12, choices=Purpose.choices, default=Purpose.CONSULTATION)
    topic = models.CharField("тема", max_length=300)
    ticket_id = models.BigIntegerField("обращение", null=True, blank=True)  # support.Ticket, a floor above
    is_walk_in = models.BooleanField("без записи", default=False)
    state = models.CharField("состояние", max_length=9, choices=State.choices, default=State.BOOKED)
    outcome = models.TextField("итог", max_length=2000, blank=True)
    sequence = models.PositiveIntegerField(default=0)  # of iCalendar: rises with every change
    reminded_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "запись на консультацию"
        verbose_name_plural = "записи на консультации"
        ordering = ["on", "starts_at", "seat"]
        indexes = [models.Index(fields=["on", "starts_at"], name="booking_day")]
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
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m} {self.starts_at:%H.%M}"


class Waiting(models.Model):
    """A place in the queue for a full slot. When a seat falls free it is offered until `offered_until`."""

    interval = models.ForeignKey(Interval, models.CASCADE, related_name="waiting")
    on = models.DateField("день")
    starts_at = models.TimeField("с")
    asker = models.ForeignKey(USER, models.CASCADE, related_name="waiting_for_slots")
    topic = models.CharField("тема", max_length=300)
    made_at = models.DateTimeField(default=timezone.now)
    offered_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # booked, lapsed or withdrawn

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


class Seminar(models.Model):
    """A seminar or training with places and sign-up."""

    title = models.CharField("тема", max_length=200)
    about = models.TextField("о чём", max_length=4000, blank=True)
    on = models.DateField("день")
    starts_at = models.TimeField("с")
    ends_at = models.TimeField("до")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кабинет")
    leader = models.ForeignKey(Employee, models.PROTECT, related_name="seminars", verbose_name="ведёт")
    places = models.PositiveSmallIntegerField("мест", default=20)
    for_parents = models.BooleanField("и для родителей", default=False)
    clause = models.CharField("пункт регламента", max_length=20, blank=True)
    cancelled_at = models.DateTimeField("отменён", null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "семинар"
        verbose_name_plural = "семинары"
        ordering = ["on", "starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="seminar_ends_after_start"),
            models.CheckConstraint(condition=Q(places__gte=1), name="seminar_places"),
        ]

    def __str__(self) -> str:
        return self.title


class SeminarPlace(models.Model):
    """A numbered place at a seminar: sign-up, then attendance."""

    seminar = models.ForeignKey(Seminar, models.PROTECT, related_name="taken")
    number = models.PositiveSmallIntegerField("место")
    user = models.ForeignKey(USER, models.PROTECT, related_name="seminar_places")
    at = models.DateTimeField(default=timezone.now)
    attended = models.BooleanField("был", null=True)

    class Meta:
        verbose_name = "место на семинаре"
        verbose_name_plural = "места на семинарах"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "number"], name="seminar_place_once"),
            models.UniqueConstraint(fields=["seminar", "user"], name="seminar_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class SeminarFile(models.Model):
    """Materials of a seminar, served through the door only."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="files")
    name = models.CharField("название", max_length=255)
    file = models.FileField(upload_to="seminars/%Y/", max_length=300)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=100)

    class Meta:
        verbose_name = "материал семинара"
        verbose_name_plural = "материалы семинаров"

    def __str__(self) -> str:
        return self.name
