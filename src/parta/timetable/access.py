"""Doors of the timetable. The staff read all of it; a family reads the classes of its own; two offices change it."""

from typing import TypeVar

from django.db.models import Model, Q
from django.http import Http404
from django.utils import timezone

from parta.accounts.models import User
from parta.lib.alphabet import by_name
from parta.school.access import cast_of, require
from parta.school.models import Employee, Enrolment, ImportBatch, Pupil, Room, SchoolClass, SchoolYear

from .models import BellSchedule, DayBells, Lesson, TimetableDraft, TimetableEntry

Row = TypeVar("Row", bound=Model)


def reads_all(user: User) -> bool:
    """The staff, and whoever introduces the journal at the school."""
    cast = cast_of(user)
    return cast.is_staff or cast.is_introducer


def may_change(user: User) -> bool:
    """Administrators and deputy heads compose the timetable and change its days."""
    cast = cast_of(user)
    return cast.is_admin or cast.is_deputy


def read_door(user: User) -> None:
    require(reads_all(user))


def change_door(user: User) -> None:
    require(may_change(user))


def family_classes(user: User) -> list[tuple[Pupil, SchoolClass]]:
    """The user as a pupil, and the children, each with the class of today. One query, remembered for the request."""
    known: list[tuple[Pupil, SchoolClass]] | None = getattr(user, "_family_classes", None)
    if known is None:
        known = user._family_classes = _read_family(user)  # type: ignore[attr-defined]
    return known


def _read_family(user: User) -> list[tuple[Pupil, SchoolClass]]:
    today = timezone.localdate()
    own = Q(pupil__user=user) | Q(pupil__guardianships__guardian__user=user, pupil__guardianships__ended_on=None)
    stays = (
        Enrolment.objects.filter(own, from_on__lte=today, school_class__year__is_current=True)
        .filter(Q(to_on=None) | Q(to_on__gte=today))
        .select_related("pupil", "school_class")
        .order_by(*by_name("pupil__"), "pk")
        .distinct()
    )
    return [(stay.pupil, stay.school_class) for stay in stays]


def class_to_read(user: User, pk: int) -> SchoolClass:
    if not reads_all(user):
        require(pk in {school_class.pk for _, school_class in family_classes(user)})
    return found(SchoolClass.objects.filter(pk=pk).first())


def teacher_to_read(user: User, pk: int) -> Employee:
    read_door(user)
    return found(Employee.objects.filter(pk=pk).first())


def room_to_read(user: User, pk: int) -> Room:
    read_door(user)
    return found(Room.objects.filter(pk=pk).first())


def board_to_compose(user: User, kind: str, pk: int) -> SchoolClass | Employee:
    """The class or the teacher whose timetable is composed; `kind` is «class» or «teacher», others are 404."""
    change_door(user)
    require(kind in ("class", "teacher"))
    if kind == "class":
        return found(SchoolClass.objects.select_related("year").filter(pk=pk).first())
    return found(Employee.objects.filter(pk=pk).first())


def year_to_compose() -> SchoolYear:
    return found(SchoolYear.objects.filter(is_current=True).first())


def entry_to_change(user: User, pk: int) -> TimetableEntry:
    change_door(user)
    entries = TimetableEntry.objects.select_related(
        "course__subject", "course__group__school_class", "course__year", "course__teacher", "room"
    )
    return found(entries.filter(pk=pk).first())


def lesson_to_change(user: User, pk: int) -> Lesson:
    change_door(user)
    lessons = Lesson.objects.select_related(
        "course__subject", "course__group", "course__teacher", "substitute", "room", "entry__room"
    )
    return found(lessons.filter(pk=pk).first())


def bells_to_change(user: User, pk: int) -> BellSchedule:
    change_door(user)
    return found(BellSchedule.objects.filter(pk=pk).first())


def day_bells_to_change(user: User, pk: int) -> DayBells:
    change_door(user)
    return found(DayBells.objects.select_related("schedule", "instead_of").filter(pk=pk).first())


def found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row


def draft_to_finish(user: User, pk: int) -> TimetableDraft:
    """One's own file on its way into the timetable."""
    change_door(user)
    return found(TimetableDraft.objects.defer("content").filter(pk=pk, by=user).first())


def import_to_see(user: User, pk: int) -> ImportBatch:
    """A done import of a timetable; what is needed to take it back is not loaded."""
    change_door(user)
    imports = ImportBatch.objects.filter(kind=ImportBatch.Kind.TIMETABLE).defer("undo").select_related("by")
    return found(imports.filter(pk=pk).first())
