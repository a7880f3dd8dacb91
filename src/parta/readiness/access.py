"""Who sees and changes what of readiness. No right and no row are both 404."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from parta.accounts.models import User
from parta.school.access import cast_of, require
from parta.school.models import Employee

from .models import OpenRoom, RoomClosure, SeatBooking, Skill, Survey, Wish, WorkPlace

Row = TypeVar("Row", bound=Model)


def introduces(user: User) -> bool:
    """The person responsible for introducing the journal: the only one who reads single answers (clause 1.3.2).

    By office only. `regulation.access.introduces` knows lent rights too: people answered one person, so the right to
    read their answers is not lent with the others.
    """
    return cast_of(user).is_introducer


def is_staff(user: User) -> bool:
    return cast_of(user).is_staff or introduces(user)


def staff_door(user: User) -> None:
    require(is_staff(user))


def employee_door(user: User) -> Employee:
    """The user's own row, for what one says of oneself."""
    key = cast_of(user).employee_id
    if key is None:
        raise Http404
    return Employee.objects.get(pk=key)


# Skills (clause 1.3.1)


def sees_levels(user: User) -> bool:
    """Levels of everybody: the head, deputies, administrators, the person responsible for introduction."""
    return cast_of(user).runs_school or introduces(user)


def levels_door(user: User) -> None:
    require(sees_levels(user))


def keeps(user: User) -> bool:
    """Confirms levels, keeps skills, work places and rooms: administrator, deputy, responsible for introduction."""
    return cast_of(user).manages or introduces(user)


def keeper_door(user: User) -> None:
    require(keeps(user))


def skill_to_keep(user: User, pk: int) -> Skill:
    keeper_door(user)
    return _one(Skill.objects.all(), pk)


def level_to_confirm(user: User, employee: int, skill: int) -> tuple[Employee, Skill]:
    """One cell of the matrix."""
    keeper_door(user)
    return _one(Employee.objects.filter(left_on=None), employee), _one(Skill.objects.filter(is_active=True), skill)


# The questionnaire (clause 1.3.2)


def surveys_door(user: User) -> None:
    """The rounds: staff answer, the office sees figures of groups."""
    staff_door(user)


def introducer_door(user: User) -> None:
    require(introduces(user))


def survey_to_answer(user: User, pk: int) -> tuple[Survey, Employee]:
    employee = employee_door(user)
    return _one(Survey.objects.select_related("year"), pk), employee


def survey_to_lead(user: User, pk: int) -> Survey:
    """A round with everybody's single answers: for the person responsible for introduction only."""
    introducer_door(user)
    return _one(Survey.objects.select_related("year"), pk)


# Work places and wishes (clause 1.3.3)


def place_to_keep(user: User, pk: int) -> WorkPlace:
    keeper_door(user)
    return _one(WorkPlace.objects.select_related("room"), pk)


def decides_wishes(user: User) -> bool:
    """Money is decided on by the head too."""
    return cast_of(user).runs_school or introduces(user)


def wish_to_decide(user: User, pk: int) -> Wish:
    require(decides_wishes(user))
    return _one(Wish.objects.select_related("room", "asked_by"), pk)


def own_wish(user: User, pk: int) -> Wish:
    """One's own wish, while nobody has decided on it."""
    staff_door(user)
    return _one(Wish.objects.filter(asked_by=user, state=Wish.State.ASKED), pk)


# Seats (clause 1.3.4)


def may_book(room: OpenRoom, user: User) -> bool:
    """Whether the room's seats are for this user."""
    return is_staff(user) or (room.for_pupils and cast_of(user).pupil_id is not None)


def rooms_of(user: User) -> QuerySet[OpenRoom]:
    """The rooms whose seats the user may book: staff any, pupils those open to them, others none."""
    rooms = OpenRoom.objects.select_related("room", "keeper")
    if is_staff(user):
        return rooms
    return rooms.filter(for_pupils=True) if cast_of(user).pupil_id is not None else rooms.none()


def rooms_door(user: User) -> None:
    require(is_staff(user) or cast_of(user).pupil_id is not None)


def room_to_book(user: User, pk: int) -> OpenRoom:
    return _one(rooms_of(user), pk)


def room_to_keep(user: User, pk: int) -> OpenRoom:
    keeper_door(user)
    return _one(OpenRoom.objects.select_related("room", "keeper"), pk)


def room_to_print(user: User, pk: int) -> OpenRoom:
    """The list of who sits where, with names: staff."""
    staff_door(user)
    return room_to_book(user, pk)


def closure_to_keep(user: User, pk: int) -> RoomClosure:
    keeper_door(user)
    return _one(RoomClosure.objects.select_related("open_room__room"), pk)


def seat_to_free(user: User, pk: int) -> SeatBooking:
    """One quarter of a booking that the user may cancel: one's own, or anybody's for who keeps the rooms."""
    rows = SeatBooking.objects.select_related("place__room", "user")
    if not keeps(user):
        rows = rows.filter(user=user)
    return _one(rows, pk)


def _one(rows: QuerySet[Row], pk: int) -> Row:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
