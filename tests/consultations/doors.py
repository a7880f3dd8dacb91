"""This app's addresses for the table of access and for the test of articles.

Орлова helps and leads the seminar; the booking and the place in the queue are of Дарья's parent; Белова was at the
seminar.
"""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from parta.consultations.models import CalendarKey, DayOff, Interval, Seminar, SeminarFile, Waiting

from . import make

TUESDAY = date(2026, 11, 24)


def hours(cast: Any, **fields: Any) -> Interval:
    """Published hours of today, by Орлова."""
    return make.interval(make.plan(), cast.teacher, **fields)


def draft_hours(cast: Any) -> Interval:
    return make.interval(make.plan("30", is_published=False), cast.teacher)


def seminar(cast: Any, **fields: Any) -> Seminar:
    return make.seminar(cast.teacher, **fields)


def file(cast: Any) -> SeminarFile:
    made = SeminarFile(seminar=seminar(cast), name="план.txt", size=3, content_type="text/plain")
    made.file.save("x", ContentFile(b"abc"))
    return made


def key(cast: Any) -> dict[str, Any]:
    return {"key": CalendarKey.objects.create(user=cast.teacher.user, key="a-secret").key}


def pk_of(found: Any) -> Any:
    return lambda cast: {"pk": found(cast).pk}


BOOKING = pk_of(lambda cast: make.booking(hours(cast), cast.parent.user))
DRAFT = pk_of(lambda cast: draft_hours(cast).plan)
PUBLISHED = pk_of(lambda cast: hours(cast).plan)
SEMINAR = pk_of(seminar)
DRAFT_HOURS = pk_of(draft_hours)

ARGUMENTS: dict[str, Any] = {
    "consultations:door": lambda cast: {"room": hours(cast).plan.room_id},
    **dict.fromkeys(
        (f"consultations:{name}" for name in ("move", "cancel", "accept", "came", "missed", "refuse")), BOOKING),
    "consultations:leave-queue": pk_of(
        lambda cast: Waiting.objects.create(
            interval=hours(cast), on=make.TODAY, starts_at=make.NOON.time(), asker=cast.parent.user, topic="?"
        )
    ),
    **dict.fromkeys((f"consultations:{name}" for name in ("plan", "publish", "drop-draft", "add-hours")), DRAFT),
    "consultations:hours": DRAFT_HOURS,
    "consultations:remove-hours": DRAFT_HOURS,
    "consultations:add-day-off": PUBLISHED,
    "consultations:add-extra": PUBLISHED,
    "consultations:remove-day-off": pk_of(lambda cast: DayOff.objects.create(plan=hours(cast).plan, on=TUESDAY)),
    "consultations:remove-extra": pk_of(lambda cast: hours(cast, weekday=None, on=TUESDAY)),
    "consultations:feed": key,
    "consultations:room-feed": pk_of(lambda cast: hours(cast).plan.room),
    **dict.fromkeys(
        (f"consultations:{name}" for name in ("seminar", "edit-seminar", "cancel-seminar", "join-seminar",
                                              "leave-seminar", "attendance", "add-materials", "seminar-calendar")),
        SEMINAR),
    "consultations:material": pk_of(file),
    "consultations:remove-material": pk_of(file),
    "consultations:certificate": pk_of(
        lambda cast: make.place(seminar(cast, on=date(2026, 11, 20)), cast.class_teacher.user, attended=True)
    ),
}  # fmt: skip

for _door in ("day", "walk-in", "people"):  # open to a helper only while there are hours
    ARGUMENTS[f"consultations:{_door}"] = lambda cast: hours(cast) and {}

SENT: dict[str, Any] = {}

POSTS = """accept add-day-off add-extra add-hours add-materials attendance came cancel cancel-seminar drop-draft
    join-queue join-seminar leave-queue leave-seminar missed new-plan publish refuse remove-day-off remove-extra
    remove-hours remove-material renew-calendar"""
NO_SCREENS: dict[str, set[str]] = {
    "answers only what is sent to it": {f"consultations:{name}" for name in POSTS.split()},
    "a piece of another page": {"consultations:people"},
    "a file": {
        f"consultations:{name}" for name in ("door", "feed", "room-feed", "seminar-calendar", "material", "certificate")
    },
}
