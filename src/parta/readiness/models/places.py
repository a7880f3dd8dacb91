"""Work places of the school with their equipment, and what is wished for (clause 1.3.3)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from parta.school.models import Room
from parta.ui.templatetags.ui import room as room_words


class WorkPlace(models.Model):
    """A place with a computer. `str()` prints the room: load it with `select_related("room")`."""

    class Internet(models.TextChoices):
        CABLE = "cable", "кабель"
        WIFI = "wifi", "Wi-Fi"
        NONE = "none", "нет"

    class State(models.TextChoices):
        WORKS = "works", "работает"
        BROKEN = "broken", "неисправно"
        GONE = "gone", "списано"

    room = models.ForeignKey(Room, models.PROTECT, related_name="work_places", verbose_name="кабинет")
    number = models.PositiveSmallIntegerField("место")
    computer = models.CharField("компьютер", max_length=120)
    system = models.CharField("система", max_length=80, blank=True)
    browser = models.CharField("браузер", max_length=80, blank=True)
    internet = models.CharField("интернет", max_length=5, choices=Internet.choices, default=Internet.CABLE)
    has_printer = models.BooleanField("принтер", default=False)
    has_projector = models.BooleanField("проектор", default=False)
    state = models.CharField("состояние", max_length=6, choices=State.choices, default=State.WORKS)
    checked_on = models.DateField("проверено", null=True, blank=True)
    is_bookable = models.BooleanField("можно занять по записи", default=False)
    note = models.CharField("примечание", max_length=200, blank=True)

    class Meta:
        verbose_name = "рабочее место"
        verbose_name_plural = "рабочие места"
        ordering = ["room__name", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "number"], name="work_place_unique",
                violation_error_message="Место с таким номером в кабинете уже есть.",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="work_place_number"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{room_words(self.room.name)}, место {self.number}: {self.computer}"


class Wish(models.Model):
    """Equipment somebody asks for, until it is bought or refused with a reason."""

    class Priority(models.IntegerChoices):
        URGENT = 1, "срочно"
        NEEDED = 2, "нужно"
        GOOD = 3, "желательно"

    class State(models.TextChoices):
        ASKED = "asked", "заявлено"
        PLANNED = "planned", "в плане"
        BOUGHT = "bought", "куплено"
        REFUSED = "refused", "отклонено"

    what = models.CharField("что нужно", max_length=200)
    count = models.PositiveSmallIntegerField("сколько", default=1)
    why = models.CharField("зачем", max_length=300)
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кабинет")
    priority = models.PositiveSmallIntegerField("важность", choices=Priority.choices, default=Priority.NEEDED)
    state = models.CharField("состояние", max_length=7, choices=State.choices, default=State.ASKED)
    reason = models.CharField("почему отклонено", max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="кто просит")
    asked_at = models.DateTimeField("когда", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто решил"
    )
    decided_at = models.DateTimeField("решено", null=True, blank=True)

    class Meta:
        verbose_name = "заявка на оборудование"
        verbose_name_plural = "заявки на оборудование"
        ordering = ["priority", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1), name="wish_count"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="wish_refused_with_reason",
                violation_error_message="Напишите, почему отклонено.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.what} — {self.count} шт."
