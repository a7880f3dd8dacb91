"""Consultations of the demo school: the hours of clause 2.2 in room 24, who came and who will, seminars."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from parta.accounts.models import User
from parta.consultations.models import Seminar
from parta.consultations.queries.slots import Slot, slots_between
from parta.consultations.services import book, hold_booking, miss_booking, plans, seminars, walk_in
from parta.consultations.services.days import add_day_off, add_extra
from parta.consultations.services.queue import wait
from parta.notices.queries import newest
from parta.notices.services import mark_read
from parta.school.models import Employee, Room, SchoolYear

DAY = timedelta(days=1)

# Clause 2.2: weekday, from, to, and who helps in the demo.
ROOM_24 = [
    (1, time(15, 20), time(17), "classteacher"),
    (2, time(9), time(11), "introducer"),
    (3, time(9), time(14), "introducer"),
    (3, time(15, 20), time(17), "teacher15"),
    (4, time(14, 20), time(16, 20), "teacher"),
    (5, time(14, 20), time(16, 20), "introducer"),
]

# Who came of late, with what, and what came of it; None did not come.
PAST = [
    ("parent", "Не вижу младшего ребёнка в дневнике", "Ввели код второго ребёнка, теперь видны оба."),
    ("teacher10", "Выставить отметки за контрольную", "Отметки за 7А и 7Б выставлены с компьютера кабинета."),
    ("teacher12", "КТП сдвинуто на урок", "Нашли лишнюю строку в файле, загрузили план заново."),
    ("teacher15", "Средний балл не сходится с моим", "Показан расчёт: у контрольной вес 3. Вопросов нет."),
    ("parent12", "Забыла пароль", None),
    ("teacher20", "Как отметить опоздание на урок", "Показано на телефоне во время переклички."),
    ("pupil", "Не открывается файл задания", "Файл был в старом формате, учитель приложил PDF."),
    ("teacher25", "Отчёт классного руководителя", "Вместе заполнили отчёт за I четверть."),
]
AHEAD = [
    ("parent", "Как узнать о новых отметках сразу"),
    ("teacher", "Веса работ в 7Б"),
    ("teacher11", "Отметки за диктант и изложение"),
    ("teacher14", "Импорт планов из таблицы"),
    ("pupil", "Дневник на телефоне"),
    ("classteacher", "Пропуски по болезни за месяц"),
    ("teacher30", "Подгруппы по информатике"),
]
WALK_INS = [("Сидорова Мария, бабушка ученика 5Б", "Получить код для дневника", "Код напечатан и выдан.")]


def build(today: date, *, seed: int, by: User) -> None:
    """`seed` is not needed: nothing here is left to chance."""
    introducer = User.objects.get(username="introducer")
    people = {user.username: user for user in User.objects.filter(username__in=usernames())}
    draw_plan(introducer)
    remember(today, people)
    forget_notices(people)
    look_ahead(today, people, introducer)
    hold_seminars(today, people, introducer)


def usernames() -> set[str]:
    named = {row[0] for row in PAST} | {row[0] for row in AHEAD} | {row[3] for row in ROOM_24}
    return named | {"deputy", "parent3", "parent5", "teacher8", "teacher9"}


def draw_plan(by: User) -> None:
    """The introducer writes the hours of room 24 and publishes them from the year's first day."""
    year = SchoolYear.objects.get(is_current=True)
    room = Room.objects.get_or_create(name="24")[0]
    plan = plans.create_draft(year, room, by=by)
    for weekday, starts_at, ends_at, username in ROOM_24:
        helper = Employee.objects.get(user__username=username)
        capacity = 2 if weekday == 3 and starts_at == time(9) else 1
        plans.add_interval(
            plan, weekday=weekday, starts_at=starts_at, ends_at=ends_at, helper=helper, slot_minutes=20,
            capacity=capacity, consults=True, enters_marks=True, by=by,
        )  # fmt: skip
    plans.publish(plan, from_on=year.starts_on, by=by, now=timezone.now())


def at(on: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, clock))


def free(user: User, from_on: date, to_on: date, now: datetime) -> Iterator[Slot]:
    """Every third free slot of the days, so that the weeks look lived in."""
    _, slots = slots_between(from_on, to_on, user=user, now=timezone.localtime(now))
    return iter([slot for slot in slots if slot.is_free and not slot.own_lesson and not slot.elsewhere][::3])


def remember(today: date, people: dict[str, User]) -> None:
    """The last two weeks: booked the day before they began, then held or missed."""
    now = at(today - 15 * DAY, time(12))
    helper = people["introducer"]
    slots = free(helper, today - 14 * DAY, today - DAY, now)
    for (username, topic, outcome), slot in zip(PAST, slots, strict=False):
        if username not in people or people[username].pk == slot.hours.helper_user_id:
            continue
        made = book(slot.key, asker=people[username], topic=topic, by=people[username], now=now)
        if outcome is None:
            miss_booking(made, by=helper)
        else:
            hold_booking(made, outcome=outcome, by=helper)
    for (name, topic, outcome), slot in zip(WALK_INS, slots, strict=False):
        walk_in(slot.key, asker_name=name, topic=topic, outcome=outcome, by=helper, now=timezone.now())


def forget_notices(people: dict[str, User]) -> None:
    """What was told of the past was read then."""
    for user in people.values():
        told = newest(user)
        if told:
            mark_read(user, until=told[0].pk)


def look_ahead(today: date, people: dict[str, User], introducer: User) -> None:
    """The next two weeks: bookings, a full slot with a queue, a day off, one-off hours."""
    now = timezone.now()
    slots = free(people["deputy"], today, today + 14 * DAY, now)
    last = None
    for (username, topic), slot in zip(AHEAD, slots, strict=False):
        if username in people and people[username].pk != slot.hours.helper_user_id:
            last = book(slot.key, asker=people[username], topic=topic, by=people[username], now=now)
            if last.interval.capacity == 1 and people["deputy"].pk != last.asker_id:
                full = slot.key
    if last is not None:
        wait(full, asker=people["deputy"], topic="Допуск учителя к журналу", now=now)
    plan = plans.published(*year_and_room())
    friday = today + timedelta(days=(4 - today.weekday()) % 7 + 14)
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 + 7)
    if plan is not None and friday <= plan.year.ends_on:
        add_day_off(plan, on=friday, reason="педагогический совет", by=introducer, now=now)
        add_extra(
            plan, on=saturday, starts_at=time(10), ends_at=time(12), helper=Employee.objects.get(user=introducer),
            slot_minutes=20, capacity=1, consults=True, enters_marks=False, by=introducer, now=now,
        )  # fmt: skip


def year_and_room() -> tuple[SchoolYear, Room]:
    return SchoolYear.objects.get(is_current=True), Room.objects.get(name="24")


def hold_seminars(today: date, people: dict[str, User], introducer: User) -> None:
    """One that was, with materials and certificates; two ahead, one of them for parents; one called off."""
    room, leader = Room.objects.get(name="24"), Employee.objects.get(user=introducer)
    then = at(today - 20 * DAY, time(10))

    def announced(title: str, days: int, **fields: object) -> Seminar:
        values = {
            "starts_at": time(15, 30),
            "ends_at": time(17),
            "places": 12,
            "room": room,
            "leader": leader,
            **fields,
        }
        on = today + days * DAY
        on -= max(0, on.isoweekday() - 5) * DAY  # nobody comes on Saturday and Sunday
        return seminars.announce(title=title, on=on, by=introducer, **values)

    held = announced(
        "Темы уроков и домашние задания: быстро и вовремя", -9, clause="2.1.1", skill_code="homework", skill_level=2,
        about="Как заполнить темы из плана, задать на несколько уроков вперёд и приложить файл.",
    )  # fmt: skip
    came = [
        seminars.join(held, user=people[name], now=then)
        for name in ("teacher", "classteacher", "teacher10", "teacher12")
    ]
    seminars.add_materials(held, [SimpleUploadedFile("памятка.txt", MEMO.encode())], by=introducer)
    seminars.mark_attendance(held, present=[place.pk for place in came[:3]], by=introducer, now=timezone.now())
    ahead = announced(
        "Отметки за четверть: проверка и закрытие", 6, clause="2.1.4", skill_code="period-marks", skill_level=2,
        about="Что проверить до закрытия периода. Принесите свой журнал: заполним спорные места вместе.",
    )  # fmt: skip
    for name in ("teacher", "teacher14", "teacher20"):
        seminars.join(ahead, user=people[name], now=timezone.now())
    families = announced(
        "Электронный дневник: вопросы родителей", 10, starts_at=time(18), ends_at=time(19), places=20, for_parents=True,
        clause="2.1.6", about="Отметки, пропуски, уведомления на телефон. Приходите с вопросами.",
    )  # fmt: skip
    for name in ("parent", "parent3", "parent5"):
        seminars.join(families, user=people[name], now=timezone.now())
    off = announced("Планы уроков: загрузка из таблицы", 3, clause="2.1.2", places=8)
    seminars.cancel(off, reason="объединён с семинаром об отметках", by=introducer, now=timezone.now())


MEMO = """Темы и задания: памятка
1. Тема подставляется из плана, если план загружен.
2. Задание к следующему уроку пишут одной строкой.
3. Файл прикладывают в подробной форме задания.
"""
