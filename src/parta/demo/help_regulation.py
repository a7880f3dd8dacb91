"""The regulation at the demo school: its two versions, the agreement, who helps, the campaigns of the year."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from django.utils import timezone

from parta.accounts.models import User
from parta.regulation.models import Campaign, CampaignLine, Document
from parta.regulation.queries.campaigns import staff_of
from parta.regulation.services import bulk, campaigns, delegation, documents, duties
from parta.school.models import Employee
from parta.school.queries import current_year

DATA = Path(__file__).parent / "data"
TITLE = "Регламент помощи при работе с электронным журналом"
SLOW_READERS = {"teacher", "deputy2", "teacher11", "teacher17", "teacher23", "teacher30"}

# Topic, helper's account, line, rank, channels, hours. Hours in room 24 are the helper's own in help_consultations.
DUTIES = [
    ("2.1.1", "classteacher", 1, "main", ["page", "slot", "seminar"], "пн 15:20–17:00, каб. 24"),
    ("2.1.1", "teacher20", 1, "deputy", ["page"], "на большой перемене в учительской"),
    ("2.1.1", "introducer", 2, "main", ["page", "email", "slot", "seminar"], "ср 9:00–14:00, каб. 24"),
    ("2.1.2", "teacher", 1, "main", ["page", "slot"], "чт 14:20–16:20, каб. 24"),
    ("2.1.2", "deputy", 2, "main", ["page", "email"], "пн–пт 9:00–16:00"),
    ("2.1.3", "teacher", 1, "main", ["page", "slot"], "чт 14:20–16:20, каб. 24"),
    ("2.1.3", "teacher24", 1, "deputy", ["page"], "на большой перемене в учительской"),
    ("2.1.3", "introducer", 2, "main", ["page", "email"], "пн–пт 9:00–16:00"),
    ("2.1.4", "classteacher", 1, "main", ["page", "slot"], "пн 15:20–17:00, каб. 24"),
    ("2.1.4", "deputy", 2, "main", ["page", "phone"], "пн–пт 9:00–16:00"),
    ("2.1.5", "teacher28", 1, "main", ["page"], "пн–пт после уроков"),
    ("2.1.5", "deputy", 2, "main", ["page", "email"], "пн–пт 9:00–16:00"),
    ("2.1.6", "classteacher", 1, "main", ["page", "email"], "пн 15:20–17:00, каб. 24"),
    ("2.1.6", "teacher15", 1, "deputy", ["page", "paper"], "ср 15:20–17:00, каб. 24"),
    ("2.1.6", "introducer", 2, "main", ["page", "email", "phone"], "пн–пт 9:00–16:00"),
    ("access", "admin2", 2, "main", ["page", "email", "phone"], "пн–пт 8:30–15:30, приёмная"),
    ("access", "admin", 2, "deputy", ["page"], "пн–пт 9:00–17:00"),
    ("lists", "admin2", 2, "main", ["page", "phone"], "пн–пт 8:30–15:30, приёмная"),
    ("equipment", "admin", 2, "main", ["page", "phone"], "пн–пт 9:00–17:00"),
    ("other", "introducer", 2, "main", ["page", "email", "paper"], "пт 14:20–16:20, каб. 24"),
]


def build(today: date, *, seed: int, by: User) -> None:
    random = Random(seed)
    introducer = User.objects.get(username="introducer")
    write_documents(random, today, by=introducer)
    appoint(by=introducer)
    lend(introducer)
    run_campaigns(random, today, by=introducer)


def at(on: date, hour: int = 9, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))


def write_documents(random: Random, today: date, *, by: User) -> None:
    """Version 1 as the founding document has it, version 2 of this year read by most, the agreement by many."""
    year = current_year()
    assert year is not None
    staff = list(User.objects.filter(employee__left_on=None, employee__isnull=False).order_by("pk"))
    text = (DATA / "help-regulation.md").read_text(encoding="utf-8")
    first = date(2021, 8, 24)
    bulk.bring_in(
        Document.Kind.REGULATION, title=TITLE, text=text, protocol="12", approved_on=first, order="471",
        in_force_from=date(2021, 9, 1), published_at=at(first, 16), by=by,
        read=[(user.pk, at(first + timedelta(days=1 + number % 6), 10, number)) for number, user in enumerate(staff)],
    )  # fmt: skip
    renewed = year.starts_on - timedelta(days=3)
    published = at(renewed, 15)
    second = bulk.bring_in(
        Document.Kind.REGULATION, title=TITLE, text=text, protocol="1", approved_on=renewed, order="318",
        ordered_on=renewed, in_force_from=year.starts_on, published_at=published, by=by,
        read=[(user.pk, moment(random, renewed, today)) for user in staff if user.username not in SLOW_READERS],
    )  # fmt: skip
    documents.remind(second, by=by)
    others = User.objects.filter(is_active=True).exclude(username="pupil").order_by("pk").values_list("pk", flat=True)
    bulk.bring_in(
        Document.Kind.AGREEMENT, title="Пользовательское соглашение", in_force_from=year.starts_on,
        text=(DATA / "help-agreement.md").read_text(encoding="utf-8"), published_at=published, by=by,
        read=[(pk, moment(random, renewed, today)) for pk in others if random.random() < 0.83],
    )  # fmt: skip


def moment(random: Random, since: date, today: date) -> datetime:
    """A time in the first weeks after a publication, not later than yesterday."""
    latest = max((today - since).days - 1, 0)
    days = min(1 + int(random.expovariate(0.2)), latest)
    return at(since + timedelta(days=days), random.randint(8, 19), random.randint(0, 59))


def appoint(*, by: User) -> None:
    staff = {person.user.username: person for person in Employee.objects.select_related("user") if person.user}
    for topic, username, line, rank, channels, hours in DUTIES:
        if username in staff:
            duties.save_duty(
                topic=topic, employee=staff[username], line=line, rank=rank, channels=channels, hours=hours, by=by
            )


def lend(introducer: User) -> None:
    """A delegation taken back early, so that the history has a line and nobody's rights are changed."""
    deputy = User.objects.get(username="deputy")
    lent = delegation.delegate(deputy, until=timezone.localdate() + timedelta(days=5), by=introducer)
    delegation.end_delegation(lent, by=introducer)


def run_campaigns(random: Random, today: date, *, by: User) -> None:
    year = current_year()
    assert year is not None
    campaigns.make_year_campaigns(year, today=date(year.starts_on.year, 8, 1), by=by)
    campaigns.save_campaign(
        Campaign(year=year), title="Неделя порядка в журналах", by=by, roles=["teacher", "class_teacher"],
        banner="Закройте хвосты: темы, задания, переклички, долги. Завуч смотрит журналы в конце кампании.",
        starts_on=today - timedelta(days=3), ends_on=today + timedelta(days=8), days_ahead=5,
        lines=["Темы и задания заполнены за все уроки", "Переклички сделаны",
               "У каждого ученика есть отметки за месяц", "Долги разобраны с учениками"],
        links=[["Рабочий стол учителя", "/handbook/desk-teacher/"], ["Точка: работа не сдана", "/handbook/point/"]],
    )  # fmt: skip
    campaigns.save_campaign(
        Campaign(year=year), title="Семья в дневнике", by=by, roles=["parent"],
        banner="Проверьте, что видите всех своих детей, и укажите почту, чтобы получать уведомления.",
        starts_on=today - timedelta(days=6), ends_on=today + timedelta(days=14), days_ahead=3,
        lines=["В дневнике видны все мои дети", "Почта указана на странице «Я»", "Неделя отмечена: ознакомлен"],
        links=[["Второй ребёнок в дневнике", "/handbook/add-child/"], ["Ознакомлен", "/handbook/acknowledge/"]],
    )  # fmt: skip
    bulk.bring_in_ticks(ticks(random, today), by=by)


def ticks(random: Random, today: date) -> list[tuple[int, int, datetime]]:
    """What people have marked by now: nearly all of what is past, about half of what goes on."""
    found = []
    for campaign in Campaign.objects.filter(starts_on__lte=today).exclude(roles=["parent"]):
        lines = list(CampaignLine.objects.filter(campaign=campaign))
        is_past = campaign.ends_on < today
        for user in staff_of(campaign.roles):
            done = len(lines) if is_past and random.random() < 0.9 else random.randint(0, len(lines) - 1)
            if user.username in ("teacher", "classteacher") and not is_past:
                done = 1
            latest = min(campaign.ends_on, today - timedelta(days=1))
            span = max((latest - campaign.starts_on).days, 0)
            for line in lines[:done]:
                on = campaign.starts_on + timedelta(days=random.randint(0, span))
                found.append((line.pk, user.pk, at(on, random.randint(8, 18), random.randint(0, 59))))
    return found
