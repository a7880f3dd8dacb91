"""Employees, with an account where the file gives a login."""

from collections.abc import Mapping, Sequence

from parta.accounts.models import User

from ...lines import EmployeeLine
from ...models import Employee
from ...names import PersonName, text_key
from .differences import differences
from .matching import People, keys_differ
from .plan import NEW, Effect, Plan, Result


def plan_employees(
    lines: Sequence[EmployeeLine], *, known: Sequence[Employee], users: Mapping[str, User], answers: Mapping[str, str]
) -> Plan:
    """`users` are accounts by username in small letters."""
    plan = Plan(answers)
    planner = Planner(known, users, plan)
    for line in sorted(
        lines, key=lambda line: not line.key
    ):  # who is certain first, so that no namesake takes the place
        planner.place(line)
    plan.results.sort(key=lambda result: result.line)
    plan.absent = [
        f"{one.full_name}{', ' + one.position if one.position else ''}"
        for one in known
        if one.left_on is None and one.pk not in planner.taken
    ]
    return plan


class Planner:
    """Matches by code, then by login, then by name; namesakes are told apart by e-mail, else asked about."""

    def __init__(self, known: Sequence[Employee], users: Mapping[str, User], plan: Plan) -> None:
        self.users, self.plan = dict(users), plan
        self.people = People(known)
        self.taken: dict[int, int] = {}  # employee → line
        self.lines: dict[str, EmployeeLine] = {}  # key, or name with e-mail → the line that told it first

    def place(self, line: EmployeeLine) -> None:
        if self.is_double(line):
            return
        try:
            found = self.find(line)
        except ValueError as error:
            self.plan.error(line.line, "key", str(error))
            return
        if len(found) > 1 or (found and self.is_doubtful(line, found[0])):
            answer = self.ask(line, found)
            if not answer:
                return
            found = [one for one in found if str(one.pk) == answer]
        employee = found[0] if found else None
        effects = self.update(line, employee) if employee else []
        is_new = employee is None
        if employee is None:
            employee = self.create(line)
        effects += self.account(line, employee)
        self.plan.results.append(Result(line.line, line.name.full, is_new, effects))

    def is_double(self, line: EmployeeLine) -> bool:
        key = line.key or f"{text_key(line.name.full)} {line.email.casefold()}"
        first = self.lines.setdefault(key, line)
        if first is not line:
            self.plan.error(line.line, "key", f"тот же сотрудник, что в строке {first.line}: {line.name.full}")
        return first is not line

    def find(self, line: EmployeeLine) -> list[Employee]:
        """Who it may be: one when certain. Raises ValueError, in Russian, for another's code."""
        by_key = self.people.with_key(line.key, line.name)
        if by_key is not None:
            return [by_key]
        fitting = [
            one
            for one in self.people.named(line.name)
            if one.pk not in self.taken and not keys_differ(line.key, one.external_key)
        ]
        by_login = [one for one in fitting if line.login and has_login(one, line.login)]
        by_email = [one for one in fitting if line.email and one.email.casefold() == line.email.casefold()]
        working = [one for one in fitting if one.left_on is None]
        for narrower in (by_login, by_email, working):
            if len(narrower) == 1:
                return narrower
        return fitting

    def is_doubtful(self, line: EmployeeLine, found: Employee) -> bool:
        """A dismissed namesake without a common code or e-mail may be somebody else."""
        certain = (line.key and line.key == found.external_key) or (line.email and line.email == found.email)
        return found.left_on is not None and not certain

    def ask(self, line: EmployeeLine, found: Sequence[Employee]) -> str:
        options = [(str(one.pk), f"это {words(one)}") for one in found]
        text = f"{line.name.full}: в школе есть тёзка. Кто это?"
        return self.plan.ask(line.line, "employee", text, [*options, (NEW, "другой человек, добавить")])

    def create(self, line: EmployeeLine) -> Employee:
        employee = Employee(
            last_name=line.name.last, first_name=line.name.first, patronymic=line.name.patronymic,
            position=line.position, email=line.email, phone=line.phone, external_key=line.key,
        )  # fmt: skip
        self.plan.ledger.add(employee, "school.create_employee", label=employee.full_name)
        return employee

    def update(self, line: EmployeeLine, employee: Employee) -> list[Effect]:
        self.taken[employee.pk] = line.line
        if employee.left_on:
            text = f"уволен {employee.left_on:%d.%m.%Y}: загрузка на работу не возвращает"
            self.plan.warn(line.line, "last_name", text)
        said = {
            "position": line.position, "email": line.email, "phone": line.phone, "external_key": line.key,
        }  # fmt: skip
        found = differences(employee, line.name, said)
        if found.fields:
            self.plan.ledger.change(employee, found.fields, "school.set_employee", label=employee.full_name)
        return found.effects

    def account(self, line: EmployeeLine, employee: Employee) -> list[Effect]:
        """Give an account to an employee without one: a new one, or the person's own, say as a parent."""
        if not line.login:
            return []
        if employee.user:
            if not has_login(employee, line.login):
                text = f"логин уже есть: {employee.user.username}. Загрузка его не меняет"
                self.plan.warn(line.line, "login", text)
            return []
        known = self.users.get(line.login.casefold())
        if known is None:
            return [self.create_account(line, employee)]
        if not is_same_person(known, line.name):
            self.plan.error(line.line, "login", f"логин {line.login} занят: {known}")
            return []
        self.plan.warn(line.line, "login", f"учётная запись {known.username} уже есть и будет связана с сотрудником")
        self.plan.ledger.change(employee, {"user": known}, "school.set_employee", label=employee.full_name)
        return [Effect("логин", "", known.username)]

    def create_account(self, line: EmployeeLine, employee: Employee) -> Effect:
        user = User(
            username=line.login, last_name=line.name.last, first_name=line.name.first,
            patronymic=line.name.patronymic, email=line.email or employee.email,
        )  # fmt: skip
        user.set_unusable_password()
        self.users[line.login.casefold()] = user
        self.plan.ledger.add(user, "school.create_account", label=f"{line.login}, {line.name.full}", said=line.login)
        self.plan.ledger.change(employee, {"user": user}, "school.set_employee", label=employee.full_name)
        return Effect("логин", "", line.login)


def has_login(employee: Employee, login: str) -> bool:
    return employee.user is not None and employee.user.username.casefold() == login.casefold()


def is_same_person(user: User, name: PersonName) -> bool:
    """Nobody's account is taken over: it belongs to no employee yet, and to a person of this name."""
    theirs = PersonName(user.last_name, user.first_name, user.patronymic)
    return user.pk is not None and getattr(user, "employee", None) is None and name.may_be(theirs)


def words(employee: Employee) -> str:
    parts = [employee.full_name, employee.position, employee.email]
    if employee.left_on:
        parts.append(f"уволен {employee.left_on:%d.%m.%Y}")
    return ", ".join(part for part in parts if part)
