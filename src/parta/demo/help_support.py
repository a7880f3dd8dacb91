"""Requests for help at the demo school: an autumn of them in all states, by all channels; prepared answers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random

from django.utils import timezone

from parta.accounts.models import User
from parta.handbook.models import Article
from parta.school.models import Employee, Guardian, Holiday, Pupil
from parta.school.queries import current_year
from parta.support.models import PreparedAnswer, State, Ticket
from parta.support.queries.desk import calendar, later
from parta.support.queries.people import Asker, asker_of, duties_for
from parta.support.rules.screens import page_words
from parta.support.services import add_message, ensure_defaults, sharing
from parta.support.services.assigning import escalate
from parta.support.services.bulk import Past, bring_in
from parta.support.services.desk import save_prepared
from parta.support.services.register import save_cover

DATA = Path(__file__).parent / "data" / "help-requests.txt"
OPEN_ENDS = ("new", "queued", "working", "waiting")
BROWSERS = ["Chrome, Windows", "Яндекс Браузер, Windows", "Chrome, Android", "Safari, iPhone", "Firefox, Linux"]

PREPARED = [
    ("Забыли пароль", "access", "Здравствуйте, {имя}! Временный пароль выдаст классный руководитель вашего ребёнка. "
     "При первом входе журнал попросит придумать свой."),
    ("Какое число и класс", "", "Здравствуйте, {имя}! Уточните, пожалуйста, класс, предмет и число: посмотрим именно "
     "этот урок."),
    ("Как считается средний", "2.1.6", "Здравствуйте, {имя}! Средний считается с весом работ. Нажмите на отметку в "
     "дневнике: там показано, как он получился."),
    ("Период закрыт", "2.1.4", "Нажмите «Попросить открыть» на закрытой клетке и напишите причину. Завуч откроет урок "
     "на сутки."),
    ("Сообщение об отсутствии", "2.1.6", "Здравствуйте, {имя}! Откройте в дневнике «Пропуски» и нажмите «Сообщить об "
     "отсутствии»: классный руководитель подтвердит, и «н» станет «б» или «у»."),
    ("Готово, проверьте", "", "Готово. Обновите страницу и проверьте: если что-то осталось, напишите сюда."),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """A line of the data file."""

    role: str
    channel: str
    kind: str
    topic: str
    page: str
    line: int
    end: str
    question: str
    answer: str


def stories() -> list[Story]:
    found = []
    for line in DATA.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            role, channel, kind, topic, page, number, end, question, answer = line.split("|")
            found.append(Story(role, channel, kind, topic, page, int(number), end, question, answer))
    return found


def build(today: date, *, seed: int, by: User) -> None:
    random = Random(seed)
    ensure_defaults()
    helpers_of.cache_clear()
    told_of.cache_clear()
    introducer = User.objects.get(username="introducer")
    for title, topic, text in PREPARED:
        save_prepared(PreparedAnswer(title=title, topic=topic, text=text), by=introducer)
    year = current_year()
    assert year is not None
    told = stories()
    days = asked_days(year.starts_on, today, len(told), random)
    crowd = askers()
    past = [line_of(story, on, today, crowd, random) for story, on in zip(told, days, strict=True)]
    bring_in(year, past, by=introducer)
    save_cover(
        year, begun_on=year.starts_on, finished_on=None, sheets=40, kept_at="каб. 24",
        responsible=Employee.objects.filter(user=introducer).first(), by=introducer,
    )  # fmt: skip
    go_on(introducer)


def asked_days(first: date, today: date, count: int, random: Random) -> list[date]:
    """So many working days from the year's first to today, in order, more of them in the beginning of the periods;
    the last ones are of these days, so that what is open looks it."""
    holidays = [(one.starts_on, one.ends_on) for one in Holiday.objects.filter(from_level=1, to_level=11)]
    span = (today - first).days + 1
    working = [
        day for day in (first + timedelta(days=step) for step in range(span))
        if day.isoweekday() < 7 and not any(start <= day <= end for start, end in holidays)
    ]  # fmt: skip
    working = working or [today]
    older = sorted(random.choice(working[:-5] or working) for _ in range(count - 15))
    fresh = sorted(random.choice(working[-5:]) for _ in range(15))
    return older + fresh


def askers() -> dict[str, list[User]]:
    """The demo's own people first in each role, then others."""

    def some(username: str, others: list[User]) -> list[User]:
        return [User.objects.get(username=username), *others]

    parents = Guardian.objects.filter(user__isnull=False).select_related("user").order_by("pk")[1:12]
    pupils = Pupil.objects.filter(user__isnull=False).select_related("user").order_by("pk")[1:8]
    teachers = Employee.objects.filter(position__startswith="учитель", user__isnull=False).select_related("user")
    return {
        "parent": some("parent", [one.user for one in parents if one.user]),
        "pupil": some("pupil", [one.user for one in pupils if one.user]),
        "teacher": some("teacher", [one.user for one in teachers.order_by("pk")[5:15] if one.user]),
        "classteacher": some("classteacher", [one.user for one in teachers.order_by("pk")[15:18] if one.user]),
    }


def line_of(story: Story, on: date, today: date, crowd: dict[str, list[User]], random: Random) -> Past:
    own, others = crowd[story.role][0], crowd[story.role][1:]
    asker = own if story.end in OPEN_ENDS or random.random() < 0.3 else random.choice(others)
    who = told_of(asker, story.page)
    asked = min(moment(on, random), timezone.now() - timedelta(hours=2))
    helper = helper_of(story, asker, today)
    line = Past(
        text=story.question, asked_at=asked, asker=asker if story.channel in ("page", "email", "slot") else None,
        asker_name=who.name, asker_words=who.words, asker_role=who.role, kind=story.kind, topic=story.topic,
        channel=story.channel, place={"slot": "каб. 24", "seminar": "Итоги четверти"}.get(story.channel, ""),
        page=story.page, helper=helper, line=story.line,
        entered_by=helper if story.channel in ("phone", "paper", "seminar") else None,
        context=context_of(story, who.words, random) if story.channel == "page" else [],
    )  # fmt: skip
    finish(line, story, today, random)
    return line


@cache
def told_of(asker: User, page: str) -> Asker:
    return asker_of(asker, page)


def moment(on: date, random: Random) -> datetime:
    minute = random.randrange(8 * 60, 18 * 60, 7)
    return timezone.make_aware(datetime.combine(on, time(minute // 60, minute % 60)))


@cache
def helpers_of(topic: str, line: int, on: date) -> list[User]:
    """Who helps with the topic, the main one first; the responsible person when nobody does."""
    duties = sorted(duties_for(topic, line=line, on=on), key=lambda duty: not duty.is_main)
    users = User.objects.in_bulk([duty.user_id for duty in duties])
    return [*(users[duty.user_id] for duty in duties), User.objects.get(username="introducer")]


def helper_of(story: Story, asker: User, today: date) -> User | None:
    """Whose duty it is; a queued one waits for anybody of line 2."""
    if story.end == "queued":
        return None
    return next(one for one in helpers_of(story.topic, story.line, today) if one != asker)


def context_of(story: Story, role: str, random: Random) -> list[list[str]]:
    rows = [["Страница", page_words(story.page)]] if story.page else []
    return [*rows, ["Роль", role], ["Браузер", random.choice(BROWSERS)]]


def finish(line: Past, story: Story, today: date, random: Random) -> None:
    """How far the request has come. Answers take minutes or hours, solutions a little longer."""
    now = timezone.now() - timedelta(minutes=5)
    answered = min(line.asked_at + timedelta(minutes=random.choice([12, 25, 40, 55, 90, 150, 230, 1300])), now)
    ended = min(answered + timedelta(minutes=random.choice([0, 15, 60, 180, 1400])), now)
    line.state = {"new": State.NEW, "queued": State.NEW, "working": State.WORKING, "waiting": State.WAITING,
                  "solved": State.SOLVED, "planned": State.PLANNED, "refused": State.REFUSED,
                  "reopened": State.WORKING}.get(story.end, State.CLOSED)  # fmt: skip
    if story.answer and line.helper:
        line.answers = [(line.helper, story.answer, answered)]
    if story.end in OPEN_ENDS:
        return
    if story.end == "reopened":
        line.reopened_at = ended
        return
    line.ended_at = ended
    line.is_accepted = {"planned": True, "done": True, "refused": False}.get(story.end)
    line.is_confirmed = story.end == "confirmed"
    if line.state == State.CLOSED:
        line.closed_at = min(ended + timedelta(hours=2 if line.is_confirmed else 160), now)
        line.rating = random.choice([5, 5, 5, 4, 4, 3]) if line.is_confirmed else None
    if story.end == "done":
        line.done_at = line.closed_at
    if story.end == "article":
        line.article = Article.objects.filter(slug="period-closed").first()


def go_on(introducer: User) -> None:
    """Through the services, as of now: a thread that goes on, a note, an escalation, an answer fit for all."""
    now = timezone.now()
    parent = User.objects.get(username="parent")
    waiting = parent.tickets.filter(state=State.WORKING).order_by("-pk").first()
    if waiting is not None:
        add_message(waiting, text="Это важно: в среду снова седьмой урок.", by=parent, now=now)
        helper = waiting.helper or introducer
        add_message(waiting, text="Проверить подгруппы труда в 7Б.", by=helper, now=now, is_internal=True)
    teacher = User.objects.get(username="teacher")
    bug = teacher.tickets.filter(state=State.NEW, line=1).order_by("-pk").first()
    if bug is not None and bug.helper is not None:
        escalate(bug, reason="Похоже на ошибку программы, нужен администратор.", by=bug.helper, now=now)
    overdue = teacher.tickets.filter(state=State.WORKING).first()
    if overdue is not None:
        overdue.due_at = later(overdue.asked_at, 60, calendar())  # the working hour after the question: it is late now
        overdue.save(update_fields=["due_at"])
    share_one(introducer, now)


def share_one(introducer: User, now: datetime) -> None:
    found = Ticket.objects.filter(state=State.CLOSED, page="diary:absences").first()
    if found is not None:
        sharing.share(
            found, title="Как сообщить, что ребёнок заболел", question=found.text, answer=found.resolution,
            roles=["parent"], by=introducer, now=now,
        )  # fmt: skip
