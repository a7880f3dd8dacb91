"""The bundle for the outside service: what happened, where, with which versions, and no person."""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from django.utils import timezone

from parta.regulation.rules import TOPICS
from parta.school.queries import the_school

from ..models import Message, Ticket
from ..rules.privacy import Hidden, hide, stems_of
from .people import names_of_school

LEFT_OUT = ("Роль",)  # of the context: who the asker is stays here


@dataclass(frozen=True, slots=True)
class Bundle:
    hidden: Hidden
    files: int  # stay at school: there may be names in them


def bundle(ticket: Ticket) -> Bundle:
    """What would be sent now. Internal notes are left out with the names."""
    said = Message.objects.filter(ticket=ticket, is_internal=False).order_by("pk")
    talk = [f"— {'Помощник' if row.is_by_helper else 'Обратившийся'}: {row.text}" for row in said]
    lines = [
        f"Обращение школы № {ticket.number} от {timezone.localtime(ticket.asked_at):%d.%m.%Y %H:%M}",
        f"Школа: {the_school().name}",
        f"Программа: Парта {parta_version()}",
        f"Раздел: {TOPICS.get(ticket.topic, ticket.topic)}",
        *(f"{label}: {words}" for label, words in ticket.context if label not in LEFT_OUT),
        *([f"Рабочее место: {ticket.work_place}"] if ticket.work_place else []),
        "",
        "Что случилось, по шагам:",
        ticket.text,
        *(["", "Что уже сказано:", *talk] if talk else []),
    ]
    return Bundle(hide("\n".join(lines), stems=stems_for(ticket)), files=ticket.files.count())


def stems_for(ticket: Ticket) -> frozenset[str]:
    """Names to hide: of everybody at school and of who asked without being one of them."""
    return stems_of(names_of_school(ticket.asker_name))


def parta_version() -> str:
    try:
        return version("parta")
    except PackageNotFoundError:  # run from a folder that is not installed
        return ""
