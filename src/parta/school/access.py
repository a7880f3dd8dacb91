"""Who a user is at this school. Other apps build their doors on it; no right and no row are both 404."""

from dataclasses import dataclass
from typing import TypeVar

from allauth.mfa.models import Authenticator
from django.db.models import Exists, Model, OuterRef, Q
from django.http import Http404

from parta.accounts.models import User
from parta.lib import sql
from parta.lib.alphabet import letters

from .models import (
    Course,
    Enrolment,
    Guardianship,
    Holiday,
    ImportBatch,
    ImportDraft,
    Period,
    PeriodScheme,
    Pupil,
    SchoolClass,
    StudyGroup,
)
from .models.stays import stays_now

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Cast:
    """The parts one account plays. Keys are None where the account has no such row."""

    employee_id: int | None
    pupil_id: int | None
    guardian_id: int | None
    teaches: bool
    leads_class: bool
    is_admin: bool
    is_head: bool
    is_deputy: bool
    is_introducer: bool
    lacks_second_factor: bool  # the school requires one of this person, and none is set up

    @property
    def runs_school(self) -> bool:
        """Sees every journal: administrator, head, deputy head."""
        return self.is_admin or self.is_head or self.is_deputy

    @property
    def manages(self) -> bool:
        """May change classes, groups, load and movement, and close periods: administrator, deputy head."""
        return self.is_admin or self.is_deputy

    @property
    def is_staff(self) -> bool:
        return self.employee_id is not None or self.runs_school


def cast_of(user: User) -> Cast:
    """Tell what parts the user plays; one query, remembered on the user object for the request."""
    known: Cast | None = getattr(user, "_cast", None)
    if known is None:
        known = user._cast = _read_cast(user)  # type: ignore[attr-defined]
    return known


CAST = """
SELECT e.id, e.left_on, p.id, g.id,
  EXISTS (SELECT 1 FROM school_course c JOIN school_schoolyear y ON y.id = c.year_id
    WHERE c.teacher_id = e.id AND c.is_active AND y.is_current),
  EXISTS (SELECT 1 FROM school_schoolclass k JOIN school_schoolyear y ON y.id = k.year_id
    WHERE k.class_teacher_id = e.id AND y.is_current),
  EXISTS (SELECT 1 FROM school_school WHERE second_factor)
    AND NOT EXISTS (SELECT 1 FROM mfa_authenticator a WHERE a.user_id = u.id AND a.type <> %s)
FROM accounts_user u
LEFT JOIN school_employee e ON e.user_id = u.id
LEFT JOIN school_pupil p ON p.user_id = u.id
LEFT JOIN school_guardian g ON g.user_id = u.id
WHERE u.id = %s"""


def _read_cast(user: User) -> Cast:
    parameters = [Authenticator.Type.RECOVERY_CODES.value, user.pk]
    employee, left_on, pupil, guardian, teaches, leads, lacks = sql.rows(CAST, parameters)[0]
    works = employee is not None and left_on is None
    return Cast(
        employee_id=employee if works else None,
        pupil_id=pupil,
        guardian_id=guardian,
        teaches=bool(teaches) and works,
        leads_class=bool(leads) and works,
        is_admin=user.is_admin,
        is_head=user.is_head,
        is_deputy=user.is_deputy,
        is_introducer=user.is_introducer,
        lacks_second_factor=bool(lacks) and (user.is_admin or user.is_deputy),
    )


def roles_of(user: User) -> set[str]:
    """The roles of `rules.ROLES` this user plays."""
    cast = cast_of(user)
    plays = {
        "teacher": cast.teaches,
        "class_teacher": cast.leads_class,
        "deputy": cast.is_deputy,
        "head": cast.is_head,
        "admin": cast.is_admin,
        "introducer": cast.is_introducer,
        "pupil": cast.pupil_id is not None,
        "parent": cast.guardian_id is not None,
    }
    return {role for role, is_played in plays.items() if is_played}


def require(allowed: bool) -> None:
    """The door: raise Http404 unless allowed."""
    if not allowed:
        raise Http404


def admin_door(user: User) -> None:
    """Settings of the school: administrators only."""
    require(cast_of(user).is_admin)


def office_door(user: User) -> None:
    """What the head, the deputies and the administrators share."""
    require(cast_of(user).runs_school)


def manage_door(user: User) -> None:
    """Classes, groups, load, movement, closing of periods: administrators and deputies."""
    require(cast_of(user).manages)


def staff_door(user: User) -> None:
    require(cast_of(user).is_staff)


OWN_IMPORTS = (ImportBatch.Kind.PUPILS, ImportBatch.Kind.EMPLOYEES, ImportBatch.Kind.LOAD)

# What a door loads together with the row, because its screen prints it.
ALONG: dict[type[Model], tuple[str, ...]] = {
    Course: ("subject", "group__school_class", "teacher", "scheme", "year"),
    Enrolment: ("pupil", "school_class"),
    Guardianship: ("guardian", "pupil"),
    Holiday: ("year",),
    ImportBatch: ("by",),
    Period: ("scheme__year", "closed_by"),
    PeriodScheme: ("year",),
    SchoolClass: ("class_teacher", "scheme", "year"),
    StudyGroup: ("school_class__scheme", "year"),
}


def to_see(user: User, model: type[Row], pk: int) -> Row:
    """A row of the office's lists, for head, deputies and administrators."""
    office_door(user)
    return _found(model, pk)


def to_manage(user: User, model: type[Row], pk: int) -> Row:
    """A row that administrators and deputies change."""
    manage_door(user)
    return _found(model, pk)


def to_administer(user: User, model: type[Row], pk: int) -> Row:
    """A row that only administrators change."""
    admin_door(user)
    return _found(model, pk)


def _found(model: type[Row], pk: int) -> Row:
    found = model._default_manager.select_related(*ALONG[model]) if model in ALONG else model._default_manager
    row = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def import_door(user: User, kind: str) -> None:
    """Imports of people and load, for administrators and deputies; a kind of another app is no page here."""
    require(kind in OWN_IMPORTS and cast_of(user).manages)


def import_draft(user: User, pk: int) -> ImportDraft:
    """One's own file on its way: nobody else's half-done work is to be finished."""
    draft = to_manage(user, ImportDraft, pk)
    require(draft.by_id == user.pk)
    return draft


def import_batch(user: User, pk: int) -> ImportBatch:
    batch = to_manage(user, ImportBatch, pk)
    require(batch.kind in OWN_IMPORTS)
    return batch


OWN_PUPILS = """
SELECT p.* FROM school_pupil p WHERE p.user_id = %s
UNION
SELECT p.* FROM school_pupil p
JOIN school_guardianship s ON s.pupil_id = p.id JOIN school_guardian g ON g.id = s.guardian_id
WHERE g.user_id = %s AND s.ended_on IS NULL"""


def own_pupils(user: User) -> list[Pupil]:
    """The pupils whose diary is the user's own affair: self, then children by name. One query."""
    return sorted(
        Pupil.objects.raw(OWN_PUPILS, [user.pk, user.pk]), key=lambda pupil: (letters(pupil.full_name), pupil.pk)
    )


def pupil_of_family(user: User, pk: int) -> Pupil:
    """The pupil whose diary the user reads as self or as guardian; 404 for everybody else's child."""
    for pupil in own_pupils(user):
        if pupil.pk == pk:
            return pupil
    raise Http404


def led_classes(user: User) -> list[SchoolClass]:
    return list(
        SchoolClass.objects.filter(class_teacher__user=user, year__is_current=True, class_teacher__left_on=None)
    )


def class_to_lead(user: User, pk: int) -> SchoolClass:
    """The class for its class teacher, and for those who run the school."""
    cast = cast_of(user)
    classes = SchoolClass.objects.select_related("class_teacher", "year", "scheme")
    if not cast.runs_school:
        require(cast.employee_id is not None)
        classes = classes.filter(class_teacher_id=cast.employee_id)
    found = classes.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def pupil_to_lead(user: User, pk: int) -> Pupil:
    """A pupil for the class teacher of the class the pupil is in now, and for those who run the school."""
    cast = cast_of(user)
    pupils = Pupil.objects.all()
    if not cast.runs_school:
        require(cast.employee_id is not None)
        here = stays_now().filter(
            pupil=OuterRef("pk"), school_class__class_teacher_id=cast.employee_id, school_class__year__is_current=True
        )
        pupils = pupils.filter(Exists(here))
    found = pupils.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def class_of_accounts(user: User, pk: int) -> SchoolClass:
    """The class whose codes and passwords the user looks after: administrator, deputy, own class teacher."""
    school_class = class_to_lead(user, pk)
    cast = cast_of(user)
    require(cast.manages or school_class.class_teacher_id == cast.employee_id)
    return school_class


def account_to_see(user: User, pk: int) -> User:
    """Anybody's account, for administrators and deputies."""
    manage_door(user)
    found = User.objects.filter(pk=pk).select_related("employee", "pupil", "guardian").first()
    if found is None:
        raise Http404
    return found


def account_to_administer(user: User, pk: int) -> User:
    """Anybody's account, for what only an administrator does: offices, switching off, the second factor."""
    admin_door(user)
    return account_to_see(user, pk)


def account_to_help(user: User, pk: int) -> User:
    """Somebody else's account whose password the user may replace at the desk; 404 for the rest.

    Who holds an office is helped by an administrator only; a class teacher helps pupils of own class and their
    parents, but not a parent who works at the school: that password opens more than a diary.
    """
    cast = cast_of(user)
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    if not cast.is_admin:
        others = others.filter(is_admin=False, is_head=False, is_deputy=False, is_introducer=False, is_superuser=False)
    if not cast.manages:
        require(cast.leads_class)
        led = (
            stays_now()
            .filter(school_class__class_teacher_id=cast.employee_id, school_class__year__is_current=True)
            .values("pupil")
        )
        parents = Guardianship.objects.filter(pupil__in=led, ended_on=None).values("guardian")
        others = others.filter(Q(pupil__in=led) | Q(guardian__in=parents), employee=None)
    found = others.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
