"""Notices (the bell), letters that wait to be sent, and what each person wants to get where and when."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

USER = settings.AUTH_USER_MODEL


class Notice(models.Model):
    """A short message to one person, shown by the bell."""

    user = models.ForeignKey(USER, models.PROTECT, related_name="notices", verbose_name="кому")
    kind = models.CharField("вид", max_length=32)
    text = models.CharField("текст", max_length=500)
    url = models.CharField("ссылка", max_length=300, blank=True)
    at = models.DateTimeField("когда", default=timezone.now)
    read_at = models.DateTimeField("прочитано", null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)  # when it was put into a letter, or found not to need one

    class Meta:
        verbose_name = "уведомление"
        verbose_name_plural = "уведомления"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user"], name="notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["user", "-id"], name="notice_newest"),
            models.Index(fields=["id"], name="notice_to_email", condition=Q(emailed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.text


class Letter(models.Model):
    """A letter to one address. A row is the letter's whole life: written with the change it tells of, sent later.

    `files` are dicts of name, path in the storage and content_type. `claimed_until` holds off other senders while one
    is at work; a sender that died lets go when that time passes.
    """

    kind = models.CharField("вид", max_length=32)  # accounts, notices, support.answer …
    to = models.EmailField("кому")
    user = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="человек")
    sender = models.CharField("от кого", max_length=254, blank=True)  # empty: the school's usual sender
    subject = models.CharField("тема", max_length=300)
    text = models.TextField("текст")
    message_id = models.CharField(max_length=255, unique=True)
    headers = models.JSONField("заголовки", default=dict, blank=True)
    files = models.JSONField("файлы", default=list, blank=True)
    made_at = models.DateTimeField("написано", default=timezone.now)
    due_at = models.DateTimeField("отправить", default=timezone.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField("отправлено", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("попыток", default=0)
    error = models.CharField("почему не ушло", max_length=500, blank=True)
    gave_up_at = models.DateTimeField("оставлено", null=True, blank=True)
    returned_at = models.DateTimeField("вернулось", null=True, blank=True)  # the post said it did not reach the person

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "письма"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["due_at"], name="letter_due", condition=Q(sent_at=None, gave_up_at=None)),
            models.Index(fields=["gave_up_at"], name="letter_given_up", condition=Q(gave_up_at__isnull=False)),
            models.Index(fields=["kind", "-id"], name="letter_of_kind"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sent_at=None) | Q(gave_up_at=None), name="letter_sent_or_given_up")
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class Channel(models.TextChoices):
    """Where notices go besides the bell, which always has them."""

    EMAIL = "email", "На почту"


class NoticeChoice(models.Model):
    """What a person chose for a group of notices; where there is no row, the group's own default holds."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="notice_choices")
    group = models.CharField(max_length=16)  # of rules.GROUPS
    channel = models.CharField(max_length=8, choices=Channel.choices)
    is_on = models.BooleanField()

    class Meta:
        verbose_name = "выбор уведомлений"
        verbose_name_plural = "выбор уведомлений"
        constraints = [models.UniqueConstraint(fields=["user", "group", "channel"], name="notice_choice_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.group}, {self.channel}"


class QuietHours(models.Model):
    """When a person is left in peace: letters wait for the end of these hours. Equal times mean no quiet hours.

    A row not saved holds the defaults of somebody who never chose.
    """

    user = models.OneToOneField(USER, models.CASCADE, related_name="quiet_hours")
    starts_at = models.TimeField("с", default=time(21))
    ends_at = models.TimeField("до", default=time(7))
    on_weekends = models.BooleanField("в субботу и воскресенье тоже", default=True)

    class Meta:
        verbose_name = "тихие часы"
        verbose_name_plural = "тихие часы"

    def __str__(self) -> str:
        return f"{self.user_id}: {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"
