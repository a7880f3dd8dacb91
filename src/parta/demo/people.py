"""The demo school's people with their accounts. Everybody's password is «parta»."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password

from parta.accounts.models import User
from parta.school.models import Employee, Guardian, Pupil, SchoolClass, SchoolYear
from parta.school.services import classes as class_services
from parta.school.services import movement
from parta.school.services import people as person_services

from .curriculum import LETTERS, STAFF
from .names import Name, People

PASSWORD = "parta"  # noqa: S105  the demo's own, said on its first page
PUPILS_A_CLASS = 26
WITHOUT_ACCESS = 0.06  # share of families that have not used their codes yet


@dataclass
class DemoPeople:
    """Who was made. `pool` is subject → the employees who teach it; `primary` is class name → its teacher."""

    pool: dict[str, list[Employee]] = field(default_factory=dict)
    primary: dict[str, Employee] = field(default_factory=dict)
    free: list[Employee] = field(default_factory=list)  # subject teachers who lead no class yet


class Accounts:
    """Makes accounts fast: all share one hash of one password, as only a demo may."""

    def __init__(self) -> None:
        self.password = make_password(PASSWORD)
        self.users: list[User] = []

    def add(self, username: str, person: Employee | Guardian | Pupil, **offices: bool) -> User:
        user = User(
            username=username, password=self.password, last_name=person.last_name, first_name=person.first_name,
            patronymic=person.patronymic, email=person.email, **offices,
        )  # fmt: skip
        self.users.append(user)
        person.user = user
        return user

    def save(self, *people: Sequence[Employee | Guardian | Pupil]) -> None:
        User.objects.bulk_create(self.users)
        for rows in people:
            linked = [row for row in rows if row.user is not None]
            for row in linked:
                row.user = row.user  # takes the key the account has only now
            kind: Any = type(rows[0])
            kind.objects.bulk_update(linked, ["user"], batch_size=500)
        self.users = []


def person_fields(name: Name) -> dict[str, str]:
    return {"last_name": name.last, "first_name": name.first, "patronymic": name.patronymic}


def hire(people: People, *, by: User) -> DemoPeople:
    """12 primary teachers, 33 subject teachers, two deputies, the head, two administrators, the introducer."""
    made = DemoPeople()
    staff: list[tuple[Employee, str]] = []

    def employee(position: str) -> Employee:
        row = Employee(**person_fields(people.grown_up(woman=people.random.random() < 0.84)), position=position)
        staff.append((row, ""))
        return row

    for position, username in (
        ("директор", "head"), ("заместитель директора по учебной работе", "deputy"),
        ("заместитель директора по воспитательной работе", "deputy2"), ("системный администратор", "admin"),
        ("методист", "introducer"), ("секретарь", "admin2"),
    ):  # fmt: skip
        employee(position)
        staff[-1] = (staff[-1][0], username)
    for name in class_names():
        if int(name[:-1]) <= 4:
            made.primary[name] = employee("учитель начальных классов")
    for subjects, number in STAFF:
        team = [employee("учитель: " + ", ".join(subjects).lower()) for _ in range(number)]
        made.free.extend(team)
        for subject in subjects:
            made.pool[subject] = team
    rows = person_services.create_many([row for row, _ in staff], by=by)
    accounts = Accounts()
    offices = {"head": "is_head", "deputy": "is_deputy", "deputy2": "is_deputy", "admin": "is_admin",
               "admin2": "is_admin", "introducer": "is_introducer"}  # fmt: skip
    for number, (row, username) in enumerate(staff, start=1):
        flag = {offices[username]: True} if username in offices else {}
        if row is made.pool["Алгебра"][0]:
            username = "teacher"
        if row is made.pool["Русский язык"][0]:
            username = "classteacher"
        accounts.add(username or f"teacher{number}", row, **flag)
    accounts.save(rows)
    return made


def class_names() -> list[str]:
    return [f"{level}{letter}" for level, letters in LETTERS.items() for letter in letters]


def open_classes(year: SchoolYear, made: DemoPeople, *, by: User) -> dict[str, SchoolClass]:
    """Quarters in classes 1–9, half-years in 10–11; «classteacher» leads 7Б."""
    schemes = {scheme.name: scheme for scheme in year.schemes.all()}
    leaders = [row for row in made.free if row is not made.pool["Алгебра"][0]]
    leaders.remove(made.pool["Русский язык"][0])
    classes = {}
    for name in class_names():
        level = int(name[:-1])
        teacher = made.primary.get(name) or (made.pool["Русский язык"][0] if name == "7Б" else leaders.pop())
        classes[name] = class_services.create_class(
            year, level=level, letter=name[-1], by=by, class_teacher=teacher,
            scheme=schemes["полугодия" if level >= 10 else "четверти"],
        )  # fmt: skip
    return classes


def enrol(people: People, classes: dict[str, SchoolClass], *, on: date, by: User) -> None:
    """Families: most with one child, every seventh with two; the first of 7Б are «pupil» and «parent», whose
    younger child is in 3А. Some have no access yet, so that there is something to print codes for."""
    random, families = people.random, people.families()
    seats = [name for name in classes for _ in range(PUPILS_A_CLASS)]
    random.shuffle(seats)
    seats.remove("7Б")
    seats.remove("3А")
    waiting = [("7Б", "3А"), *pairs_of(seats, random)]
    pupils: list[tuple[Pupil, str]] = []
    guardians: list[Guardian] = []
    links: list[tuple[Guardian, Pupil, str]] = []
    for home in waiting:
        father, mother, surname = next(families)
        parents = [(Guardian(**person_fields(mother), phone=phone(random)), "мать")]
        if father is not None:
            parents.append((Guardian(**person_fields(father), phone=phone(random)), "отец"))
        guardians.extend(parent for parent, _ in parents)
        for name in home:
            child = people.child(surname=surname, father=father.first if father else "Александр")
            pupil = Pupil(**person_fields(child), birth_date=birthday(int(name[:-1]), on, random))
            pupils.append((pupil, name))
            links.extend((parent, pupil, relation) for parent, relation in parents)
    rows = person_services.create_many([pupil for pupil, _ in pupils], by=by)
    parents_made = person_services.create_many(guardians, by=by)
    person_services.link_guardians(links, by=by)
    movement.enrol_all(
        ((pupil, classes[name]) for pupil, name in pupils), on=on, by=by, order=f"№ 1-у от {on:%d.%m.%Y}"
    )
    open_access(rows, parents_made, random)


def pairs_of(seats: list[str], random: Random) -> list[tuple[str, ...]]:
    """Cut the seats into families of one child, every seventh of two."""
    families: list[tuple[str, ...]] = []
    while seats:
        size = 2 if len(seats) > 1 and random.random() < 1 / 7 else 1
        families.append(tuple(seats.pop() for _ in range(size)))
    return families


def open_access(pupils: list[Pupil], guardians: list[Guardian], random: Random) -> None:
    accounts = Accounts()
    for number, pupil in enumerate(pupils):
        if number == 0 or random.random() > WITHOUT_ACCESS:
            accounts.add("pupil" if number == 0 else f"pupil{number}", pupil)
    for number, guardian in enumerate(guardians):
        if number == 0 or random.random() > WITHOUT_ACCESS:
            accounts.add("parent" if number == 0 else f"parent{number}", guardian)
    accounts.save(pupils, guardians)


def birthday(level: int, on: date, random: Random) -> date:
    return on.replace(year=on.year - level - 6) - timedelta(days=random.randrange(365))


def phone(random: Random) -> str:
    """A number of the range that is given to nobody."""
    return f"+7 900 000-{random.randrange(100):02}-{random.randrange(100):02}"


def first_administrator() -> User:
    """The account in whose name the school is set up; it has no password."""
    user = User(username="setup", last_name="Настройка", is_admin=True)
    user.set_unusable_password()
    user.save()
    return user
