"""The regulation of help: its documents and who has read them, duties, delegation, campaigns of the year."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from parta.school.models import Employee, SchoolYear

from .rules import CHANNELS, TOPICS
from .rules.campaigns import MOST_DAYS_AHEAD

USER = settings.AUTH_USER_MODEL


class Document(models.Model):
    """One version of the regulation of help or of the user agreement. A version once published is never changed.

    The version without `published_at` is the draft, one a kind; `is_current` marks the newest published one.
    """

    class Kind(models.TextChoices):
        REGULATION = "regulation", "Регламент помощи"
        AGREEMENT = "agreement", "Пользовательское соглашение"

    kind = models.CharField("вид", max_length=12, choices=Kind.choices)
    version = models.PositiveSmallIntegerField("версия")
    title = models.CharField("название", max_length=250)
    text = models.TextField("текст")
    protocol = models.CharField("протокол совета, №", max_length=20, blank=True)
    approved_on = models.DateField("дата протокола", null=True, blank=True)
    order = models.CharField("приказ, №", max_length=20, blank=True)
    ordered_on = models.DateField("дата приказа", null=True, blank=True)
    in_force_from = models.DateField("действует с")
    is_current = models.BooleanField("действующая версия", default=False)
    published_at = models.DateTimeField("опубликовано", null=True, blank=True)
    published_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="document_version_once"),
            models.UniqueConstraint(fields=["kind"], condition=Q(published_at=None), name="document_one_draft"),
            models.UniqueConstraint(fields=["kind"], condition=Q(is_current=True), name="document_one_current"),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(published_at__isnull=False), name="document_current_is_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, версия {self.version}"


class Acknowledgement(models.Model):
    """An employee has read this version of the regulation, or a person has accepted this version of the agreement."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "ознакомление"
        verbose_name_plural = "ознакомления"
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="acknowledged_once")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.user_id}"


class PaperAcknowledgement(models.Model):
    """An employee without an account has signed the printed sheet; who has an account marks it themselves."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="paper_acknowledgements")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name="сотрудник")
    on = models.DateField("дата подписи")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="кто записал")
    at = models.DateTimeField("когда записано", default=timezone.now)

    class Meta:
        verbose_name = "подпись на бумаге"
        verbose_name_plural = "подписи на бумаге"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "employee"], name="signed_on_paper_once",
                violation_error_message="Подпись этого сотрудника уже записана.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.document_id}: {self.employee_id}, {self.on:%d.%m.%Y}"


class Duty(models.Model):
    """Who helps with what (clauses 1.1 and 1.5): one cell of the duty matrix. Taken off by `is_active`."""

    class Rank(models.TextChoices):
        MAIN = "main", "основной"
        DEPUTY = "deputy", "заместитель"

    class Line(models.IntegerChoices):
        FIRST = 1, "1: опытный учитель"
        SECOND = 2, "2: администратор журнала, завуч"

    topic = models.CharField("тема", max_length=12, choices=list(TOPICS.items()))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="duties", verbose_name="помощник")
    line = models.PositiveSmallIntegerField("линия", choices=Line.choices, default=Line.FIRST)
    rank = models.CharField("место", max_length=6, choices=Rank.choices, default=Rank.MAIN)
    channels = models.JSONField("как обратиться", default=list)  # of `CHANNELS`, at least one
    hours = models.CharField("когда", max_length=200, blank=True)
    is_active = models.BooleanField("действует", default=True)

    class Meta:
        verbose_name = "обязанность"
        verbose_name_plural = "обязанности"
        ordering = ["topic", "line", "-rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "line", "employee"], condition=Q(is_active=True), name="duty_once",
                violation_error_message="Этот помощник уже назначен на эту тему.",
            ),
            models.UniqueConstraint(
                fields=["topic", "line"], condition=Q(is_active=True, rank="main"), name="duty_one_main",
                violation_error_message="На этой линии у темы уже есть основной помощник.",
            ),
            models.CheckConstraint(condition=Q(line__in=[1, 2]), name="duty_line_is_of_people"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{TOPICS.get(self.topic, self.topic)}, линия {self.line}: {self.employee}"

    @property
    def channel_words(self) -> list[str]:
        return [CHANNELS[name] for name in self.channels if name in CHANNELS]


class UncoveredTopic(models.Model):
    """A topic of 2.1 that has been found without a helper; open until somebody helps again. One warning a row."""

    topic = models.CharField(max_length=12, choices=list(TOPICS.items()))
    since = models.DateTimeField("с", default=timezone.now)
    covered_at = models.DateTimeField("помощник снова есть", null=True, blank=True)

    class Meta:
        verbose_name = "тема без помощника"
        verbose_name_plural = "темы без помощника"
        constraints = [
            models.UniqueConstraint(fields=["topic"], condition=Q(covered_at=None), name="uncovered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} с {self.since:%d.%m.%Y}"


class Delegation(models.Model):
    """The responsible person's rights, lent to an employee up to and including a date (clause 2.1)."""

    to = models.ForeignKey(USER, models.PROTECT, related_name="delegations", verbose_name="кому")
    until = models.DateField("по какое число")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="кто передал")
    at = models.DateTimeField("когда", default=timezone.now)
    ended_at = models.DateTimeField("прекращено раньше", null=True, blank=True)

    class Meta:
        verbose_name = "передача обязанностей"
        verbose_name_plural = "передача обязанностей"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["to", "until"], condition=Q(ended_at=None), name="delegation_once")
        ]

    def __str__(self) -> str:
        return f"{self.to_id} по {self.until:%d.%m.%Y}"


class Campaign(models.Model):
    """A stretch of the year of help: what those concerned must have done by its end."""

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="campaigns", verbose_name="учебный год")
    code = models.CharField(max_length=30, blank=True)  # of the usual campaigns of the year; empty for the school's own
    title = models.CharField("название", max_length=120)
    banner = models.CharField("объявление", max_length=300)
    starts_on = models.DateField("начало")
    ends_on = models.DateField("конец")
    days_ahead = models.PositiveSmallIntegerField(
        "объявить за, дней", default=7, validators=[MaxValueValidator(MOST_DAYS_AHEAD)]
    )
    roles = models.JSONField("кого касается", default=list)  # of `ROLES`, at least one
    links = models.JSONField("материалы", default=list, blank=True)  # pairs: words, address within Parta
    is_cancelled = models.BooleanField("отменена", default=False)

    class Meta:
        verbose_name = "кампания"
        verbose_name_plural = "кампании"
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "code"], condition=~Q(code=""), name="campaign_code_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_start",
                violation_error_message="Кампания кончается раньше, чем началась.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class CampaignLine(models.Model):
    """A line of the check list. A line left out by a later edit stays for its ticks, out of sight."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField("порядок")
    words = models.CharField("что сделать", max_length=200)
    is_dropped = models.BooleanField("убрана", default=False)

    class Meta:
        verbose_name = "строка списка"
        verbose_name_plural = "строки списка"
        ordering = ["campaign", "position", "id"]

    def __str__(self) -> str:
        return self.words


class CampaignTick(models.Model):
    """The person has done this line."""

    line = models.ForeignKey(CampaignLine, models.CASCADE, related_name="ticks")
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "отметка списка"
        verbose_name_plural = "отметки списка"
        constraints = [models.UniqueConstraint(fields=["line", "user"], name="tick_once")]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.user_id}"
