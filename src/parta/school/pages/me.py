"""A person's own page, and the list of own sessions, as the eye reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession

from parta.accounts.models import User
from parta.accounts.queries import sessions_of
from parta.accounts.rules import device_words

from ..access import cast_of, led_classes, own_pupils
from ..models import Employee, Pupil
from ..queries.accounts import classes_of, has_second_factor
from .accounts import offices_of


@dataclass(frozen=True, slots=True)
class MePage:
    user: User
    parts: list[str]  # what the person is at school, a line each
    children: list[str]  # «Ермакова Дарья, 7Б»
    email: str
    email_waits: bool  # for its owner to open the link
    has_second_factor: bool
    wants_second_factor: bool  # holds an office that opens others' data
    sessions: int
    is_pupil: bool
    is_guardian: bool


def me_page(user: User) -> MePage:
    cast = cast_of(user)
    pupils = own_pupils(user) if cast.pupil_id or cast.guardian_id else []
    classes = classes_of(pupils) if pupils else {}
    confirmed = EmailAddress.objects.filter(user=user).order_by("-primary").first()
    return MePage(
        user=user,
        parts=[*offices_of(user), *work_of(user), *pupil_of(cast.pupil_id, classes)],
        children=[named(pupil, classes) for pupil in pupils if pupil.pk != cast.pupil_id],
        email=confirmed.email if confirmed else user.email,
        email_waits=confirmed is not None and not confirmed.verified,
        has_second_factor=has_second_factor(user),
        wants_second_factor=cast.runs_school,
        sessions=len(sessions_of(user)),
        is_pupil=cast.pupil_id is not None,
        is_guardian=cast.guardian_id is not None,
    )


def work_of(user: User) -> list[str]:
    cast = cast_of(user)
    if cast.employee_id is None:
        return []
    position = Employee.objects.values_list("position", flat=True).get(pk=cast.employee_id)
    led = [f"классный руководитель {school_class.name}" for school_class in led_classes(user)]
    return [position or ("учитель" if cast.teaches else "сотрудник"), *led]


def named(pupil: Pupil, classes: dict[int, str]) -> str:
    return ", ".join(filter(None, (pupil.name, classes.get(pupil.pk))))


def pupil_of(pupil_id: int | None, classes: dict[int, str]) -> list[str]:
    return [] if pupil_id is None else [f"ученик {classes.get(pupil_id, '')}".strip()]


@dataclass(frozen=True, slots=True)
class SessionRow:
    pk: int
    device: str
    address: str
    since: datetime
    is_here: bool


def session_rows(sessions: Sequence[UserSession], *, current: str | None) -> list[SessionRow]:
    """The session the page is read in first, then the newest."""
    rows = [
        SessionRow(row.pk, device_words(row.user_agent), row.ip, row.created_at, row.session_key == current)
        for row in sessions
    ]
    return sorted(rows, key=lambda row: not row.is_here)
