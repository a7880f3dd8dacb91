"""The questionnaire of readiness for innovation and learning (clause 1.3.2), and its answers, seen by one person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from parta.school.models import Employee, SchoolYear


class Survey(models.Model):
    """One round: the start or the end of a school year. Open until it is closed."""

    class Moment(models.TextChoices):
        START = "start", "начало года"
        END = "end", "конец года"

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="surveys", verbose_name="учебный год")
    moment = models.CharField("когда", max_length=5, choices=Moment.choices)
    opened_at = models.DateTimeField("открыта", default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто открыл")
    closed_at = models.DateTimeField("закрыта", null=True, blank=True)

    class Meta:
        verbose_name = "анкета"
        verbose_name_plural = "анкеты"
        ordering = ["-year__starts_on", "moment"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "moment"], name="survey_unique", violation_error_message="Такая анкета уже открывалась."
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="survey_closes_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.get_moment_display()}"


class SurveyAnswer(models.Model):
    """Everything one employee answered. `values` is statement code → 1–5; `group` is the employee's at that moment.

    Only the person responsible for introduction and the employee read it: never into history, exports, other pages.
    """

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers", verbose_name="анкета")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="survey_answers", verbose_name="сотрудник")
    group = models.CharField("группа", max_length=16)
    values = models.JSONField("ответы", default=dict)
    index = models.PositiveSmallIntegerField("показатель, 0–100")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "ответ на анкету"
        verbose_name_plural = "ответы на анкету"
        constraints = [
            models.UniqueConstraint(fields=["survey", "employee"], name="survey_answer_once"),
            models.CheckConstraint(condition=Q(index__lte=100), name="survey_index"),
        ]

    def __str__(self) -> str:
        return f"ответ {self.pk}"
