"""The sheet of invitation codes: what is on each strip, and the sheet as PDF."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from parta.lib import paper, qr

from .. import codes
from ..models import School
from ..queries.accounts import Holder, Kind

LONGEST = 110  # letters of the school's name that fit in two lines of a strip
TEMPLATE = Path(__file__).parent.parent / "sheets" / "codes.typ"


def code_sheet(strips: Sequence[tuple[Holder, str]], *, school: School, valid_days: int) -> bytes:
    """Print one strip to cut out for each (holder, code), seven on a page of A4."""
    until = timezone.localdate() + timedelta(days=valid_days)
    return paper.pdf(
        TEMPLATE,
        {
            "school": school.name if len(school.name) <= LONGEST else school.short_name,
            "address": settings.URL,
            "until": f"{until:%d.%m.%Y}",
            "strips": [strip(holder, code) for holder, code in strips],
        },
    )


def strip(holder: Holder, code: str) -> dict[str, str]:
    child = f"{holder.child.name}, {holder.class_name}" if holder.child else ""
    return {
        "name": holder.name or "Родитель (законный представитель)",
        "part": {Kind.PUPIL: holder.class_name, Kind.PARENT: ""}.get(holder.kind, holder.part),
        "child": "" if holder.kind is Kind.PUPIL else child,
        "code": code,
        "picture": camera_code(code),
        "more": MORE[holder.kind],
    }


MORE = {
    Kind.PUPIL: "Код только для тебя: не показывай его другим.",
    Kind.GUARDIAN: "Есть ещё ребёнок в этой школе? Введите его код после входа на странице «Я».",
    Kind.PARENT: "Есть ещё ребёнок в этой школе? Введите его код после входа на странице «Я».",
    Kind.EMPLOYEE: "Код только для вас: по нему открывается ваш журнал.",
}


def camera_code(code: str) -> str:
    """SVG for a camera. The code stands after «#», so it is never sent with the address nor kept in any log."""
    return qr.svg(f"{settings.URL}{reverse('accounts:invite')}#{codes.plain(code)}")
