"""What is printed: the hours for the door of the room, and certificates of seminars."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse

from parta.lib import paper, qr
from parta.school.models import School
from parta.ui.templatetags.ui import MONTHS, clock

from .. import rules
from ..models import SeminarPlace
from .plans import RoomWeek

PAPER = Path(__file__).parent.parent / "paper"


def door_pdf(week: RoomWeek, *, school: School | None) -> bytes:
    """One A4 sheet for the door: the week's hours, who helps, a code that opens the page."""
    address = settings.URL + reverse("consultations:week")
    has_marks = any(row.enters_marks for line in week.lines for row in line.intervals)
    return paper.pdf(
        PAPER / "door.typ",
        {
            "school": school.name if school else "",
            "room": week.plan.room.name,
            "year": week.plan.year.name,
            "purpose": "консультации и выставление отметок" if has_marks else "консультации",
            "lines": [
                {
                    "day": line.name.capitalize(),
                    "hours": [
                        {"time": f"{clock(row.starts_at)}–{clock(row.ends_at)}", "helper": row.helper.short_name}
                        for row in line.intervals
                    ],
                }
                for line in week.lines
            ],
            "total": week.total,
            "address": address,
            "picture": qr.svg(address),
        },
    )


def certificate_pdf(place: SeminarPlace, *, school: School | None) -> bytes:
    """The certificate of who was at a seminar; `place.user` and `place.seminar.leader` are read."""
    seminar = place.seminar
    return paper.pdf(
        PAPER / "certificate.typ",
        {
            "school": school.name if school else "",
            "city": school.city if school else "",
            "number": certificate_number(place),
            "name": place.user.full_name or place.user.username,
            "title": seminar.title,
            "date": f"{seminar.on.day} {MONTHS[seminar.on.month - 1]} {seminar.on.year} г.",
            "hours": rules.academic_hours(seminar.starts_at, seminar.ends_at),
            "leader": seminar.leader.short_name,
        },
    )


def certificate_number(place: SeminarPlace) -> str:
    """«2026-14/3»: the year, the seminar, the place; no two are alike."""
    return f"{place.seminar.on.year}-{place.seminar_id}/{place.pk}"
