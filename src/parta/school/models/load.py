"""Subjects, rooms and the load: who teaches what to whom."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models

from .classes import StudyGroup
from .people import Employee
from .year import PeriodScheme, SchoolYear


class Scale(models.TextChoices):
    """What a mark may be. Others than `five` map onto the five-point bands for the indicators (domain §1)."""

    FIVE = "five", "5-балльная"
    TEN = "ten", "10-балльная"
    TWELVE = "twelve", "12-балльная"
    HUNDRED = "hundred", "100-балльная"
    PASS = "pass", "зачёт / незачёт"
    NONE = "none", "без отметок"


class Subject(models.Model):
    name = models.CharField("название", max_length=150, unique=True)
    short_name = models.CharField("кратко", max_length=30, blank=True)
    scale = models.CharField("шкала", max_length=8, choices=Scale.choices, default=Scale.FIVE)
    is_extra = models.BooleanField("внеурочная деятельность", default=False)
    is_active = models.BooleanField("преподаётся", default=True)

    class Meta:
        verbose_name = "предмет"
        verbose_name_plural = "предметы"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    name = models.CharField("номер или название", max_length=60, unique=True)
    building = models.CharField("здание", max_length=80, blank=True)
    seats = models.PositiveSmallIntegerField("мест", null=True, blank=True)
    is_active = models.BooleanField("используется", default=True)

    class Meta:
        verbose_name = "кабинет"
        verbose_name_plural = "кабинеты"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Course(models.Model):
    """Subject × group × teacher × hours a week, in one year. A journal page belongs to a course."""

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="courses", verbose_name="учебный год")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="courses", verbose_name="предмет")
    group = models.ForeignKey(StudyGroup, models.PROTECT, related_name="courses", verbose_name="группа")
    teacher = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="courses", verbose_name="учитель",
        help_text="пусто, пока учитель не назначен",
    )  # fmt: skip
    scheme = models.ForeignKey(PeriodScheme, models.PROTECT, related_name="courses", verbose_name="периоды")
    hours = models.DecimalField(
        "часов в неделю", max_digits=4, decimal_places=1, default=Decimal(1), validators=[MinValueValidator(Decimal(0))]
    )
    scale = models.CharField("шкала", max_length=8, choices=Scale.choices, default=Scale.FIVE)
    is_extra = models.BooleanField("внеурочная деятельность", default=False)
    is_active = models.BooleanField("идёт", default=True)

    class Meta:
        verbose_name = "курс"
        verbose_name_plural = "нагрузка"
        ordering = ["subject__name", "group__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "group", "teacher"], condition=models.Q(is_active=True), name="course_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} · {self.subject}"
