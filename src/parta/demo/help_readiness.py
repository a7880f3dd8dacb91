"""How ready the demo school is: skills of its staff, a questionnaire, work places, wishes, seats of room 24."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from parta.accounts.models import User
from parta.readiness.models import OpenRoom, Skill, Survey, Wish, WorkPlace
from parta.readiness.queries.levels import Staff, required, staff
from parta.readiness.rules import STATEMENTS, required_of
from parta.readiness.rules.places import PlaceLine
from parta.readiness.rules.seats import Hours
from parta.readiness.services import levels, places, seats, survey
from parta.school.models import Employee, Room

WEEK = {
    1: [Hours(time(15, 20), time(17))],
    2: [Hours(time(9), time(11))],
    3: [Hours(time(9), time(14)), Hours(time(15, 20), time(17))],
    4: [Hours(time(14, 20), time(16, 20))],
    5: [Hours(time(14, 20), time(16, 20))],
}  # clause 2.2 of the regulation
PURPOSES = ["выставить отметки", "заполнить темы", "распечатать отчёт", "загрузить КТП", ""]
WISHES = [
    ("Проектор", 1, "Перегорел во II четверти, уроки идут без показа.", 1, "planned", ""),
    ("Мышь компьютерная", 6, "Стираются кнопки, дети ждут очереди.", 2, "asked", ""),
    ("Принтер с двусторонней печатью", 1, "Отчёты и карточки печатаем в учительской по очереди.", 2, "asked", ""),
    ("Картридж для принтера", 4, "Запас кончился.", 1, "bought", ""),
    ("Планшет учителю", 30, "Делать перекличку в классе.", 3, "refused", "Перекличку можно делать с телефона."),
    ("Точка Wi-Fi на втором этаже", 2, "В кабинетах начальной школы журнал не открывается.", 1, "asked", ""),
]


def build(today: date, *, seed: int, by: User) -> None:
    random = Random(seed)
    levels.ensure_defaults(by=by)
    tell_levels(random, today)
    ask_staff(random, today)
    furnish(random, today, by=by)
    wish(by=by)
    open_staff_room(random, today, by=by)


def tell_levels(random: Random, today: date) -> None:
    """Everybody assessed themselves in September; since then some were confirmed and some learned."""
    skills, asked, people = list(Skill.objects.all()), required(), staff()
    accounts = {one.pk: one for one in Employee.objects.filter(left_on=None, user__isnull=False).select_related("user")}
    introducer = User.objects.get(username="introducer")
    start = noon(date(today.year if today.month >= 9 else today.year - 1, 9, 5))
    for person in people:
        employee = accounts.get(person.id)
        if employee is None or employee.user is None or random.random() < 0.08:
            continue
        said = guesses(random, skills, person, required_of(person.roles, asked))
        levels.assess(employee, said, by=employee.user, at=start)
        if random.random() < 0.6 and start.date() < today:
            later = {skill: min(3, level + 1) for skill, level in said.items() if random.random() < 0.35}
            levels.confirm(employee, later, by=introducer, at=min(start + timedelta(days=40), timezone.now()))
    finish_courses(random)


def guesses(random: Random, skills: list[Skill], person: Staff, needs: dict[int, int]) -> dict[Skill, int]:
    """Most say what is needed or one less; who needs not, says little."""
    return {
        skill: max(0, min(3, needs.get(skill.pk, 0) + random.choice((-1, -1, 0, 0, 0, 1))))
        for skill in skills
        if skill.pk in needs or random.random() < 0.2
    }


def finish_courses(random: Random) -> None:
    """A few people have finished a course."""
    for employee in random.sample(list(Employee.objects.filter(user__isnull=False).select_related("user")), 5):
        if employee.user is not None:
            levels.raise_level(employee, random.choice(("roll-call", "marks", "homework")), level=2, by=employee.user)


def ask_staff(random: Random, today: date) -> None:
    """The round of the year's start is over: three quarters of the staff answered."""
    introducer = User.objects.get(username="introducer")
    opened = survey.open_survey(Survey.Moment.START, by=introducer, tells=False)
    for employee in Employee.objects.filter(left_on=None, user__isnull=False).select_related("user"):
        if employee.user is not None and random.random() < 0.75:
            mood = random.choice((2, 3, 4, 4))
            values = {one.code: answer_of(random, mood, is_reversed=one.is_reversed) for one in STATEMENTS}
            survey.answer_survey(opened, employee, values, by=employee.user)
    survey.close_survey(opened, by=introducer)
    start = noon(date(today.year if today.month >= 9 else today.year - 1, 9, 7))
    Survey.objects.filter(pk=opened.pk).update(opened_at=start, closed_at=start + timedelta(days=11))


def answer_of(random: Random, mood: int, *, is_reversed: bool) -> int:
    level = max(1, min(5, mood + random.choice((-1, 0, 0, 1))))
    return 6 - level if is_reversed else level


def furnish(random: Random, today: date, *, by: User) -> None:
    """Seven seats in room 24, a class of computers, a computer in each room."""
    lines = [place_line(random, "24", number, today, is_bookable=number > 1) for number in range(1, 8)]
    for room in Room.objects.exclude(name="24").order_by("pk")[:34]:
        count = 10 if room.name.startswith("Кабинет информатики") or room.name.startswith("Информатика") else 1
        lines += [place_line(random, room.name, number, today) for number in range(1, count + 1)]
    places.apply_lines(lines, by=by)


def place_line(random: Random, room: str, number: int, today: date, *, is_bookable: bool = False) -> PlaceLine:
    is_broken = not is_bookable and random.random() < 0.07
    return PlaceLine(0, room, number, {
        "computer": random.choice(("Аквариус, 8 ГБ", "Ноутбук iRU, 8 ГБ", "Депо, 4 ГБ", "ICL, 16 ГБ")),
        "system": random.choice(("Альт Образование 10", "РЕД ОС 8", "Windows 10")),
        "browser": random.choice(("Яндекс Браузер 24", "Chromium 128", "Firefox 128")),
        "internet": random.choices(("cable", "wifi", "none"), (8, 3, 1))[0],
        "has_printer": number == 1 and random.random() < 0.3, "has_projector": number == 1 and random.random() < 0.5,
        "state": "broken" if is_broken else "works", "is_bookable": is_bookable,
        "checked_on": today - timedelta(days=random.randint(3, 80)) if random.random() < 0.8 else None,
        "note": random.choice(("не включается", "шумит вентилятор", "нет звука")) if is_broken else "",
    })  # fmt: skip


def wish(*, by: User) -> None:
    teachers = list(User.objects.filter(username__in=("teacher", "classteacher", "teacher20")).order_by("pk"))
    head = User.objects.get(username="head")
    rooms = list(Room.objects.order_by("pk")[: len(WISHES)])
    for number, (what, count, why, priority, state, reason) in enumerate(WISHES):
        made = places.save_wish(
            Wish(), what=what, count=count, why=why, priority=priority, room=rooms[number],
            by=teachers[number % len(teachers)],
        )  # fmt: skip
        if state != Wish.State.ASKED:
            places.decide_wish(made, state=state, reason=reason, by=head)


def open_staff_room(random: Random, today: date, *, by: User) -> None:
    """Room 24 by the hours of the regulation, with bookings of the days that come."""
    keeper = Employee.objects.get(user__username="introducer")
    room = seats.save_room(
        OpenRoom(), WEEK, room=Room.objects.get(name="24"), keeper=keeper, for_pupils=False,
        about="Учительская. Ключ у секретаря.", by=by,
    )  # fmt: skip
    bookable = list(WorkPlace.objects.filter(room=room.room, is_bookable=True).order_by("number"))
    people = list(User.objects.filter(employee__isnull=False).order_by("pk")[6:40])
    for ahead in range(1, 8):
        on = today + timedelta(days=ahead)
        quarters = [quarter for one in WEEK.get(on.isoweekday(), []) for quarter in one.quarters]
        for place in bookable[:4] if quarters else []:
            first = random.choice(quarters[:-2])
            last = next(
                (end for end in range(first + 4, first, -1) if set(range(first, end)) <= set(quarters)), first + 1
            )
            by_whom = people.pop()
            seats.book_seat(room, place, on=on, first=first, last=last, purpose=random.choice(PURPOSES), by=by_whom)


def noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))
