"""The practice class: invented pupils and lessons of one trainee, in tables that nothing else reads.

Its marks cannot reach a diary, a report or a family, because the journal's own tables hold none of them (clause 2.1.1).
"""

from django.conf import settings
from django.db import models
from django.utils import timezone


class PracticeClass(models.Model):
    """One person's own class. `today` is the day it has stood at since it was made or begun anew."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="practice_class")
    today = models.DateField("сегодня в учебном классе")
    made_at = models.DateTimeField("начат", default=timezone.now)

    class Meta:
        verbose_name = "учебный класс"
        verbose_name_plural = "учебные классы"

    def __str__(self) -> str:
        return f"учебный класс {self.user_id}"


class PracticePupil(models.Model):
    """An invented pupil; `code` is how tasks name them."""

    practice = models.ForeignKey(PracticeClass, models.CASCADE, related_name="pupils")
    code = models.SlugField(max_length=20)
    name = models.CharField("ученик", max_length=80)
    position = models.PositiveSmallIntegerField("по порядку")

    class Meta:
        verbose_name = "ученик учебного класса"
        verbose_name_plural = "ученики учебного класса"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["practice", "code"], name="practice_pupil_code")]

    def __str__(self) -> str:
        return self.name


class PracticeLesson(models.Model):
    """A lesson of the practice class with all that is written of it; `code` is how tasks name it."""

    practice = models.ForeignKey(PracticeClass, models.CASCADE, related_name="lessons")
    code = models.SlugField(max_length=20)
    on = models.DateField("дата")
    kind = models.PositiveSmallIntegerField("вид работы", null=True, blank=True)  # number in `rules.cells.KINDS`
    topic = models.CharField("тема", max_length=500, blank=True)
    homework = models.CharField("задание", max_length=1000, blank=True)
    roll_at = models.DateTimeField("перекличка", null=True, blank=True)
    asked_for = models.CharField("зачем открыть", max_length=500, blank=True)  # not empty: it has been opened
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "урок учебного класса"
        verbose_name_plural = "уроки учебного класса"
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["practice", "code"], name="practice_lesson_code")]

    def __str__(self) -> str:
        return self.code


class PracticeCell(models.Model):
    """Pupil × lesson of the practice class; `content` is [absence, late, comment, marks] of the journal's protocol."""

    lesson = models.ForeignKey(PracticeLesson, models.CASCADE, related_name="cells")
    pupil = models.ForeignKey(PracticePupil, models.CASCADE, related_name="cells")
    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "клетка учебного класса"
        verbose_name_plural = "клетки учебного класса"
        constraints = [models.UniqueConstraint(fields=["lesson", "pupil"], name="practice_cell_unique")]

    def __str__(self) -> str:
        return f"{self.lesson_id} × {self.pupil_id}"


class PracticeChange(models.Model):
    """The history of a practice cell, kept here and not in the school's own; a number applies an operation once."""

    lesson = models.ForeignKey(PracticeLesson, models.CASCADE, related_name="changes")
    pupil = models.ForeignKey(PracticePupil, models.CASCADE, null=True, related_name="changes")  # None: the column
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    version = models.PositiveIntegerField()  # that it made
    op_id = models.UUIDField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "изменение учебного класса"
        verbose_name_plural = "изменения учебного класса"
        constraints = [models.UniqueConstraint(fields=["lesson", "op_id"], name="practice_op_once")]

    def __str__(self) -> str:
        return f"{self.lesson_id} × {self.pupil_id}"
