"""What the help desk keeps besides requests: its hours and norms, prepared and shared answers, covers of registers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from parta.regulation.rules import TOPICS
from parta.school.models import Employee, SchoolYear

from .tickets import LONGEST, Kind, Ticket

USER = settings.AUTH_USER_MODEL


class HelpDesk(models.Model):
    """The one row of the desk's settings."""

    confirm_days = models.PositiveSmallIntegerField("на подтверждение, рабочих дней", default=5)
    takes_public = models.BooleanField("принимать обращения без входа", default=True)
    outside_name = models.CharField("внешняя служба", max_length=200, blank=True)
    outside_contact = models.CharField("куда писать", max_length=300, blank=True)
    outside_rules = models.TextField("правила внешней службы", max_length=LONGEST, blank=True)

    class Meta:
        verbose_name = "настройки помощи"
        verbose_name_plural = "настройки помощи"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="help_desk_is_one")]

    def __str__(self) -> str:
        return "помощь"


class WorkingHours(models.Model):
    """Hours of a weekday in which the clock of requests runs; a day may have several."""

    weekday = models.PositiveSmallIntegerField("день недели")  # 1 Monday … 7 Sunday
    starts_at = models.TimeField("с")
    ends_at = models.TimeField("до")

    class Meta:
        verbose_name = "рабочие часы помощи"
        verbose_name_plural = "рабочие часы помощи"
        ordering = ["weekday", "starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="working_hours_weekday"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="working_hours_order"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.starts_at:%H.%M}–{self.ends_at:%H.%M}"


class Norm(models.Model):
    """How soon a kind of request is answered and solved, in working minutes."""

    kind = models.CharField("вид", max_length=8, choices=Kind.choices, unique=True)
    answer_minutes = models.PositiveIntegerField("первый ответ, минут")
    solution_minutes = models.PositiveIntegerField("решение, минут")

    class Meta:
        verbose_name = "норма времени"
        verbose_name_plural = "нормы времени"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.answer_minutes}/{self.solution_minutes}"


class PreparedAnswer(models.Model):
    """A text helpers put into an answer and change as needed. «{имя}» becomes the asker's first name."""

    title = models.CharField("название", max_length=120)
    text = models.TextField("текст", max_length=LONGEST)
    topic = models.CharField("раздел", max_length=12, choices=list(TOPICS.items()), blank=True)
    is_active = models.BooleanField("используется", default=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "готовый ответ"
        verbose_name_plural = "готовые ответы"
        ordering = ["topic", "title"]

    def __str__(self) -> str:
        return self.title


class SharedAnswer(models.Model):
    """An answered question written anew for all, without names; search finds it while it is not taken back."""

    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="shared")
    title = models.CharField("вопрос коротко", max_length=150)
    question = models.TextField("вопрос", max_length=4000, blank=True)
    answer = models.TextField("ответ", max_length=LONGEST)
    roles = models.JSONField("для кого", default=list, blank=True)  # of school.rules.ROLES; empty: everybody
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField("убран из поиска", null=True, blank=True)

    class Meta:
        verbose_name = "общий ответ"
        verbose_name_plural = "общие ответы"

    def __str__(self) -> str:
        return self.title


class AnswerFound(models.Model):
    """«Нашёл ответ»: somebody searched beside a page and did not have to ask (line 0)."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    page = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "найденный ответ"
        verbose_name_plural = "найденные ответы"

    def __str__(self) -> str:
        return self.words


class Cover(models.Model):
    """The cover of a year's register (обложка журнала): its number line, and its closing.

    `last_number` is where the numbers of the year stand; who opens a ticket locks this row first.
    """

    year = models.OneToOneField(SchoolYear, models.PROTECT, related_name="help_cover", verbose_name="учебный год")
    last_number = models.PositiveIntegerField(default=0)
    begun_on = models.DateField("начат", null=True, blank=True)
    finished_on = models.DateField("окончен", null=True, blank=True)
    sheets = models.PositiveSmallIntegerField("листов", null=True, blank=True)
    responsible = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ответственный"
    )
    kept_at = models.CharField("место хранения", max_length=200, blank=True)
    closed_at = models.DateTimeField("закрыт", null=True, blank=True)
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    archive = models.FileField("архив", upload_to="registers/", max_length=300, blank=True)

    class Meta:
        verbose_name = "журнал регистрации обращений"
        verbose_name_plural = "журналы регистрации обращений"

    def __str__(self) -> str:
        return f"журнал обращений {self.year}"
