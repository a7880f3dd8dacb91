"""What the administrator's desk keeps: invitations and imports."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .people import Employee, Guardian, Pupil


class Invitation(models.Model):
    """A code printed for one person; entering it links the person to an account. Only its digest is kept.

    A parent's code may name the child whose sheet it was printed on; with a child and no guardian it is for a parent
    whom the school has not listed: the guardian is made when the code is used.
    """

    code_digest = models.CharField(max_length=64, unique=True)
    pupil = models.ForeignKey(Pupil, models.CASCADE, null=True, blank=True, related_name="invitations")
    guardian = models.ForeignKey(Guardian, models.CASCADE, null=True, blank=True, related_name="invitations")
    employee = models.ForeignKey(Employee, models.CASCADE, null=True, blank=True, related_name="invitations")
    for_parent_of = models.ForeignKey(Pupil, models.CASCADE, null=True, blank=True, related_name="parent_invitations")
    created_at = models.DateTimeField("выдано", default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кем")
    expires_on = models.DateField("действует до")
    used_at = models.DateTimeField("использовано", null=True, blank=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField("отозвано", null=True, blank=True)

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"
        constraints = [
            models.CheckConstraint(
                name="invitation_for_one",
                condition=(
                    Q(pupil__isnull=False, guardian=None, employee=None, for_parent_of=None)
                    | Q(pupil=None, guardian=None, employee__isnull=False, for_parent_of=None)
                    | Q(pupil=None, guardian__isnull=False, employee=None)
                    | Q(pupil=None, guardian=None, employee=None, for_parent_of__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"приглашение {self.pk}"


class ImportBatch(models.Model):
    """One applied import, with what is needed to take it back."""

    class Kind(models.TextChoices):
        PUPILS = "pupils", "ученики и родители"
        EMPLOYEES = "employees", "сотрудники"
        LOAD = "load", "нагрузка"
        TIMETABLE = "timetable", "расписание"

    kind = models.CharField("что", max_length=16, choices=Kind.choices)
    file_name = models.CharField("файл", max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто")
    at = models.DateTimeField("когда", default=timezone.now)
    summary = models.JSONField("итог", default=dict)
    undo = models.JSONField("для отмены", default=list)
    undone_at = models.DateTimeField("отменён", null=True, blank=True)

    class Meta:
        verbose_name = "импорт"
        verbose_name_plural = "импорты"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"


class ImportDraft(models.Model):
    """An uploaded file between its upload and its application: the bytes, and what was chosen on the way.

    `columns` has the field of each column of the sheet, "" where it is not read; `header` counts rows from 0, -1 where
    the sheet has no heading. `choices` answers questions of the check: «14-pupil» → the primary key, or «new».
    """

    kind = models.CharField("что", max_length=16, choices=ImportBatch.Kind.choices)
    file_name = models.CharField("файл", max_length=255)
    content = models.BinaryField("содержимое")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="кто")
    at = models.DateTimeField("когда", default=timezone.now)
    sheet = models.PositiveSmallIntegerField("лист", default=0)
    header = models.SmallIntegerField("строка заголовков", default=0)
    columns = models.JSONField("столбцы", default=list)
    starts_on = models.DateField("новых учеников зачислить с", null=True, blank=True)
    choices = models.JSONField("ответы", default=dict)

    class Meta:
        verbose_name = "черновик импорта"
        verbose_name_plural = "черновики импорта"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"
