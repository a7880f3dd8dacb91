"""Pupils with their parents: what each line of a file changes."""

from collections.abc import Mapping, Sequence
from datetime import date

from ...lines import PupilLine
from ...models import Pupil
from ...names import class_key
from ...queries.imports import KnownPupils
from .classes import Classes
from .differences import differences
from .matching import PupilMatching
from .moves import Moves
from .parents import Parents
from .plan import Effect, Plan, Result


def plan_pupils(
    lines: Sequence[PupilLine], *, known: KnownPupils, answers: Mapping[str, str], today: date, starts_on: date
) -> Plan:
    """New pupils without a date of their own are enrolled from `starts_on`; who changed class moves today."""
    plan = Plan(answers)
    planner = Planner(known, plan, today=today, starts_on=starts_on)
    matches = PupilMatching(known, plan).match(lines)
    planner.classes.offer(lines)
    for line in lines:
        if line.line in matches:
            planner.place(line, matches[line.line])
    planner.moves.end_groups()
    tell_absent(lines, known, matches, plan)
    return plan


class Planner:
    def __init__(self, known: KnownPupils, plan: Plan, *, today: date, starts_on: date) -> None:
        self.known, self.plan = known, plan
        self.classes = Classes(known, plan)
        self.moves = Moves(known, plan, self.classes, today=today, starts_on=starts_on)
        self.parents = Parents(known, plan)

    def place(self, line: PupilLine, pupil: Pupil | None) -> None:
        """Plan everything one line changes: the pupil, the class, the parents."""
        school_class = self.classes.find(line)
        if school_class is None:
            return
        effects = self.update(line, pupil) if pupil else []
        is_new = pupil is None
        if pupil is None:
            pupil = self.create(line)
        effects += self.moves.place(line, pupil, school_class)
        effects += self.parents.place(line, pupil)
        self.plan.results.append(Result(line.line, line.name.full, is_new, effects))

    def create(self, line: PupilLine) -> Pupil:
        pupil = Pupil(
            last_name=line.name.last, first_name=line.name.first, patronymic=line.name.patronymic,
            birth_date=line.birth_date, email=line.email, external_key=line.key,
        )  # fmt: skip
        self.plan.ledger.add(pupil, "school.create_pupil", label=pupil.full_name)
        return pupil

    def update(self, line: PupilLine, pupil: Pupil) -> list[Effect]:
        said = {"birth_date": line.birth_date, "email": line.email, "external_key": line.key}
        found = differences(pupil, line.name, said)
        if found.fields:
            self.plan.ledger.change(pupil, found.fields, "school.set_pupil", label=pupil.full_name)
        return found.effects


def tell_absent(
    lines: Sequence[PupilLine], known: KnownPupils, matches: Mapping[int, Pupil | None], plan: Plan
) -> None:
    """Name who is in a class of the file but not in the file; the pupils of other classes are only counted."""
    present = {pupil.pk for pupil in matches.values() if pupil}
    classes = {class_key(line.class_name) for line in lines}
    for pupil in known.pupils:
        if pupil.pk in present or pupil.pk not in known.lasting:
            continue
        school_class = known.lasting[pupil.pk][0].school_class
        if class_key(school_class.name) in classes:
            plan.absent.append(f"{pupil.full_name}, {school_class.name}")
        else:
            plan.absent_elsewhere += 1
