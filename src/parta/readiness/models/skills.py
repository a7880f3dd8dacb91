"""Skills the journal asks of the staff, how well each role must have them, and how well each employee has them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from parta.school.models import Employee

from ..rules import LEVELS, ROLES

LEVEL_CHOICES = list(LEVELS.items())


class Skill(models.Model):
    """What an employee must be able to do. `topic` is a code of the help topics, `course` of a training course."""

    code = models.SlugField("код", max_length=40, unique=True)
    name = models.CharField("навык", max_length=150)
    topic = models.CharField("тема помощи", max_length=16, blank=True)
    course = models.SlugField("код курса обучения", max_length=60, blank=True)
    position = models.PositiveSmallIntegerField("порядок", default=0)
    is_active = models.BooleanField("используется", default=True)

    class Meta:
        verbose_name = "навык"
        verbose_name_plural = "навыки"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Required(models.Model):
    """The level of a skill the journal asks of a role. Without a row the role needs it not."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="required", verbose_name="навык")
    role = models.CharField("роль", max_length=16, choices=list(ROLES.items()))
    level = models.PositiveSmallIntegerField("уровень", choices=LEVEL_CHOICES)

    class Meta:
        verbose_name = "требуемый уровень"
        verbose_name_plural = "требуемые уровни"
        constraints = [
            models.UniqueConstraint(fields=["skill", "role"], name="required_unique"),
            models.CheckConstraint(condition=Q(level__lte=3), name="required_level"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.skill_id} — {self.level}"


class Level(models.Model):
    """What was said of an employee's skill at an instant. Rows are only ever added, so any past day can be read.

    The newest row that is not a self-assessment holds; where there is none, the newest self-assessment does.
    """

    class Source(models.TextChoices):
        SELF = "self", "самооценка"
        CONFIRMED = "confirmed", "подтверждено"
        COURSE = "course", "после обучения"

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="levels", verbose_name="сотрудник")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="levels", verbose_name="навык")
    level = models.PositiveSmallIntegerField("уровень", choices=LEVEL_CHOICES)
    source = models.CharField("откуда", max_length=9, choices=Source.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "уровень сотрудника"
        verbose_name_plural = "уровни сотрудников"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(level__lte=3), name="level_level")]
        indexes = [models.Index(fields=["employee", "skill", "-id"], name="level_of_skill")]

    def __str__(self) -> str:
        return f"{self.employee_id}, {self.skill_id}: {self.level}"
