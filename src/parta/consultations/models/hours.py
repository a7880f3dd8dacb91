"""When the room helps: the plan of a year, its intervals, days off and one-off hours."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parta.school.models import Employee, Room, SchoolYear

USER = settings.AUTH_USER_MODEL


class HoursPlan(models.Model):
    """The timetable of consultations in one room from a day of a school year (clause 2.2).

    A published plan holds until the next one of its room and year begins, so a change is a new plan and the old one
    stays as it was. Only published plans are seen; a room has at most one draft a year.
    """

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="hours_plans", verbose_name="учебный год")
    room = models.ForeignKey(Room, models.PROTECT, related_name="hours_plans", verbose_name="кабинет")
    from_on = models.DateField("действует с")
    published_at = models.DateTimeField("опубликован", null=True, blank=True)
    published_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    sequence = models.PositiveIntegerField(default=0)  # of iCalendar: rises with every change of the hours

    class Meta:
        verbose_name = "график консультаций"
        verbose_name_plural = "графики консультаций"
        ordering = ["room__name", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "room", "from_on"], condition=Q(published_at__isnull=False), name="hours_plan_unique"
            ),
            models.UniqueConstraint(fields=["year", "room"], condition=Q(published_at=None), name="hours_one_draft"),
        ]

    def __str__(self) -> str:
        return f"кабинет {self.room}, {self.year}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Interval(models.Model):
    """Some hours of a weekday, or of one day only (`on`). Each is cut into slots of equal length."""

    plan = models.ForeignKey(HoursPlan, models.CASCADE, related_name="intervals", verbose_name="график")
    weekday = models.PositiveSmallIntegerField("день недели", null=True, blank=True)  # 1 Monday … 7 Sunday
    on = models.DateField("только в этот день", null=True, blank=True)
    starts_at = models.TimeField("с")
    ends_at = models.TimeField("до")
    helper = models.ForeignKey(Employee, models.PROTECT, related_name="help_intervals", verbose_name="кто помогает")
    slot_minutes = models.PositiveSmallIntegerField("длина записи, минут", default=20)
    capacity = models.PositiveSmallIntegerField("мест одновременно", default=1)
    consults = models.BooleanField("консультация", default=True)
    enters_marks = models.BooleanField("выставление отметок", default=True)
    removed_at = models.DateTimeField(null=True, blank=True)  # one-off hours taken back after they were shown

    class Meta:
        verbose_name = "часы консультаций"
        verbose_name_plural = "часы консультаций"
        ordering = ["weekday", "on", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7, on=None) | Q(weekday=None, on__isnull=False),
                name="interval_weekday_or_day",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="interval_ends_after_start"),
            models.CheckConstraint(condition=Q(slot_minutes__gte=5, capacity__gte=1), name="interval_slots"),
            models.CheckConstraint(condition=Q(consults=True) | Q(enters_marks=True), name="interval_has_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.on or self.weekday}: {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class DayOff(models.Model):
    """A day when the room is closed, or when one of its helpers is away."""

    plan = models.ForeignKey(HoursPlan, models.CASCADE, related_name="days_off", verbose_name="график")
    on = models.DateField("день")
    helper = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кого нет"
    )  # None: the whole room
    reason = models.CharField("почему", max_length=200, blank=True)

    class Meta:
        verbose_name = "день без консультаций"
        verbose_name_plural = "дни без консультаций"
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "on"], condition=Q(helper=None), name="help_day_off_once"),
            models.UniqueConstraint(fields=["plan", "on", "helper"], name="help_day_off_of_helper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.on}"
