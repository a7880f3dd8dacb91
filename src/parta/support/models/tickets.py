"""A request for help (обращение), what was said in it, and what happened to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from parta.consultations.models import Booking
from parta.handbook.models import Article
from parta.readiness.models import WorkPlace
from parta.regulation.rules import CHANNELS, LINES, TOPICS
from parta.school.models import SchoolYear

USER = settings.AUTH_USER_MODEL
LONGEST = 20_000  # letters of a text


class Kind(models.TextChoices):
    """Clause 2.4."""

    QUESTION = "question", "вопрос"
    REMARK = "remark", "замечание"
    PROPOSAL = "proposal", "предложение"


class Channel(models.TextChoices):
    """Clause 1.7; the words are those of the register."""

    PAGE = "page", CHANNELS["page"]
    EMAIL = "email", CHANNELS["email"]
    SLOT = "slot", CHANNELS["slot"]
    PHONE = "phone", CHANNELS["phone"]
    SEMINAR = "seminar", CHANNELS["seminar"]
    PAPER = "paper", CHANNELS["paper"]


class State(models.TextChoices):
    NEW = "new", "новое"
    WORKING = "working", "в работе"
    WAITING = "waiting", "ждём вас"
    SOLVED = "solved", "решено"
    PLANNED = "planned", "принято в план"
    REFUSED = "refused", "отклонено"
    CLOSED = "closed", "закрыто"


OPEN = (State.NEW, State.WORKING, State.WAITING)  # the clock of the last one stands


class Ticket(models.Model):
    """One line of the register. Who asked is kept in words too: the register says what was true on that day.

    `text` is the question itself; `messages` are what was said after it. Minutes are working minutes of the school,
    without the time when the asker was waited for.
    """

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="tickets", verbose_name="учебный год")
    number = models.PositiveIntegerField("№")
    kind = models.CharField("вид", max_length=8, choices=Kind.choices, default=Kind.QUESTION)
    topic = models.CharField("раздел", max_length=12, choices=list(TOPICS.items()), default="other")
    channel = models.CharField("форма обращения", max_length=8, choices=Channel.choices, default=Channel.PAGE)
    place = models.CharField("где", max_length=120, blank=True, help_text="кабинет, тема семинара")
    state = models.CharField("состояние", max_length=8, choices=State.choices, default=State.NEW)
    line = models.PositiveSmallIntegerField("линия", choices=list(LINES.items()), default=1)
    priority = models.PositiveSmallIntegerField(
        "срочность", choices=[(0, "обычная"), (1, "важно"), (2, "срочно")], default=0
    )
    helper = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="tickets_to_help", verbose_name="кому поручено"
    )
    assigned_at = models.DateTimeField("поручено", null=True, blank=True)

    asker = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name="кто обратился"
    )
    asker_name = models.CharField("ФИО обратившегося", max_length=200)
    asker_words = models.CharField("роль, класс", max_length=120, blank=True)
    asker_role = models.CharField("роль", max_length=16, blank=True)  # of support.rules.people.ROLES
    asker_email = models.EmailField("электронная почта", blank=True)
    asker_phone = models.CharField("телефон", max_length=50, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)  # of the code a stranger looks the answer up by

    subject = models.CharField("тема письма", max_length=200, blank=True)
    text = models.TextField("содержание", max_length=LONGEST)
    message_id = models.CharField(max_length=400, blank=True, db_index=True)  # of the letter that asked
    page = models.CharField("страница", max_length=80, blank=True)  # URL name
    context = models.JSONField("что ушло вместе с вопросом", default=list, blank=True)  # rows of [label, words]

    asked_at = models.DateTimeField("дата и время обращения", default=timezone.now)
    entered_at = models.DateTimeField("внесено", default=timezone.now)
    entered_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто внёс"
    )  # set: written into the register by somebody for the asker, «внесено позже»
    first_answer_at = models.DateTimeField("первый ответ", null=True, blank=True)
    answer_due_at = models.DateTimeField("ответить до", null=True, blank=True)
    due_at = models.DateTimeField("решить до", null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    waited_minutes = models.PositiveIntegerField("ждали обратившегося, минут", default=0)
    answer_minutes = models.PositiveIntegerField("до первого ответа, минут", null=True, blank=True)
    solution_minutes = models.PositiveIntegerField("до решения, минут", null=True, blank=True)
    answer_warned = models.PositiveSmallIntegerField(default=0)  # 1: the norm is near, 2: it has passed
    solution_warned = models.PositiveSmallIntegerField(default=0)
    solved_at = models.DateTimeField("решено", null=True, blank=True)
    closed_at = models.DateTimeField("закрыто", null=True, blank=True)
    is_confirmed = models.BooleanField("подтверждено обратившимся", default=False)
    reopened_at = models.DateTimeField("открыто снова", null=True, blank=True)
    resolution = models.TextField("принятое решение, ответ", max_length=LONGEST, blank=True)
    is_accepted = models.BooleanField(
        "предложение принято", null=True, blank=True
    )  # None while not decided, and for questions
    done_at = models.DateTimeField("предложение выполнено", null=True, blank=True)

    outside_number = models.CharField("номер внешнего обращения", max_length=80, blank=True)
    outside_on = models.DateField("отправлено во внешнюю службу", null=True, blank=True)
    outside_answer = models.TextField("ответ внешней службы", max_length=LONGEST, blank=True)
    outside_answered_on = models.DateField("дата ответа", null=True, blank=True)

    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="статья справочника"
    )
    booking = models.OneToOneField(
        Booking, models.PROTECT, null=True, blank=True, related_name="ticket", verbose_name="консультация"
    )
    work_place = models.ForeignKey(
        WorkPlace, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name="рабочее место"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="объединено с"
    )
    rating = models.PositiveSmallIntegerField("оценка", null=True, blank=True)
    rating_words = models.CharField("отзыв", max_length=1000, blank=True)
    searched = models.TextField(editable=False, blank=True)  # names and texts in small letters, for the register

    class Meta:
        verbose_name = "обращение"
        verbose_name_plural = "обращения"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["year", "asked_at"], name="ticket_asked"),
            models.Index(fields=["year", "due_at"], name="ticket_due"),
            # The filters of the register are answered from the index alone: rows are long.
            models.Index(
                fields=["year", "number", "kind", "topic", "channel", "line", "state"], name="ticket_register"
            ),
            models.Index(fields=["helper", "due_at"], name="ticket_of_helper", condition=Q(state__in=OPEN)),
            models.Index(fields=["line", "due_at"], name="ticket_of_line", condition=Q(state__in=OPEN)),
            models.Index(fields=["solved_at"], name="ticket_solved", condition=Q(state="solved")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="ticket_number_once"),
            models.UniqueConstraint(fields=["message_id"], condition=~Q(message_id=""), name="ticket_letter_once"),
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5), name="ticket_rating"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="ticket_not_into_itself"),
        ]

    def __str__(self) -> str:
        return f"№ {self.number} ({self.year})"

    @property
    def title(self) -> str:
        """The subject, or the first line of the question."""
        return self.subject or (self.text.strip().splitlines() or [""])[0][:100]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Message(models.Model):
    """What was said after the question. Internal notes are between helpers: no asker ever sees them."""

    class Via(models.TextChoices):
        PAGE = "page", "в ЭЖ"
        EMAIL = "email", "письмом"

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="messages")
    author = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    author_name = models.CharField("имя", max_length=200, blank=True)  # of who has no account
    author_email = models.EmailField("почта", blank=True)
    text = models.TextField("текст", max_length=LONGEST)
    is_internal = models.BooleanField("для помощников", default=False)
    is_by_helper = models.BooleanField("ответ помощника", default=False)
    via = models.CharField(max_length=5, choices=Via.choices, default=Via.PAGE)
    message_id = models.CharField(max_length=400, blank=True, db_index=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "сообщение обращения"
        verbose_name_plural = "сообщения обращений"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["message_id"], condition=~Q(message_id=""), name="message_letter_once")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class TicketFile(models.Model):
    """A file of the question (no message) or of a message. Served through the door only."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="files")
    message = models.ForeignKey(Message, models.PROTECT, null=True, blank=True, related_name="files")
    name = models.CharField("название", max_length=255)
    size = models.PositiveIntegerField("размер, байт")
    content_type = models.CharField(max_length=100)
    file = models.FileField("файл", upload_to="tickets/%Y/%m/", max_length=300)

    class Meta:
        verbose_name = "файл обращения"
        verbose_name_plural = "файлы обращений"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """What happened to a ticket, in words. Rows are only added. Internal ones are for helpers."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=16)  # of support.words.EVENTS
    text = models.CharField(max_length=1000, blank=True)
    is_internal = models.BooleanField(default=False)

    class Meta:
        verbose_name = "событие обращения"
        verbose_name_plural = "события обращений"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:60]}"


class TicketLink(models.Model):
    """Two requests about the same; the earlier one stands first."""

    one = models.ForeignKey(Ticket, models.CASCADE, related_name="links_on")
    other = models.ForeignKey(Ticket, models.CASCADE, related_name="links_back")

    class Meta:
        verbose_name = "связь обращений"
        verbose_name_plural = "связи обращений"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="ticket_link_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="ticket_link_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} – {self.other_id}"
