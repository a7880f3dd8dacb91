"""Classes of a file's pupils; those that the year lacks are made when a person says with which periods."""

from collections import defaultdict
from collections.abc import Sequence

from ...lines import PupilLine
from ...models import SchoolClass, StudyGroup
from ...names import class_key, class_parts, text_key
from ...queries.imports import KnownPupils
from .plan import Plan


class Classes:
    """Classes by name. `offer` first, so that all the missing ones of a level are asked about together."""

    def __init__(self, known: KnownPupils, plan: Plan) -> None:
        self.known, self.plan = known, plan
        self.by_key = {class_key(school_class.name): school_class for school_class in known.classes}
        names = {school_class.pk: class_key(school_class.name) for school_class in known.classes}
        self.wholes = {names[group.school_class_id or 0]: group for group in known.groups if group.is_whole}
        self.asked: set[str] = set()  # classes that wait for an answer

    def offer(self, lines: Sequence[PupilLine]) -> None:
        """Ask, once a level, with which periods to make the classes that are not there."""
        missing: dict[int, dict[str, PupilLine]] = defaultdict(dict)  # level → class → its first line
        for line in lines:
            parts = class_parts(line.class_name)
            if parts and class_key(line.class_name) not in self.by_key:
                missing[parts[0]].setdefault(class_key(line.class_name), line)
        for level, of_level in sorted(missing.items()):
            self.offer_level(level, of_level)

    def offer_level(self, level: int, missing: dict[str, PupilLine]) -> None:
        schemes = {str(scheme.pk): scheme for scheme in self.known.schemes}
        if not schemes:
            return
        letters = {key: class_parts(line.class_name) or (level, "") for key, line in missing.items()}
        names = ", ".join(f"{level}{letter}" for _, letter in letters.values())
        options = [(key, f"создать, периоды: {scheme.name}") for key, scheme in schemes.items()]
        text = f"В {self.known.year.name} учебном году нет: {names}. Создать?"
        answer = self.plan.ask(min(line.line for line in missing.values()), f"level{level}", text, options)
        for key, (_, letter) in letters.items():
            if answer:
                made = SchoolClass(year=self.known.year, level=level, letter=letter, scheme=schemes[answer])
                self.create(key, made, missing[key])
            else:
                self.asked.add(key)

    def create(self, key: str, school_class: SchoolClass, line: PupilLine) -> None:
        if any(text_key(group.name) == text_key(school_class.name) for group in self.known.groups):
            self.plan.error(line.line, "class", f"название «{school_class.name}» занято группой")
            return
        whole = StudyGroup(year=self.known.year, name=school_class.name, school_class=school_class, is_whole=True)
        self.by_key[key], self.wholes[key] = school_class, whole
        self.plan.ledger.add(school_class, "school.create_class")
        self.plan.ledger.add(whole)

    def find(self, line: PupilLine) -> SchoolClass | None:
        """None after an error, or while a person is asked."""
        key = class_key(line.class_name)
        if key not in self.by_key and key not in self.asked:
            text = f"класса «{line.class_name}» нет в {self.known.year.name} учебном году"
            self.plan.error(line.line, "class", text)
        return self.by_key.get(key)

    def whole_of(self, school_class: SchoolClass) -> StudyGroup:
        return self.wholes[class_key(school_class.name)]
