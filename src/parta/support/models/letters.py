"""Letters that came to the help service. The raw letter is kept, so nothing is lost by a program that misreads it."""

from django.db import models
from django.utils import timezone

from .tickets import Message, Ticket


class IncomingLetter(models.Model):
    """A letter, and what became of it. `digest` is the same for the same letter, however often it comes."""

    class State(models.TextChoices):
        KEPT = "kept", "принято"  # not sorted yet: the next look sorts it
        TICKET = "ticket", "новое обращение"
        MESSAGE = "message", "ответ в обращении"
        HELD = "held", "ждёт решения"
        BOUNCE = "bounce", "письмо не дошло"
        AUTO = "auto", "автоответ"
        OURS = "ours", "наше письмо"
        DROPPED = "dropped", "не обращение"

    digest = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=255, blank=True)
    sender = models.CharField("от кого", max_length=254, blank=True)
    sender_name = models.CharField("имя", max_length=150, blank=True)
    subject = models.CharField("тема", max_length=200, blank=True)
    raw = models.FileField("письмо целиком", upload_to="letters/%Y/%m/", max_length=300)
    is_whole = models.BooleanField("взято целиком", default=True)
    came_at = models.DateTimeField("пришло", default=timezone.now)
    state = models.CharField("что с ним", max_length=8, choices=State.choices, default=State.KEPT)
    reason = models.CharField("почему", max_length=300, blank=True)
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name="обращение"
    )
    said = models.OneToOneField(Message, models.PROTECT, null=True, blank=True, related_name="letter")

    class Meta:
        verbose_name = "пришедшее письмо"
        verbose_name_plural = "пришедшие письма"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["sender", "came_at"], name="letter_of_sender"),
            models.Index(fields=["state"], name="letter_to_sort", condition=models.Q(state__in=["kept", "held"])),
        ]

    def __str__(self) -> str:
        return f"{self.sender}: {self.subject}"
