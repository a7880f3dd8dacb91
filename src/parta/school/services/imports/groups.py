"""Groups that lines of the load name: a class, its subgroup, a mixed group."""

from ...lines import LoadLine
from ...models import SchoolClass, StudyGroup
from ...names import class_key, text_key, tight_key
from ...queries.imports import KnownLoad
from .plan import Plan


class Groups:
    def __init__(self, known: KnownLoad, plan: Plan) -> None:
        self.known, self.plan = known, plan
        self.classes = {class_key(school_class.name): school_class for school_class in known.classes}
        self.wholes = {group.school_class_id: group for group in known.groups if group.is_whole}
        self.by_name = {text_key(group.name): group for group in known.groups}
        self.parts = {
            (group.school_class_id, part_key(group)): group
            for group in known.groups
            if group.school_class_id and not group.is_whole
        }
        self.by_id = {group.pk: group for group in known.groups}
        self.seen: set[SchoolClass] = set()  # classes that the file is about

    def find(self, line: LoadLine) -> StudyGroup | None:
        """None after an error. A subgroup that is not there yet is planned, without pupils."""
        school_class = self.classes.get(class_key(line.group))
        if school_class is None:
            group = self.by_name.get(text_key(line.group))
            if group is None:
                text = f"ни класса, ни группы «{line.group}» нет в {self.known.year.name} учебном году"
                self.plan.error(line.line, "group", text)
            elif line.part:
                self.plan.error(line.line, "part", f"«{line.group}» — не класс, подгрупп у неё нет")
                return None
            else:
                self.seen.update(self.known.mixed.get(group.pk, []))
            return group
        self.seen.add(school_class)
        if not line.part:
            return self.wholes[school_class.pk]
        return self.parts.get((school_class.pk, tight_key(line.part))) or self.create(line, school_class)

    def create(self, line: LoadLine, school_class: SchoolClass) -> StudyGroup | None:
        part = line.part if class_key(line.part).startswith(class_key(school_class.name)) else ""
        group = StudyGroup(
            year=self.known.year, name=part or f"{school_class.name} {line.part}", school_class=school_class
        )
        known = self.by_name.get(text_key(group.name))
        if known:
            if known.school_class_id == school_class.pk and not known.is_whole:
                return known
            self.plan.error(line.line, "part", f"название «{group.name}» занято другой группой")
            return None
        self.by_name[text_key(group.name)] = group
        self.parts[school_class.pk, tight_key(line.part)] = group
        self.plan.ledger.add(group, "school.create_group")
        self.plan.warn(
            line.line, "part", f"подгруппы «{group.name}» нет: будет добавлена без учеников, распределите их"
        )
        return group

    def first_class(self, group: StudyGroup) -> SchoolClass | None:
        """The group's class; the first of its classes for a mixed one."""
        return group.school_class or next(iter(self.known.mixed.get(group.pk, [])), None)

    def class_ids(self, group_id: int) -> set[int]:
        group = self.by_id[group_id]
        if group.school_class_id:
            return {group.school_class_id}
        return {school_class.pk for school_class in self.known.mixed.get(group_id, [])}


def part_key(group: StudyGroup) -> str:
    """The subgroup's name without its class: «7Б англ. 1» is «англ1», «7Б (1)» is «1»."""
    assert group.school_class is not None
    return tight_key(group.name.removeprefix(group.school_class.name))
