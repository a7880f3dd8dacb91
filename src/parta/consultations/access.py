"""Doors of consultations and seminars. No right and no row are both 404."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from parta.accounts.models import User
from parta.regulation.access import introduces
from parta.school.access import cast_of, require

from .models import Booking, DayOff, HoursPlan, Interval, Seminar, SeminarFile, SeminarPlace, Waiting

Row = TypeVar("Row", bound=Model)


def plans_door(user: User) -> None:
    """Making the timetable of help and publishing it: the responsible person only (clause 2.1)."""
    require(introduces(user))


def plan_to_make(user: User, pk: int) -> HoursPlan:
    plans_door(user)
    return found(HoursPlan.objects.select_related("room", "year", "published_by"), pk)


def draft_to_make(user: User, pk: int) -> HoursPlan:
    """A plan that is not published yet."""
    plan = plan_to_make(user, pk)
    require(not plan.is_published)
    return plan


def published_plan(user: User, pk: int) -> HoursPlan:
    plan = plan_to_make(user, pk)
    require(plan.is_published)
    return plan


def draft_interval(user: User, pk: int) -> Interval:
    """Hours of a draft: published ones are changed by a new draft."""
    plans_door(user)
    return found(Interval.objects.filter(plan__published_at=None).select_related("plan__room", "plan__year"), pk)


def extra_hours(user: User, pk: int) -> Interval:
    """One-off hours of a published plan."""
    plans_door(user)
    rows = Interval.objects.filter(plan__published_at__isnull=False, on__isnull=False, removed_at=None)
    return found(rows.select_related("plan__room", "helper"), pk)


def day_off(user: User, pk: int) -> DayOff:
    plans_door(user)
    return found(DayOff.objects.select_related("plan__room", "helper"), pk)


def helps(user: User) -> bool:
    """Whether the user has hours in a published plan of the current year."""
    employee = cast_of(user).employee_id
    hours = Interval.objects.filter(helper=employee, plan__published_at__isnull=False, plan__year__is_current=True)
    return employee is not None and hours.exists()


def day_door(user: User) -> int | None:
    """The helper whose day the user may see: own; None for the responsible person, who sees everybody's."""
    if introduces(user):
        return None
    require(helps(user))
    return cast_of(user).employee_id


def bookings() -> QuerySet[Booking]:
    """Bookings with what their pages and services read."""
    return Booking.objects.select_related("interval__plan__room", "interval__helper", "asker")


def own_booking(user: User, pk: int) -> Booking:
    return found(bookings().filter(asker=user), pk)


def booking_of_helper(user: User, pk: int) -> Booking:
    """A booking for its helper and for the responsible person: who came, and what came of it."""
    rows = bookings()
    if not introduces(user):
        employee = cast_of(user).employee_id
        require(employee is not None)
        rows = rows.filter(interval__helper=employee)
    return found(rows, pk)


def own_waiting(user: User, pk: int) -> Waiting:
    return found(Waiting.objects.filter(asker=user, closed_at=None), pk)


def seminars_of(user: User) -> QuerySet[Seminar]:
    """Seminars the user may go to: all for staff, those for parents for parents, none for pupils."""
    cast = cast_of(user)
    rows = Seminar.objects.select_related("room", "leader")
    if cast.is_staff or introduces(user):
        return rows
    require(cast.guardian_id is not None)
    return rows.filter(for_parents=True)


def seminar_to_see(user: User, pk: int) -> Seminar:
    return found(seminars_of(user), pk)


def seminar_to_make(user: User, pk: int) -> Seminar:
    plans_door(user)
    return found(Seminar.objects.select_related("room", "leader"), pk)


def leads(user: User, seminar: Seminar) -> bool:
    """Marks who came and adds materials: the leader and the responsible person."""
    return introduces(user) or cast_of(user).employee_id == seminar.leader_id


def seminar_to_lead(user: User, pk: int) -> Seminar:
    seminar = seminar_to_see(user, pk)
    require(leads(user, seminar))
    return seminar


def material(user: User, pk: int) -> SeminarFile:
    rows = SeminarFile.objects.filter(removed_at=None, seminar__in=seminars_of(user))
    return found(rows.select_related("seminar"), pk)


def material_to_remove(user: User, pk: int) -> SeminarFile:
    file = material(user, pk)
    require(leads(user, file.seminar))
    return file


def attended_place(user: User, pk: int) -> SeminarPlace:
    """A place somebody was at: for its owner, and for who leads the seminar."""
    place = found(SeminarPlace.objects.filter(attended=True, left_at=None).select_related("seminar", "user"), pk)
    require(place.user_id == user.pk or leads(user, place.seminar))
    return place


def found(rows: QuerySet[Row], pk: int) -> Row:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
