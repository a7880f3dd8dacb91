"""The school itself with its settings, and its calendar: years, periods, holidays."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

LEVELS = [MinValueValidator(1), MaxValueValidator(11)]


class School(models.Model):
    """The one row of the school whose database this is: its heading and its settings."""

    name = models.CharField("полное название", max_length=300)
    short_name = models.CharField("краткое название", max_length=100)
    city = models.CharField("населённый пункт", max_length=100, blank=True)
    address = models.CharField("адрес", max_length=300, blank=True)
    phone = models.CharField("телефон", max_length=50, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    edit_days = models.PositiveSmallIntegerField("журнал открыт для правки, дней", default=14)
    late_topic_hours = models.PositiveSmallIntegerField("тема и задание не позже, часов после уроков", default=1)
    written_work_days = models.PositiveSmallIntegerField("проверка письменных работ, дней", default=7)
    allows_one = models.BooleanField("ставится отметка «1»", default=False)
    threshold_3 = models.DecimalField("порог «3»", max_digits=3, decimal_places=2, default=Decimal("2.50"))
    threshold_4 = models.DecimalField("порог «4»", max_digits=3, decimal_places=2, default=Decimal("3.50"))
    threshold_5 = models.DecimalField("порог «5»", max_digits=3, decimal_places=2, default=Decimal("4.50"))
    second_factor = models.BooleanField("второй фактор обязателен для администраторов и завучей", default=False)

    class Meta:
        verbose_name = "школа"
        verbose_name_plural = "школа"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="school_is_one")]

    def __str__(self) -> str:
        return self.short_name


class SchoolYear(models.Model):
    name = models.CharField("название", max_length=9, unique=True, help_text="например, 2026/27")
    starts_on = models.DateField("начало")
    ends_on = models.DateField("конец")
    is_current = models.BooleanField("текущий", default=False)
    closed_at = models.DateTimeField("закрыт", null=True, blank=True)

    class Meta:
        verbose_name = "учебный год"
        verbose_name_plural = "учебные годы"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="year_ends_after_start"),
            models.UniqueConstraint(fields=["is_current"], condition=Q(is_current=True), name="year_one_current"),
        ]

    def __str__(self) -> str:
        return self.name


class PeriodScheme(models.Model):
    """How a year is cut for some classes: quarters, trimesters, half-years. Several live at once."""

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="schemes", verbose_name="учебный год")
    name = models.CharField("название", max_length=50, help_text="четверти, триместры, полугодия")

    class Meta:
        verbose_name = "схема периодов"
        verbose_name_plural = "схемы периодов"
        ordering = ["year", "name"]
        constraints = [models.UniqueConstraint(fields=["year", "name"], name="scheme_unique")]

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    scheme = models.ForeignKey(PeriodScheme, models.CASCADE, related_name="periods", verbose_name="схема")
    number = models.PositiveSmallIntegerField("номер")
    name = models.CharField("название", max_length=40, help_text="II четверть")
    starts_on = models.DateField("начало")
    ends_on = models.DateField("конец")
    closed_at = models.DateTimeField("закрыт", null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "учебный период"
        verbose_name_plural = "учебные периоды"
        ordering = ["scheme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="period_unique"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class Holiday(models.Model):
    """Days without lessons: kanikuly or a single day off, for all levels or some."""

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="holidays", verbose_name="учебный год")
    name = models.CharField("название", max_length=80)
    starts_on = models.DateField("начало")
    ends_on = models.DateField("конец")
    from_level = models.PositiveSmallIntegerField("с класса", default=1, validators=LEVELS)
    to_level = models.PositiveSmallIntegerField("по класс", default=11, validators=LEVELS)

    class Meta:
        verbose_name = "каникулы"
        verbose_name_plural = "каникулы и выходные"
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="holiday_ends_after_start"),
            models.CheckConstraint(condition=Q(to_level__gte=F("from_level")), name="holiday_levels_in_order"),
        ]

    def __str__(self) -> str:
        return self.name
