"""Which row of the school a name of the file stands for, by default: the same name, a short form, or a new row."""

from collections.abc import Mapping

from parta.school.models import Employee
from parta.school.names import PersonName, person_name

from ...lines import Reading
from ...names import clean, key, tight
from .choices import Choices, ClassChoice, Kind
from .desk import Desk

SAME = {"физкультура": "физическая культура", "физ-ра": "физическая культура", "физра": "физическая культура"}
NAME_LENGTH = {Kind.SUBJECTS: 150, Kind.TEACHERS: 300, Kind.ROOMS: 60}


class Matcher:
    """Answers with the name of a row, existing or to be made; «» is left out. Choices come before defaults."""

    def __init__(self, reading: Reading, desk: Desk, choices: Choices) -> None:
        self.desk, self.choices = desk, choices
        self.known = {
            Kind.SUBJECTS: frozenset(desk.subjects.values()),
            Kind.TEACHERS: frozenset(desk.employees),
            Kind.ROOMS: frozenset(desk.rooms.values()),
        }
        self.class_names = {name.name: name for name in reading.classes}
        self.found: dict[tuple[Kind, str], str] = {}
        self.new: dict[tuple[Kind, str], str] = {}  # new rows by their key: two spellings of a file are one row

    def name(self, kind: Kind, source: str) -> str:
        """The row's name. A chosen spelling that differs from an existing one by case or spaces is the existing one."""
        if not source:
            return ""
        if (kind, source) not in self.found:
            chosen = self.choices.names[kind].get(source)
            name = self.default(kind, source) if chosen is None else self.existing(kind, chosen)
            same = (tight if kind == Kind.ROOMS else key)(name)
            known = not name or self.is_known(kind, name)
            self.found[kind, source] = name if known else self.new.setdefault((kind, same), name)
        return self.found[kind, source]

    def is_known(self, kind: Kind, name: str) -> bool:
        return name in self.known[kind]

    def existing(self, kind: Kind, chosen: str) -> str:
        chosen = clean(chosen)[: NAME_LENGTH[kind]]
        if kind == Kind.SUBJECTS:
            return self.desk.subjects.get(key(chosen), chosen)
        if kind == Kind.ROOMS:
            return self.desk.rooms.get(tight(chosen), chosen)
        return next((shown for shown in self.desk.employees if key(shown) == key(chosen)), chosen)

    def default(self, kind: Kind, source: str) -> str:
        if kind == Kind.SUBJECTS:
            return subject_of(source, self.desk.subjects)
        if kind == Kind.ROOMS:
            return self.existing(kind, source)
        return teacher_of(source, self.desk)

    def school_class(self, source: str) -> ClassChoice:
        """The class of the year with this name, or a new one; its level may be still to choose."""
        if source in self.choices.classes:
            return self.choices.classes[source]
        name = self.class_names[source]
        known = self.desk.class_named(name.short) or self.desk.class_named(source)
        return ClassChoice(known.level, known.letter) if known else ClassChoice(name.level, name.letter)


def subject_of(source: str, subjects: Mapping[str, str]) -> str:
    """The school's subject by name, by short name, by «Рус. яз.», «ОБЖ»; else a new one by the file's name."""
    plain = key(source)
    known = subjects.get(plain) or subjects.get(SAME.get(plain, ""))
    if known:
        return known
    likely = {name for name in subjects.values() if is_short_for(source, name)}
    return likely.pop() if len(likely) == 1 else clean(source.replace("«", "").replace("»", ""))


def is_short_for(short: str, full: str) -> bool:
    """«Рус. яз.» is cut words of «Русский язык», «ОБЖ» is first letters, «ИЗО» a first syllable."""
    cut, words = [word.rstrip(".") for word in key(short).replace(".", ". ").split()], key(full).split()
    if len(cut) == len(words) and "." in short:
        return all(word.startswith(start) for start, word in zip(cut, words, strict=True))
    if not (short.isupper() and short.isalpha() and 2 < len(short) < 6 and len(words) > 1):
        return False
    first_letters = "".join(word[0] for word in words if len(word) > 2)
    return key(short) == first_letters or words[0].startswith(key(short))


def teacher_of(source: str, desk: Desk) -> str:
    """The one employee who may have this name, or the only one it is short for; else a new one.

    Of several namesakes nobody is taken: the person who imports chooses.
    """
    name = person_name(source)
    likely = namesakes(name, desk)
    return name.full if not likely else likely[0] if len(likely) == 1 else ""


def namesakes(name: PersonName, desk: Desk) -> list[str]:
    same = [shown for shown, one in desk.employees.items() if name.may_be(full_name(one))]
    return same or [shown for shown, one in desk.employees.items() if name.is_short_for(full_name(one))]


def full_name(employee: Employee) -> PersonName:
    return PersonName(employee.last_name, employee.first_name, employee.patronymic)
