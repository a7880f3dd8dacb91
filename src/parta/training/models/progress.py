"""Lessons a person has done. Courses and lessons are files of the project, so rows name them by their codes."""

from django.conf import settings
from django.db import models
from django.utils import timezone

USER = settings.AUTH_USER_MODEL


class Progress(models.Model):
    """A lesson somebody has tried; `done_at` is None until its task was accepted, and stays when it is done again."""

    user = models.ForeignKey(USER, models.PROTECT, related_name="training", verbose_name="кто учится")
    course = models.SlugField("курс", max_length=40)
    lesson = models.SlugField("урок", max_length=60)
    tries = models.PositiveSmallIntegerField("попыток", default=0)
    done_at = models.DateTimeField("пройден", null=True, blank=True)

    class Meta:
        verbose_name = "пройденный урок"
        verbose_name_plural = "пройденные уроки"
        constraints = [models.UniqueConstraint(fields=["user", "course", "lesson"], name="progress_once")]
        indexes = [models.Index(fields=["done_at"], name="progress_day")]

    def __str__(self) -> str:
        return f"{self.course}/{self.lesson}"


class CourseDone(models.Model):
    """A course finished for the first time; the key is the number of its certificate."""

    user = models.ForeignKey(USER, models.PROTECT, related_name="courses_done", verbose_name="кто учился")
    course = models.SlugField("курс", max_length=40)
    at = models.DateTimeField("закончен", default=timezone.now)

    class Meta:
        verbose_name = "законченный курс"
        verbose_name_plural = "законченные курсы"
        constraints = [models.UniqueConstraint(fields=["user", "course"], name="course_done_once")]

    def __str__(self) -> str:
        return self.course
