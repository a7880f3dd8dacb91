"""Bells, the weekly timetable, and the lessons it makes on dates."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from parta.school.models import Course, Employee, Room, SchoolClass


class BellSchedule(models.Model):
    """A set of bells: normal, shortened, second shift, another building."""

    name = models.CharField("название", max_length=80, unique=True)
    is_default = models.BooleanField("основное", default=False)

    class Meta:
        verbose_name = "расписание звонков"
        verbose_name_plural = "звонки"
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="bells_one_default")
        ]

    def __str__(self) -> str:
        return self.name


class Bell(models.Model):
    schedule = models.ForeignKey(BellSchedule, models.CASCADE, related_name="bells")
    slot = models.PositiveSmallIntegerField("номер урока")
    starts_at = models.TimeField("начало")
    ends_at = models.TimeField("конец")

    class Meta:
        verbose_name = "звонок"
        verbose_name_plural = "звонки"
        ordering = ["schedule", "slot"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "slot"], name="bell_unique"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="bell_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class ClassBells(models.Model):
    """A class that does not follow the default bells."""

    school_class = models.OneToOneField(SchoolClass, models.CASCADE, related_name="own_bells")
    schedule = models.ForeignKey(BellSchedule, models.PROTECT)

    class Meta:
        verbose_name = "звонки класса"
        verbose_name_plural = "звонки классов"

    def __str__(self) -> str:
        return f"{self.school_class_id}: {self.schedule_id}"


class DayBells(models.Model):
    """A day with other bells (сокращённый день): for the whole school, or in place of one schedule (a shift)."""

    on = models.DateField("день")
    schedule = models.ForeignKey(BellSchedule, models.PROTECT, verbose_name="звонки")
    instead_of = models.ForeignKey(
        BellSchedule, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="вместо звонков",
        help_text="пусто: для всей школы",
    )  # fmt: skip

    class Meta:
        verbose_name = "особый день"
        verbose_name_plural = "особые дни"
        constraints = [
            models.UniqueConstraint(fields=["on", "instead_of"], name="day_bells_unique"),
            models.UniqueConstraint(fields=["on"], condition=Q(instead_of=None), name="day_bells_one_for_all"),
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class Weeks(models.TextChoices):
    EVERY = "every", "каждую неделю"
    ODD = "odd", "по нечётным"
    EVEN = "even", "по чётным"


class TimetableEntry(models.Model):
    """A line of the weekly timetable. Odd and even weeks are counted from the school year's first week."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="entries", verbose_name="курс")
    weekday = models.PositiveSmallIntegerField("день недели")  # 1 Monday … 7 Sunday, as isoweekday()
    slot = models.PositiveSmallIntegerField("номер урока", null=True, blank=True)
    starts_at = models.TimeField("начало", null=True, blank=True)
    ends_at = models.TimeField("конец", null=True, blank=True)
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="кабинет"
    )
    weeks = models.CharField("недели", max_length=5, choices=Weeks.choices, default=Weeks.EVERY)
    valid_from = models.DateField("действует с")
    valid_to = models.DateField("действует по")

    class Meta:
        verbose_name = "строка расписания"
        verbose_name_plural = "расписание"
        ordering = ["weekday", "slot", "starts_at"]
        indexes = [models.Index(fields=["weekday", "slot"], name="entry_day_slot")]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="entry_weekday"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="entry_validity"),
            models.CheckConstraint(
                condition=Q(slot__isnull=False) | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="entry_slot_or_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}-{self.slot} {self.course_id}"


class Lesson(models.Model):
    """One real meeting on a date. What was taught and who was there is `journal.LessonRecord` and `journal.Cell`."""

    class State(models.TextChoices):
        PLANNED = "planned", "по расписанию"
        CANCELLED = "cancelled", "отменён"
        MOVED = "moved", "перенесён"  # stays as the trace of a lesson now held at `moved_to`

    course = models.ForeignKey(Course, models.PROTECT, related_name="lessons", verbose_name="курс")
    on = models.DateField("дата")
    slot = models.PositiveSmallIntegerField("номер урока", null=True, blank=True)
    starts_at = models.TimeField("начало", null=True, blank=True)
    ends_at = models.TimeField("конец", null=True, blank=True)
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="lessons", verbose_name="кабинет"
    )
    entry = models.ForeignKey(
        TimetableEntry, models.SET_NULL, null=True, blank=True, related_name="lessons", verbose_name="строка расписания"
    )
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.PLANNED)
    substitute = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="substitutions", verbose_name="замещает"
    )
    moved_to = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="moved_from", verbose_name="перенесён на"
    )
    reason = models.CharField("причина", max_length=200, blank=True)
    is_added = models.BooleanField("сверх расписания", default=False)  # put on its day by hand, by no line

    class Meta:
        verbose_name = "урок"
        verbose_name_plural = "уроки"
        ordering = ["on", "slot", "starts_at", "id"]
        indexes = [
            models.Index(fields=["course", "on"], name="lesson_course_day"),
            models.Index(fields=["on", "slot"], name="lesson_day_slot"),
            models.Index(fields=["moved_to"], name="lesson_moved_to", condition=Q(moved_to__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "on", "slot"], condition=Q(state="planned", slot__isnull=False), name="lesson_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}, {self.slot}-й урок"


class TimetableDraft(models.Model):
    """A timetable file between its upload and its application: the bytes, what was read of them, what was chosen."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="кто")
    file_name = models.CharField("файл", max_length=255)
    content = models.BinaryField("содержимое")
    reading = models.JSONField("прочитано", default=dict)  # exchange.store
    choices = models.JSONField("выбрано", default=dict)  # services.imports.choices
    created_at = models.DateTimeField("загружено", default=timezone.now)

    class Meta:
        verbose_name = "черновик импорта расписания"
        verbose_name_plural = "черновики импорта расписания"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name
