"""Who of the school a line of a file is: never guessed; where it is not certain, the person who imports is asked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

from ...lines import PupilLine
from ...models import Employee, Guardian, Pupil
from ...names import PersonName, class_key, text_key
from ...queries.imports import KnownPupils
from .differences import name_of
from .plan import NEW, Plan

Human = TypeVar("Human", Employee, Guardian, Pupil)


class People(Generic[Human]):
    """People found by key and by name."""

    def __init__(self, people: Iterable[Human]) -> None:
        self.by_key: dict[str, Human] = {}
        self.by_name: dict[str, list[Human]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Human) -> None:
        if person.external_key:
            self.by_key[person.external_key] = person
        name = name_of(person)
        for key in {name.key, text_key(name.full)}:
            self.by_name[key].append(person)

    def named(self, name: PersonName) -> list[Human]:
        """Everybody who may have this name, once each."""
        found = {id(one): one for key in (name.key, text_key(name.full)) for one in self.by_name.get(key, [])}
        return [one for one in found.values() if name.may_be(name_of(one))]

    def with_key(self, key: str, name: PersonName) -> Human | None:
        """Who has the key. Raises ValueError, in Russian, when nothing of the name agrees: the column is wrong."""
        found = self.by_key.get(key) if key else None
        if found is None:
            return None
        theirs = name_of(found)
        if name.may_be(theirs) or text_key(name.last) == text_key(theirs.last):
            return found
        if text_key(name.first) == text_key(theirs.first):
            return found
        raise ValueError(f"код {key} у человека с другим именем: {theirs.full}. Проверьте столбец кода")


def keys_differ(ours: str, theirs: str) -> bool:
    """Two different keys are two different people; a missing one tells nothing."""
    return bool(ours and theirs and ours != theirs)


class PupilMatching:
    """Matches lines with pupils in three passes: by key, by name and birth date, by name and class."""

    def __init__(self, known: KnownPupils, plan: Plan) -> None:
        self.known, self.plan = known, plan
        self.people = People(known.pupils)
        self.taken: dict[int, int] = {}  # pupil → the line that is about them
        self.matches: dict[int, Pupil | None] = {}  # line → pupil, None for a new one; no entry: an error, a question
        self.failed: set[int] = set()

    def match(self, lines: Sequence[PupilLine]) -> dict[int, Pupil | None]:
        lines = self.without_doubles(lines)
        for step in (self.by_key, self.by_birth_date, self.by_class):
            for line in lines:
                if line.line not in self.matches and line.line not in self.failed:
                    self.settle(line, step)
        for line in lines:
            if line.line not in self.matches and line.line not in self.failed:
                self.settle_rest(line)
        return self.matches

    def without_doubles(self, lines: Sequence[PupilLine]) -> list[PupilLine]:
        """Lines that tell the same pupil twice are errors: what should the second one change?"""
        keys: dict[str, int] = {}
        names: dict[tuple[str, str], list[PupilLine]] = defaultdict(list)
        kept = []
        for line in lines:
            namesakes = names[text_key(line.name.full), class_key(line.class_name)]
            double = next((other for other in namesakes if not self.are_apart(line, other)), None)
            if line.key and line.key in keys:
                self.plan.error(line.line, "key", f"код {line.key} уже был в строке {keys[line.key]}")
            elif double:
                self.refuse_double(line, double)
            else:
                keys[line.key] = line.line
                namesakes.append(line)
                kept.append(line)
        return kept

    def refuse_double(self, line: PupilLine, double: PupilLine) -> None:
        who = f"{line.name.full} из {line.class_name} уже есть в строке {double.line}"
        if line.birth_date and double.birth_date:
            self.plan.error(line.line, "last_name", f"{who}, и дата рождения та же: оставьте одну строку")
        else:
            self.plan.error(line.line, "birth_date", f"{who}: различите их датой рождения")

    def are_apart(self, line: PupilLine, other: PupilLine) -> bool:
        if keys_differ(line.key, other.key):
            return True
        return bool(line.birth_date and other.birth_date and line.birth_date != other.birth_date)

    def settle(self, line: PupilLine, step: Callable[[PupilLine], list[Pupil]]) -> None:
        """Take the one pupil the step finds; ask where it finds several."""
        try:
            found = step(line)
        except ValueError as error:
            self.plan.error(line.line, "key", str(error))
            self.failed.add(line.line)
            return
        if len(found) == 1:
            self.take(line, found[0])
        elif found:
            self.ask(line, found)

    def settle_rest(self, line: PupilLine) -> None:
        """A namesake who may be the same pupil is asked about; without one the pupil is new."""
        doubtful = [pupil for pupil in self.candidates(line) if self.may_be_same(line, pupil)]
        if doubtful:
            self.ask(line, doubtful)
        else:
            self.matches[line.line] = None

    def may_be_same(self, line: PupilLine, pupil: Pupil) -> bool:
        """Another class without birth dates to compare, or the same class with another birth date."""
        unknown = line.birth_date is None or pupil.birth_date is None
        return unknown or self.is_in_class(line, pupil)

    def by_key(self, line: PupilLine) -> list[Pupil]:
        found = self.people.with_key(line.key, line.name)
        if found is None:
            return []
        if found.pk in self.taken:
            raise ValueError(f"код {line.key} у ученика из строки {self.taken[found.pk]}")
        return [found]

    def by_birth_date(self, line: PupilLine) -> list[Pupil]:
        if line.birth_date is None:
            return []
        return [pupil for pupil in self.candidates(line) if pupil.birth_date == line.birth_date]

    def by_class(self, line: PupilLine) -> list[Pupil]:
        return [
            pupil
            for pupil in self.candidates(line)
            if self.is_in_class(line, pupil) and (line.birth_date is None or pupil.birth_date is None)
        ]

    def candidates(self, line: PupilLine) -> list[Pupil]:
        """Namesakes whom no other line is about."""
        return [
            pupil
            for pupil in self.people.named(line.name)
            if pupil.pk not in self.taken and not keys_differ(line.key, pupil.external_key)
        ]

    def is_in_class(self, line: PupilLine, pupil: Pupil) -> bool:
        names = {class_key(stay.school_class.name) for stay in self.known.lasting.get(pupil.pk, [])}
        return class_key(line.class_name) in names

    def take(self, line: PupilLine, pupil: Pupil) -> None:
        self.taken[pupil.pk] = line.line
        self.matches[line.line] = pupil

    def ask(self, line: PupilLine, found: list[Pupil]) -> None:
        options = [(str(pupil.pk), f"это {self.words(pupil)}") for pupil in found]
        text = f"{line.name.full}, {line.class_name}{born(line.birth_date)}: в школе есть тёзка. Кто это?"
        answer = self.plan.ask(line.line, "pupil", text, [*options, (NEW, "другой ученик, добавить")])
        if answer == NEW:
            self.matches[line.line] = None
        elif answer:
            self.take(line, next(pupil for pupil in found if str(pupil.pk) == answer))
        else:
            self.failed.add(line.line)

    def words(self, pupil: Pupil) -> str:
        """«Иванова Мария Сергеевна, 7Б, 03.05.2013»."""
        return f"{pupil.full_name}, {self.where(pupil)}{born(pupil.birth_date)}"

    def where(self, pupil: Pupil) -> str:
        last = self.known.stays.get(pupil.pk)
        if pupil.pk in self.known.lasting:
            return str(self.known.lasting[pupil.pk][0].school_class)
        if last is None:
            return "ещё ни в одном классе"
        return f"выбыл из {last.school_class}" if last.to_on else str(last.school_class)


def born(on: date | None) -> str:
    return f", {on:%d.%m.%Y}" if on else ""
