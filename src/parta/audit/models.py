"""The one history of the school: who changed what, from what, to what, and who looked."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Change(models.Model):
    """One change or one look. Rows are only ever added.

    What it is about is named by kind and number, not by a foreign key, so that this floor knows no other.
    """

    at = models.DateTimeField("когда", default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто"
    )
    action = models.CharField("что", max_length=48)
    target_kind = models.CharField(max_length=32, blank=True)
    target_id = models.BigIntegerField(null=True)
    pupil_id = models.BigIntegerField(null=True)
    label = models.CharField("о чём", max_length=255, blank=True)
    before = models.JSONField("было", null=True)
    after = models.JSONField("стало", null=True)
    op_id = models.UUIDField(null=True, unique=True)
    address = models.GenericIPAddressField("адрес", null=True)

    class Meta:
        verbose_name = "запись истории"
        verbose_name_plural = "история изменений"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["target_kind", "target_id", "pupil_id"], name="change_target"),
            models.Index(fields=["pupil_id", "-id"], name="change_pupil", condition=models.Q(pupil_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.action} {self.label}"
