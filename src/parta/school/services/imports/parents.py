"""Parents of the pupils of a file. Two people are one only when something besides the name says so."""

from typing import Any

from ...lines import ParentLine, PupilLine
from ...models import Guardian, Guardianship, Pupil
from ...names import PersonName, phone_key, text_key
from ...queries.imports import KnownPupils
from .differences import differences, name_of, same
from .matching import People, keys_differ
from .plan import Effect, Plan


class Parents:
    """Finds, adds and links parents.

    A parent is known by the code; else by name among the parents of the same child; else by name with the same phone
    or e-mail. The name alone never joins two: a child's diary would open to a namesake.
    """

    def __init__(self, known: KnownPupils, plan: Plan) -> None:
        self.known, self.plan = known, plan
        self.people = People(known.guardians)
        self.said: dict[tuple[int, str], tuple[Any, int]] = {}  # (guardian's id, field) → value, line

    def place(self, line: PupilLine, pupil: Pupil) -> list[Effect]:
        links = self.known.links.get(pupil.pk, []) if pupil.pk else []
        effects: list[Effect] = []
        seen: list[Guardian] = []
        for parent in line.parents:
            try:
                guardian = self.find(parent, [link.guardian for link in links])
            except ValueError as error:
                self.plan.error(line.line, parent.field("name"), str(error))
                continue
            if guardian is not None and guardian in seen:
                self.plan.error(line.line, parent.field("name"), "оба родителя — один и тот же человек")
                continue
            if guardian is None:
                guardian = self.create(line, parent)
            effects += self.update(line, parent, guardian)
            effects += self.link(line, parent, guardian, pupil)
            seen.append(guardian)
        return effects

    def find(self, parent: ParentLine, own: list[Guardian]) -> Guardian | None:
        """Raises ValueError, in Russian, where several fit or the code is another's."""
        found = self.people.with_key(parent.key, parent.name)
        if found is not None:
            return found
        apart = [guardian for guardian in own if not keys_differ(parent.key, guardian.external_key)]
        steps = [
            [guardian for guardian in apart if parent.name.may_be(name_of(guardian))],
            [guardian for guardian in apart if shares_contact(parent, guardian) and same_first_name(parent, guardian)],
            [
                guardian
                for guardian in self.people.named(parent.name)
                if shares_contact(parent, guardian) and not keys_differ(parent.key, guardian.external_key)
            ],
        ]
        for fitting in steps:
            if len(fitting) > 1:
                fitting = [one for one in fitting if shares_contact(parent, one)] or fitting
            if len(fitting) > 1:
                raise ValueError(f"несколько родителей подходят: {parent.name.full}. Различите их кодом")
            if fitting:
                return fitting[0]
        return None

    def create(self, line: PupilLine, parent: ParentLine) -> Guardian:
        namesakes = self.people.named(parent.name)
        if namesakes:
            text = (
                f"родитель с именем {parent.name.full} уже есть; этот записан отдельно. Если это один человек, "
                "укажите в обеих строках один телефон, почту или код"
            )
            self.plan.warn(line.line, parent.field("name"), text)
        guardian = Guardian(
            last_name=parent.name.last, first_name=parent.name.first, patronymic=parent.name.patronymic,
            phone=parent.phone, email=parent.email, external_key=parent.key,
        )  # fmt: skip
        self.people.add(guardian)
        self.plan.ledger.add(guardian, "school.create_guardian", label=guardian.full_name)
        return guardian

    def update(self, line: PupilLine, parent: ParentLine, guardian: Guardian) -> list[Effect]:
        said = {"phone": parent.phone, "email": parent.email, "external_key": parent.key}
        if not self.agrees(line, parent, guardian, said):
            return []
        found = differences(guardian, parent.name, said)
        if not found.fields:
            return []
        self.plan.ledger.change(guardian, found.fields, "school.set_guardian", label=guardian.full_name)
        if parent.key:
            self.people.by_key[parent.key] = guardian
        if guardian.pk is None:  # a brother's line adds to what is new in this very file
            return []
        return [Effect(f"{effect.what}, {guardian.short_name}", effect.old, effect.new) for effect in found.effects]

    def agrees(self, line: PupilLine, parent: ParentLine, guardian: Guardian, said: dict[str, str]) -> bool:
        """Do all the lines of the file that tell of this parent tell the same? An error where they don't."""
        for name, value in {**said, "name": parent.name}.items():
            if not value:
                continue
            first, where = self.said.setdefault((id(guardian), name), (value, line.line))
            if not tells_same(name, value, first):
                text = f"в строке {where} о том же родителе сказано иначе: {guardian.full_name}"
                self.plan.error(line.line, parent.field(name.removeprefix("external_")), text)
                return False
        return True

    def link(self, line: PupilLine, parent: ParentLine, guardian: Guardian, pupil: Pupil) -> list[Effect]:
        links = self.known.links.get(pupil.pk, []) if pupil.pk else []
        known = next((link for link in links if link.guardian is guardian), None)
        what = f"родитель {parent.number}"
        label = f"{guardian.full_name} → {pupil.name}"
        if known is None:
            link = Guardianship(guardian=guardian, pupil=pupil, relation=parent.relation)
            said = parent.relation or "родитель"
            self.plan.ledger.add(link, "school.link_guardian", label=label, pupil=pupil, said=said)
            return [Effect(what, "", f"{guardian.full_name}{', уже в школе' if guardian.pk else ''}")]
        if known.ended_on:
            text = f"права родителя {guardian.full_name} прекращены: загрузка их не возвращает"
            self.plan.warn(line.line, parent.field("name"), text)
            return []
        if not parent.relation or parent.relation == known.relation:
            return []
        effect = Effect(f"кем приходится, {guardian.short_name}", known.relation, parent.relation)
        self.plan.ledger.change(known, {"relation": parent.relation}, "school.set_relation", label=label, pupil=pupil)
        return [effect]


def shares_contact(parent: ParentLine, guardian: Guardian) -> bool:
    """The same phone or the same e-mail."""
    phones = phone_key(parent.phone), phone_key(guardian.phone)
    if phones[0] and phones[0] == phones[1]:
        return True
    return bool(parent.email) and parent.email.casefold() == guardian.email.casefold()


def tells_same(name: str, value: Any, first: Any) -> bool:
    if isinstance(value, PersonName):
        return value.may_be(first)
    return same(name, value, first) if name in ("phone", "email") else bool(value == first)


def same_first_name(parent: ParentLine, guardian: Guardian) -> bool:
    return text_key(parent.name.first) == text_key(guardian.first_name)
