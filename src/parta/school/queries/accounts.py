"""Reads of accounts at school: who of a class has one, whose code is which, and the administrator's list."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone

from parta.accounts.models import User
from parta.lib import sql
from parta.lib.alphabet import by_name

from ..models import Employee, Guardian, Guardianship, Invitation, Pupil, SchoolClass
from ..models.stays import stays_now
from .classes import pupils_of_class

OFFICES = {
    "is_admin": "администратор журнала",
    "is_head": "директор",
    "is_deputy": "завуч",
    "is_introducer": "ответственный за внедрение",
}

Listed = Employee | Guardian | Pupil


class Kind(StrEnum):
    """For whom a code is: a listed person of three kinds, or a parent nobody has listed (`pk` is the pupil's)."""

    PUPIL = "pupil"
    GUARDIAN = "guardian"
    PARENT = "parent"
    EMPLOYEE = "employee"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has an account or may get a code for one."""

    kind: Kind
    pk: int
    name: str
    part: str  # «ученик», «мать», «учитель физики»
    child: Pupil | None  # of whom the holder is a parent, or the pupil
    class_name: str
    user: User | None
    invitation: Invitation | None = None  # the newest that may still be used
    works_here: bool = False  # the account is an employee's too

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"

    @property
    def label(self) -> str:
        """«Ермакова Ольга, мать»; a parent nobody has listed is named by the child."""
        return f"{self.name or (self.child.name if self.child else '')}, {self.part}"


def live_invitations(today: date | None = None) -> QuerySet[Invitation]:
    """Codes that may still be used."""
    today = today or timezone.localdate()
    return Invitation.objects.filter(used_at=None, revoked_at=None, expires_on__gte=today)


def holders_of_class(school_class: SchoolClass, on: date) -> list[Holder]:
    """Pupils of the class on the day, each followed by own parents; four queries for any class."""
    pupils = list(pupils_of_class(school_class, on).select_related("user"))
    links = list(
        Guardianship.objects.filter(pupil__in=pupils, ended_on=None)
        .select_related("guardian__user__employee")
        .order_by(*by_name("guardian__"), "id")
    )
    live = live_by_key(pupils, links)
    rows = []
    for pupil in pupils:
        rows.append(Holder(Kind.PUPIL, pupil.pk, pupil.name, "ученик", pupil, school_class.name, pupil.user))
        parents = [link for link in links if link.pupil_id == pupil.pk]
        rows += [parent_of(pupil, link, school_class.name) for link in parents]
        if not parents:
            rows.append(Holder(Kind.PARENT, pupil.pk, "", "родитель", pupil, school_class.name, None))
    return [with_invitation(row, live) for row in rows]


def parent_of(pupil: Pupil, link: Guardianship, class_name: str) -> Holder:
    guardian = link.guardian
    return Holder(
        Kind.GUARDIAN, guardian.pk, guardian.full_name, link.relation or "родитель", pupil, class_name, guardian.user,
        works_here=hasattr(guardian.user, "employee"),
    )  # fmt: skip


def live_by_key(pupils: Iterable[Pupil], links: Iterable[Guardianship]) -> dict[str, Invitation]:
    found = live_invitations().filter(
        Q(pupil__in=pupils) | Q(guardian__in=[link.guardian_id for link in links]) | Q(for_parent_of__in=pupils)
    )
    return {key_of(invitation): invitation for invitation in found.order_by("id")}


def key_of(invitation: Invitation) -> str:
    """The key of the holder a code is for."""
    pk = invitation.pupil_id or invitation.guardian_id or invitation.employee_id or invitation.for_parent_of_id
    return f"{kind_of(invitation)}-{pk}"


def kind_of(invitation: Invitation) -> Kind:
    if invitation.pupil_id:
        return Kind.PUPIL
    if invitation.guardian_id:
        return Kind.GUARDIAN
    return Kind.EMPLOYEE if invitation.employee_id else Kind.PARENT


def person_of(invitation: Invitation) -> Listed | None:
    """Who the code is for; None for a parent the school has not listed."""
    return invitation.pupil or invitation.guardian or invitation.employee


def with_invitation(holder: Holder, live: dict[str, Invitation]) -> Holder:
    return replace(holder, invitation=live.get(holder.key))


def holders_of_staff() -> list[Holder]:
    """Everybody who works at the school; two queries."""
    employees = list(Employee.objects.filter(left_on=None).select_related("user"))
    live = {key_of(found): found for found in live_invitations().filter(employee__in=employees).order_by("id")}
    return [with_invitation(staff_holder(person), live) for person in employees]


def staff_holder(person: Employee) -> Holder:
    return Holder(
        Kind.EMPLOYEE, person.pk, person.full_name, person.position or "сотрудник", None, "", person.user,
        works_here=True,
    )  # fmt: skip


def invitation_of(typed_digest: str) -> Invitation | None:
    return invitations_in_full().filter(code_digest=typed_digest).first()


def invitations_in_full() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("pupil", "guardian", "employee", "for_parent_of")


def classes_of(pupils: Iterable[Pupil]) -> dict[int, str]:
    """Pupil's key → name of the class the pupil is in now. One query."""
    rows = SchoolClass.objects.filter(enrolments__in=stays_now().filter(pupil__in=list(pupils)), year__is_current=True)
    return {
        pupil: f"{level}{letter}" for pupil, level, letter in rows.values_list("enrolments__pupil", "level", "letter")
    }


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def accounts(words: str = "", part: str = "") -> QuerySet[User]:
    """Accounts whose name or username begins with each of the words; `part` is one of `PARTS`."""
    found = User.objects.select_related("employee", "pupil", "guardian")
    for word in words.split():
        found = found.filter(
            Q(last_name__istartswith=word)
            | Q(first_name__istartswith=word)
            | Q(patronymic__istartswith=word)
            | Q(username__istartswith=word)
        )
    return found.filter(PARTS[part][1]) if part in PARTS else found


PARTS = {
    "offices": ("с правами", Q(is_admin=True) | Q(is_head=True) | Q(is_deputy=True) | Q(is_introducer=True)),
    "employees": ("сотрудники", Q(employee__isnull=False)),
    "pupils": ("ученики", Q(pupil__isnull=False)),
    "guardians": ("родители", Q(guardian__isnull=False)),
    "off": ("отключённые", Q(is_active=False)),
}


FAMILIES = """
SELECT p.user_id FROM school_groupmembership m JOIN school_pupil p ON p.id = m.pupil_id
WHERE m.group_id = %s AND m.from_on <= %s AND (m.to_on IS NULL OR m.to_on >= %s) AND p.user_id IS NOT NULL
UNION
SELECT g.user_id FROM school_groupmembership m
JOIN school_guardianship s ON s.pupil_id = m.pupil_id AND s.ended_on IS NULL
JOIN school_guardian g ON g.id = s.guardian_id
WHERE m.group_id = %s AND m.from_on <= %s AND (m.to_on IS NULL OR m.to_on >= %s) AND g.user_id IS NOT NULL"""


def families_of(group_id: int, on: date) -> list[int]:
    """Accounts of the pupils who are in the group on the day, and of their parents. One query."""
    return [user for (user,) in sql.rows(FAMILIES, [group_id, on, on, group_id, on, on])]
