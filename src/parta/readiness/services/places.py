"""Work places: one by one and from a file; wishes, and what is decided on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices import services as notices
from parta.school.models import Room
from parta.school.services import rows

from ..models import Wish, WorkPlace
from ..rules.places import PlaceLine
from .seats import free_place


@dataclass(frozen=True, slots=True)
class Applied:
    """What a file did to the inventory: how many places are new, changed, and as they were."""

    new: int
    changed: int
    same: int


@transaction.atomic
def save_place(place: WorkPlace, *, by: User, **fields: Any) -> WorkPlace:
    """Add a work place or change it. Raises ValidationError in Russian."""
    if place.pk:
        room = place.room_id
        rows.change(place, "readiness.set_place", fields, by=by)
        if room == place.room_id:
            free_unless_works(place, by=by)
        else:
            free_place(place, why="место переставлено в другой кабинет", by=by)
        return place
    rows.assign(place, fields)
    rows.add(place, "readiness.create_place", by=by)
    return place


def free_unless_works(place: WorkPlace, *, by: User) -> None:
    if not place.is_bookable or place.state != WorkPlace.State.WORKS:
        free_place(place, by=by)


@transaction.atomic
def check_place(place: WorkPlace, *, on: date, by: User) -> None:
    """Somebody looked at it on the day and it is as written."""
    rows.change(place, "readiness.check_place", {"checked_on": on}, by=by)


@transaction.atomic
def apply_lines(lines: Sequence[PlaceLine], *, by: User) -> Applied:
    """Write a file's lines: a place known by its room and number is changed, another is added. All or nothing.

    Raises ValidationError for a room the school has not.
    """
    rooms = {room.name: room for room in Room.objects.all()}
    known = {(place.room_id, place.number): place for place in WorkPlace.objects.select_related("room")}
    new = changed = 0
    for line in lines:
        if line.room not in rooms:
            raise ValidationError(f"Строка {line.row}: кабинета «{line.room}» нет в школе.")
        place = known.get((rooms[line.room].pk, line.number))
        if place is None:
            save_place(WorkPlace(room=rooms[line.room], number=line.number), by=by, **line.fields)
            new += 1
        else:
            before = place.state, place.is_bookable
            changed += rows.change(place, "readiness.set_place", line.fields, by=by)
            if before != (place.state, place.is_bookable):
                free_unless_works(place, by=by)
    audit.record("readiness.import_places", by=by, label=f"мест: {len(lines)}", after=len(lines))
    return Applied(new, changed, len(lines) - new - changed)


@transaction.atomic
def save_wish(wish: Wish, *, by: User, **fields: Any) -> Wish:
    """Ask for equipment, or correct one's own wish while it is undecided. Raises ValidationError in Russian."""
    if wish.pk:
        rows.change(wish, "readiness.set_wish", fields, by=by)
        return wish
    rows.assign(wish, {**fields, "asked_by": by})
    rows.add(wish, "readiness.create_wish", by=by)
    return wish


@transaction.atomic
def decide_wish(wish: Wish, *, state: str, reason: str, by: User) -> None:
    """Plan it, buy it, or refuse with a reason (raises ValidationError without one); who asked is told."""
    if state == Wish.State.REFUSED and not reason.strip():
        raise ValidationError({"reason": "Напишите, почему отклонено."})
    fields = {
        "state": state, "reason": reason.strip() if state == Wish.State.REFUSED else "",
        "decided_by": by, "decided_at": timezone.now(),
    }  # fmt: skip
    rows.change(wish, "readiness.decide_wish", fields, by=by)
    if wish.asked_by_id != by.pk:
        why = f" Причина: {wish.reason}" if wish.reason else ""
        notices.queue(
            "readiness.wish", f"Ваша заявка «{wish.what}»: {wish.get_state_display()}.{why}",
            to=[wish.asked_by_id], url="/readiness/wishes/",
        )  # fmt: skip


@transaction.atomic
def withdraw_wish(wish: Wish, *, by: User) -> None:
    """Its author needs it no more; history keeps what it was."""
    rows.remove(wish, "readiness.withdraw_wish", by=by)
