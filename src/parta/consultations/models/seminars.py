"""Seminars and trainings: places, attendance, materials."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from parta.school.models import Employee, Room

USER = settings.AUTH_USER_MODEL


class Seminar(models.Model):
    """A seminar or training with places and sign-up."""

    title = models.CharField("тема", max_length=200)
    about = models.TextField("о чём", max_length=4000, blank=True)
    on = models.DateField("день")
    starts_at = models.TimeField("с")
    ends_at = models.TimeField("до")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кабинет")
    leader = models.ForeignKey(Employee, models.PROTECT, related_name="seminars", verbose_name="ведёт")
    places = models.PositiveSmallIntegerField("мест", default=20)
    for_parents = models.BooleanField("и для родителей", default=False)
    clause = models.CharField("пункт регламента", max_length=20, blank=True)
    skill_code = models.CharField("какой навык поднимает", max_length=40, blank=True)  # readiness.Skill.code
    skill_level = models.PositiveSmallIntegerField("до какого уровня", default=2)
    cancelled_at = models.DateTimeField("отменён", null=True, blank=True)
    cancel_reason = models.CharField("почему отменён", max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0)  # of iCalendar
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "семинар"
        verbose_name_plural = "семинары"
        ordering = ["on", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="seminar_ends_after_start"),
            models.CheckConstraint(condition=Q(places__gte=1), name="seminar_places"),
            models.CheckConstraint(condition=Q(skill_level__lte=3), name="seminar_skill_level"),
        ]

    def __str__(self) -> str:
        return self.title


class SeminarPlace(models.Model):
    """A numbered place at a seminar: sign-up, then attendance. A place given back keeps its row, and is free again."""

    seminar = models.ForeignKey(Seminar, models.PROTECT, related_name="taken")
    number = models.PositiveSmallIntegerField("место")
    user = models.ForeignKey(USER, models.PROTECT, related_name="seminar_places")
    at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    attended = models.BooleanField("был", null=True)
    told_at = models.DateTimeField(null=True, blank=True)  # the reminder of the day before

    class Meta:
        verbose_name = "место на семинаре"
        verbose_name_plural = "места на семинарах"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "number"], condition=Q(left_at=None), name="seminar_place_once"),
            models.UniqueConstraint(fields=["seminar", "user"], condition=Q(left_at=None), name="seminar_person_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="seminar_place_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class SeminarFile(models.Model):
    """Materials of a seminar, served through the door only."""

    seminar = models.ForeignKey(Seminar, models.CASCADE, related_name="files")
    name = models.CharField("название", max_length=255)
    file = models.FileField(upload_to="seminars/%Y/", max_length=300)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=100)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "материал семинара"
        verbose_name_plural = "материалы семинаров"

    def __str__(self) -> str:
        return self.name
