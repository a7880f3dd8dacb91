"""Приём and перевод of many pupils at once, by the rules of `services.movement`: the whole group follows the class."""

from datetime import date
from typing import Any

from ...lines import PupilLine
from ...models import Enrolment, GroupMembership, Pupil, SchoolClass
from ...queries.imports import KnownPupils, lasting_memberships
from ...rules import DAY
from .classes import Classes
from .plan import Effect, Plan


class Moves:
    """Plans where each pupil of the file is; `end_groups` afterwards ends the old groups of those who moved."""

    def __init__(self, known: KnownPupils, plan: Plan, classes: Classes, *, today: date, starts_on: date) -> None:
        self.known, self.plan, self.classes = known, plan, classes
        self.today, self.starts_on = today, starts_on
        self.moved: dict[int, tuple[date, SchoolClass]] = {}  # pupil → the first day in the new class

    def place(self, line: PupilLine, pupil: Pupil, to_class: SchoolClass) -> list[Effect]:
        last = self.known.stays.get(pupil.pk) if pupil.pk else None
        if stay := self.stay_in(to_class, line, pupil):
            return self.correct(line, pupil, stay)
        if last is not None and last.to_on is None:
            return self.transfer(line, pupil, last, to_class)
        return self.enrol(line, pupil, last, to_class)

    def stay_in(self, to_class: SchoolClass, line: PupilLine, pupil: Pupil) -> Enrolment | None:
        """The stay in the class that is not over, unless the line tells of a return after its last day."""
        for stay in self.known.lasting.get(pupil.pk, []) if pupil.pk else []:
            returns = stay.to_on and line.enrolled_on and line.enrolled_on > stay.to_on
            if stay.school_class_id == to_class.pk and not returns:
                return stay
        return None

    def enrol(self, line: PupilLine, pupil: Pupil, last: Enrolment | None, to_class: SchoolClass) -> list[Effect]:
        """Приём of a new pupil, or of one who had left."""
        returns = last is not None and last.school_class.year_id == self.known.year.pk
        on = max(line.enrolled_on or (self.today if returns else self.starts_on), self.known.year.starts_on)
        if on > self.known.year.ends_on:
            self.plan.error(line.line, "enrolled_on", f"{on:%d.%m.%Y} позже конца учебного года")
            return []
        if last and last.to_on and last.to_on >= on:
            text = f"в {last.school_class} по {last.to_on:%d.%m.%Y}: дата зачисления должна быть позже"
            self.plan.error(line.line, "enrolled_on", text)
            return []
        said = {"класс": to_class.name, "с": f"{on:%d.%m.%Y}", "приказ": line.order}
        self.begin(pupil, to_class, on=on, order=line.order, action="school.enrol_pupil", said=said)
        old = f"выбыл из {last.school_class}" if last else ""
        return [Effect("приём", old, f"{to_class} с {on:%d.%m.%Y}")]

    def transfer(self, line: PupilLine, pupil: Pupil, stay: Enrolment, to_class: SchoolClass) -> list[Effect]:
        """Перевод today; from a class of an earlier year, on the day the new year's pupils begin."""
        on = self.today if stay.school_class.year_id == self.known.year.pk else self.starts_on
        year = self.known.year
        if not year.starts_on <= on <= year.ends_on:
            self.plan.error(line.line, "class", f"{on:%d.%m.%Y} вне {year.name} учебного года: перевести нельзя")
            return []
        if on <= stay.from_on:
            text = f"в {stay.school_class} только с {stay.from_on:%d.%m.%Y}: перевести можно со следующего дня"
            self.plan.error(line.line, "class", text)
            return []
        self.plan.ledger.change(stay, {"to_on": on - DAY, "order_out": line.order})
        self.moved[pupil.pk] = (on, to_class)
        said = {"класс": to_class.name, "с": f"{on:%d.%m.%Y}", "приказ": line.order, "из": stay.school_class.name}
        self.begin(pupil, to_class, on=on, order=line.order, action="school.transfer_pupil", said=said)
        self.concern(stay.school_class)
        return [Effect("класс", str(stay.school_class), f"{to_class} с {on:%d.%m.%Y}")]

    def begin(
        self, pupil: Pupil, to_class: SchoolClass, *, on: date, order: str, action: str, said: dict[str, Any]
    ) -> None:
        stay = Enrolment(pupil=pupil, school_class=to_class, from_on=on, order_in=order)
        self.plan.ledger.add(stay, action, label=f"{pupil.name}, {to_class}", pupil=pupil, said=said)
        whole = self.classes.whole_of(to_class)
        self.plan.ledger.add(GroupMembership(group=whole, pupil=pupil, from_on=on))
        self.concern(to_class)

    def correct(self, line: PupilLine, pupil: Pupil, stay: Enrolment) -> list[Effect]:
        """The pupil is there already. An order is added or corrected; the day is not, it is the movement's."""
        if line.enrolled_on and max(line.enrolled_on, self.known.year.starts_on) != stay.from_on:
            text = f"в школе {stay.from_on:%d.%m.%Y}: дату меняют не загрузкой, а на странице «Движение»"
            self.plan.warn(line.line, "enrolled_on", text)
        if not line.order or line.order == stay.order_in:
            return []
        old = stay.order_in
        label = f"{line.name.full}, {stay.school_class}"
        self.plan.ledger.change(stay, {"order_in": line.order}, "school.set_orders", label=label, pupil=pupil)
        return [Effect("приказ", old, line.order)]

    def end_groups(self) -> None:
        """End the groups of those who moved, but for mixed ones that gather the new class too."""
        if not self.moved:
            return
        first = min(on for on, _ in self.moved.values())
        for membership in lasting_memberships(self.moved, on=first):
            on, to_class = self.moved[membership.pupil_id]
            gathers = to_class.pk in {school_class.pk for school_class in membership.group.classes.all()}
            if gathers or (membership.to_on and membership.to_on < on):
                continue
            if membership.from_on >= on:
                self.plan.ledger.remove(membership)
            else:
                self.plan.ledger.change(membership, {"to_on": on - DAY})

    def concern(self, school_class: SchoolClass) -> None:
        teacher = school_class.class_teacher
        if teacher and teacher.user_id:
            self.plan.concerned.add(teacher.user_id)
