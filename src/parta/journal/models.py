"""The journal: what a lesson was, its cells and marks, homework, remarks, and requests to open what is closed."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from parta.school.models import Course, Pupil
from parta.timetable.models import Lesson

USER = settings.AUTH_USER_MODEL


class WorkKind(models.Model):
    """Kind of work a mark is given for; the school's own list."""

    name = models.CharField("название", max_length=60, unique=True)
    short_name = models.CharField("кратко", max_length=6)
    tone = models.CharField("цвет", max_length=12, default="plain")  # a role token of the styles, not a colour
    weight = models.PositiveSmallIntegerField("вес", default=1, validators=[MaxValueValidator(100)])
    counts = models.BooleanField("входит в средний", default=True)
    is_control = models.BooleanField("контрольная", default=False)
    is_default = models.BooleanField("по умолчанию", default=False)
    is_active = models.BooleanField("используется", default=True)
    position = models.PositiveSmallIntegerField("порядок", default=0)

    class Meta:
        verbose_name = "вид работы"
        verbose_name_plural = "виды работ"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="kind_one_default"),
            models.CheckConstraint(condition=Q(weight__lte=100), name="kind_weight_to_100"),
        ]

    def __str__(self) -> str:
        return self.name


class LessonRecord(models.Model):
    """What the teacher wrote of a lesson. Made when first written; a lesson without one is simply not filled."""

    lesson = models.OneToOneField(Lesson, models.PROTECT, primary_key=True, related_name="record")
    topic = models.CharField("тема", max_length=500, blank=True)
    work_kind = models.ForeignKey(
        WorkKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="вид работы"
    )
    topic_at = models.DateTimeField("тема записана", null=True, blank=True)
    roll_at = models.DateTimeField("перекличка", null=True, blank=True)
    roll_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "запись урока"
        verbose_name_plural = "записи уроков"

    def __str__(self) -> str:
        return self.topic


class Absence(models.TextChoices):
    """Domain §2: why a pupil was away. No diagnosis is ever stored."""

    UNKNOWN = "н", "причина не выяснена"
    ILL = "б", "по болезни"
    VALID = "у", "по уважительной причине"
    INVALID = "п", "без уважительной причины"


class Cell(models.Model):
    """Pupil × lesson. Emptied cells stay, so that the version never goes back."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="cells")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="cells")
    version = models.PositiveIntegerField(default=1)
    absence = models.CharField("пропуск", max_length=1, choices=Absence.choices, blank=True)
    late_minutes = models.PositiveSmallIntegerField("опоздание, минут", null=True, blank=True)
    comment = models.CharField("комментарий", max_length=500, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "клетка журнала"
        verbose_name_plural = "клетки журнала"
        constraints = [
            models.UniqueConstraint(fields=["lesson", "pupil"], name="cell_unique"),
            models.CheckConstraint(condition=Q(absence="") | Q(late_minutes__isnull=True), name="cell_absent_or_late"),
            models.CheckConstraint(condition=Q(absence__in=["", "н", "б", "у", "п"]), name="cell_absence_known"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} × {self.pupil_id}"


class Mark(models.Model):
    """One mark in a cell: a number of the course's scale, or a word (зач, незач, осв, н/а, •)."""

    class Word(models.TextChoices):
        PASSED = "зач", "зачтено"
        FAILED = "незач", "не зачтено"
        EXEMPT = "осв", "освобождён"
        UNRATED = "н/а", "не аттестован"
        OWED = "•", "работа не сдана"

    cell = models.ForeignKey(Cell, models.PROTECT, related_name="marks")
    position = models.PositiveSmallIntegerField("по порядку", default=0)
    value = models.PositiveSmallIntegerField("отметка", null=True, blank=True)
    word = models.CharField("словом", max_length=5, choices=Word.choices, blank=True)
    work_kind = models.ForeignKey(
        WorkKind, models.PROTECT, null=True, blank=True, related_name="marks", verbose_name="вид работы",
        help_text="пусто: вид работы столбца",
    )  # fmt: skip
    part = models.PositiveSmallIntegerField("часть двойной отметки", default=0)  # «4/5»: parts 1 and 2
    retakes = models.BooleanField("вместо предыдущей", default=False)  # «2→4»: the 2 no longer counts
    due_on = models.DateField("сдать до", null=True, blank=True)  # only with the point •
    comment = models.CharField("комментарий", max_length=500, blank=True)
    author = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="кто поставил")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "отметка"
        verbose_name_plural = "отметки"
        ordering = ["cell", "position"]
        constraints = [
            models.UniqueConstraint(fields=["cell", "position"], name="mark_position"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, word="") | (Q(value__isnull=True) & ~Q(word="")), name="mark_is_one"
            ),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__lte=100), name="mark_to_100"),
        ]

    def __str__(self) -> str:
        return self.word or str(self.value)


class Homework(models.Model):
    """A task given at a lesson; for all of the group, or for the pupils named."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="homework", verbose_name="задано на уроке")
    due_lesson = models.ForeignKey(
        Lesson, models.PROTECT, null=True, blank=True, related_name="homework_due", verbose_name="к уроку"
    )
    due_on = models.DateField("к дате")
    text = models.TextField("задание", max_length=4000, blank=True)
    minutes = models.PositiveSmallIntegerField("сколько минут", null=True, blank=True)
    pupils = models.ManyToManyField(Pupil, blank=True, related_name="own_homework", verbose_name="кому")
    is_individual = models.BooleanField("не всем", default=False)
    author = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="кто задал")
    at = models.DateTimeField("когда задано", default=timezone.now)
    removed_at = models.DateTimeField("снято", null=True, blank=True)

    class Meta:
        verbose_name = "домашнее задание"
        verbose_name_plural = "домашние задания"
        ordering = ["id"]
        indexes = [models.Index(fields=["due_on"], name="homework_due_day")]

    def __str__(self) -> str:
        return self.text[:60]


class HomeworkFile(models.Model):
    """A file or a link added to a homework task. Files are served only through the door."""

    homework = models.ForeignKey(Homework, models.PROTECT, related_name="files")
    name = models.CharField("название", max_length=255)
    url = models.URLField("ссылка", max_length=500, blank=True)
    file = models.FileField("файл", upload_to="homework/%Y/%m/", max_length=300, blank=True)
    size = models.PositiveIntegerField("размер, байт", null=True, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    removed_at = models.DateTimeField("снято", null=True, blank=True)

    class Meta:
        verbose_name = "файл к заданию"
        verbose_name_plural = "файлы к заданиям"
        constraints = [models.CheckConstraint(condition=~Q(url="", file=""), name="homework_file_has_content")]

    def __str__(self) -> str:
        return self.name


class HomeworkDone(models.Model):
    """The pupil's own tick «сделано»."""

    homework = models.ForeignKey(Homework, models.CASCADE, related_name="done")
    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="homework_done")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "сделанное задание"
        verbose_name_plural = "сделанные задания"
        constraints = [models.UniqueConstraint(fields=["homework", "pupil"], name="homework_done_once")]

    def __str__(self) -> str:
        return f"{self.homework_id} {self.pupil_id}"


class Remark(models.Model):
    """A remark or praise about behaviour, addressed to parents; the pupil sees it only when the teacher says so."""

    class Kind(models.TextChoices):
        REMARK = "remark", "замечание"
        PRAISE = "praise", "похвала"

    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="remarks", verbose_name="ученик")
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, blank=True, related_name="remarks")
    on = models.DateField("дата")
    kind = models.CharField("вид", max_length=8, choices=Kind.choices, default=Kind.REMARK)
    text = models.CharField("текст", max_length=1000)
    pupil_sees = models.BooleanField("видит ученик", default=False)
    author = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="автор")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField("снято", null=True, blank=True)

    class Meta:
        verbose_name = "замечание"
        verbose_name_plural = "замечания и похвалы"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["pupil", "-on"], name="remark_pupil")]

    def __str__(self) -> str:
        return self.text[:60]


class UnlockRequest(models.Model):
    """«Попросить открыть»: a closed lesson, or a whole course, opens for some hours. Domain §3."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="unlock_requests", verbose_name="курс")
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, blank=True, related_name="unlock_requests")
    reason = models.CharField("зачем", max_length=500)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="кто просит")
    at = models.DateTimeField("когда", default=timezone.now)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("решено", null=True, blank=True)
    open_until = models.DateTimeField("открыто до", null=True, blank=True)
    answer = models.CharField("ответ", max_length=500, blank=True)

    class Meta:
        verbose_name = "просьба открыть журнал"
        verbose_name_plural = "просьбы открыть журнал"
        ordering = ["-id"]
        indexes = [models.Index(fields=["course", "open_until"], name="unlock_open")]

    def __str__(self) -> str:
        return self.reason[:60]


class AbsenceNotice(models.Model):
    """A parent says in advance that the child will be away; after confirmation «н» of those days becomes «б» or «у»."""

    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="absence_notices", verbose_name="ученик")
    from_on = models.DateField("с")
    to_on = models.DateField("по")
    reason = models.CharField(
        "причина", max_length=1, choices=[(Absence.ILL.value, "болезнь"), (Absence.VALID.value, "уважительная причина")]
    )
    text = models.CharField("пояснение", max_length=300, blank=True, help_text="без диагноза")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="кто сообщил")
    at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("решено", null=True, blank=True)
    is_confirmed = models.BooleanField("подтверждено", null=True)  # None while it waits
    withdrawn_at = models.DateTimeField("отозвано", null=True, blank=True)

    class Meta:
        verbose_name = "заявление об отсутствии"
        verbose_name_plural = "заявления об отсутствии"
        ordering = ["-from_on", "-id"]
        indexes = [models.Index(fields=["pupil", "from_on"], name="absence_notice_pupil")]
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="absence_notice_order")]

    def __str__(self) -> str:
        return f"{self.from_on:%d.%m.%Y}–{self.to_on:%d.%m.%Y}"


class WeekRead(models.Model):
    """«Ознакомлен»: a guardian has seen the diary of a week."""

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="weeks_read")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    week_on = models.DateField("понедельник недели")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "ознакомление с неделей"
        verbose_name_plural = "ознакомления с неделями"
        constraints = [models.UniqueConstraint(fields=["pupil", "user", "week_on"], name="week_read_once")]

    def __str__(self) -> str:
        return f"{self.week_on}"
