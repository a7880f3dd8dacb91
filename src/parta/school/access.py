"""Who a user is at this school. Other apps build their doors on it; no right and no row are both 404."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404

from parta.accounts.models import User

from .models import Course, Enrolment, Pupil, SchoolClass


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

    @property
    def runs_school(self) -> bool:
        """Sees every journal: administrator, head, deputy head."""
        return self.is_admin or self.is_head or self.is_deputy

    @property
    def is_staff(self) -> bool:
        return self.employee_id is not None or self.runs_school


def cast_of(user: User) -> Cast:
    """Tell what parts the user plays; one query, remembered on the user object for the request."""
    known: Cast | None = getattr(user, "_cast", None)
    if known is None:
        known = user._cast = _read_cast(user)  # type: ignore[attr-defined]
    return known


def _read_cast(user: User) -> Cast:
    taught = Course.objects.filter(teacher__user=OuterRef("pk"), year__is_current=True, is_active=True)
    led = SchoolClass.objects.filter(class_teacher__user=OuterRef("pk"), year__is_current=True)
    employee, left_on, pupil, guardian, teaches, leads = (
        User.objects.filter(pk=user.pk)
        .values_list("employee", "employee__left_on", "pupil", "guardian", Exists(taught), Exists(led))
        .get()
    )
    works = employee is not None and left_on is None
    return Cast(
        employee_id=employee if works else None,
        pupil_id=pupil,
        guardian_id=guardian,
        teaches=teaches and works,
        leads_class=leads and works,
        is_admin=user.is_admin,
        is_head=user.is_head,
        is_deputy=user.is_deputy,
        is_introducer=user.is_introducer,
    )


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


def staff_door(user: User) -> None:
    require(cast_of(user).is_staff)


def own_pupils(user: User) -> list[Pupil]:
    """The pupils whose diary is the user's own affair: self, then children by name. One query."""
    return list(
        Pupil.objects.filter(guardianships__guardian__user=user, guardianships__ended_on=None)
        .union(Pupil.objects.filter(user=user))
        .order_by("last_name", "first_name", "id")
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
        here = Enrolment.objects.filter(
            pupil=OuterRef("pk"), to_on=None, school_class__class_teacher_id=cast.employee_id,
            school_class__year__is_current=True,
        )  # fmt: skip
        pupils = pupils.filter(Exists(here))
    found = pupils.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
