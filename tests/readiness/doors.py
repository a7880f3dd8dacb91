"""This app's addresses for the table of access and for the test of articles."""

from datetime import date
from typing import Any

from parta.readiness.models import OpenRoom, RoomClosure, SeatBooking, Skill, Survey, Wish

from . import make


def skill(cast: Any) -> Skill:
    return make.skill()


def survey(cast: Any) -> Survey:
    return make.survey(cast)


def wish(cast: Any) -> Wish:
    return make.wish(cast.teacher.user)


def room(cast: Any) -> OpenRoom:
    return make.room(for_pupils=True)


def closure(cast: Any) -> RoomClosure:
    return RoomClosure.objects.create(open_room=room(cast), on=date(2026, 11, 25), reason="ремонт")


def seat(cast: Any) -> SeatBooking:
    return make.booking(cast.teacher.user)


def pk_of(found: Any) -> Any:
    return lambda cast: {"pk": found(cast).pk}


def file_of(found: Any) -> Any:
    return lambda cast: {"pk": found(cast).pk, "suffix": "csv"}


CSV = {"suffix": "csv"}
FILES = ("matrix-file", "gaps-file", "survey-file", "places-file", "wishes-file")
PLACE = pk_of(lambda cast: make.place())

ARGUMENTS: dict[str, Any] = {
    **{f"readiness:{name}": lambda cast: CSV for name in FILES},
    "readiness:cell": lambda cast: {"employee": cast.teacher.pk, "skill": make.skill().pk},
    "readiness:skill": pk_of(skill),
    **dict.fromkeys((f"readiness:survey-{name}" for name in ("answer", "answers", "close")), pk_of(survey)),
    "readiness:survey-answers-file": file_of(survey),
    "readiness:place": PLACE,
    "readiness:place-check": PLACE,
    **dict.fromkeys(("readiness:wish", "readiness:wish-decide", "readiness:wish-withdraw"), pk_of(wish)),
    **dict.fromkeys(
        (f"readiness:{name}" for name in ("room", "room-edit", "room-close-day", "seat-book")), pk_of(room)
    ),
    "readiness:room-file": file_of(room),
    "readiness:room-open-day": pk_of(closure),
    "readiness:seat-free": pk_of(seat),
}  # door → function of the cast → URL arguments
SENT: dict[str, Any] = {}  # door → what it must be sent to be judged by who knocks
NO_SCREENS: dict[str, set[str]] = {
    "answers only what is sent to it": {
        f"readiness:{name}"
        for name in (
            "defaults", "survey-open", "survey-close", "places-apply", "place-check", "wish-withdraw",
            "room-close-day", "room-open-day", "seat-book", "seat-free",
        )
    },
    "a file": {
        *(f"readiness:{name}" for name in FILES), "readiness:survey-answers-file", "readiness:places-template",
        "readiness:room-file",
    },
    "sends on to another page": {"readiness:start"},
}  # fmt: skip
