"""Classes, groups, and who is in them from which day to which."""

from django.db import models
from django.db.models import F, Q

from .people import Employee, Pupil
from .year import LEVELS, PeriodScheme, SchoolYear


class SchoolClass(models.Model):
    """A class belongs to one year; next year's 8Б is another row than this year's 7Б."""

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="classes", verbose_name="учебный год")
    level = models.PositiveSmallIntegerField("параллель", validators=LEVELS)
    letter = models.CharField("буква", max_length=15, blank=True)
    class_teacher = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_classes",
        verbose_name="классный руководитель",
    )
    scheme = models.ForeignKey(PeriodScheme, models.PROTECT, related_name="classes", verbose_name="периоды")
    shift = models.PositiveSmallIntegerField("смена", default=1)

    class Meta:
        verbose_name = "класс"
        verbose_name_plural = "классы"
        ordering = ["level", "letter"]
        constraints = [models.UniqueConstraint(fields=["year", "level", "letter"], name="class_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.level}{self.letter}"


class Enrolment(models.Model):
    """A pupil's stay in a class: приём, перевод, выбытие, each with its order."""

    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="enrolments", verbose_name="ученик")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="enrolments", verbose_name="класс")
    from_on = models.DateField("с")
    to_on = models.DateField("по", null=True, blank=True, help_text="последний день в классе")
    order_in = models.CharField("приказ о приёме или переводе", max_length=80, blank=True)
    order_out = models.CharField("приказ о выбытии или переводе", max_length=80, blank=True)
    left_to = models.CharField("куда выбыл", max_length=200, blank=True)

    class Meta:
        verbose_name = "зачисление"
        verbose_name_plural = "движение учеников"
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="enrolment_order"
            ),
            models.UniqueConstraint(fields=["pupil"], condition=Q(to_on__isnull=True), name="enrolment_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id} в {self.school_class_id} с {self.from_on}"


class StudyGroup(models.Model):
    """Who is taught together: a whole class, its subgroup, or a mixed group of several classes.

    Every class has exactly one whole group; its members follow the enrolments (school.services keeps this).
    """

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="groups", verbose_name="учебный год")
    name = models.CharField("название", max_length=80)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name="класс",
        help_text="пусто у сводной группы",
    )  # fmt: skip
    is_whole = models.BooleanField("весь класс", default=False)
    classes = models.ManyToManyField(SchoolClass, blank=True, related_name="mixed_groups", verbose_name="классы")
    pupils = models.ManyToManyField(Pupil, through="GroupMembership", related_name="groups")

    class Meta:
        verbose_name = "группа"
        verbose_name_plural = "группы"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["year", "name"], name="group_name_unique"),
            models.UniqueConstraint(fields=["school_class"], condition=Q(is_whole=True), name="group_one_whole"),
            models.CheckConstraint(
                condition=Q(is_whole=False) | Q(school_class__isnull=False), name="group_whole_has_class"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMembership(models.Model):
    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="memberships", verbose_name="группа")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="memberships", verbose_name="ученик")
    from_on = models.DateField("с")
    to_on = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "участие в группе"
        verbose_name_plural = "состав групп"
        constraints = [
            models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="member_order"),
            models.UniqueConstraint(fields=["group", "pupil"], condition=Q(to_on__isnull=True), name="member_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id} в группе {self.group_id}"
