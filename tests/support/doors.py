"""This app's addresses for the table of access and for the test of articles.

The request is asked by Дарья's parent; Орлова helps on line 1 with what it is about, and holds the booking.
"""

from typing import Any

from django.core.files.base import ContentFile

from parta.support.models import Cover, PreparedAnswer, SharedAnswer, Ticket, TicketFile
from tests import build
from tests.conftest import NOON
from tests.consultations import make as consultations

from . import make


def asked(cast: Any, **fields: Any) -> Ticket:
    make.desk()
    make.duty(cast.teacher)
    made = make.ticket(cast.parent.user)
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def solved(cast: Any) -> Ticket:
    return asked(cast, resolution="Нажмите «Отметки».", state="solved", solved_at=NOON)


def file(cast: Any) -> TicketFile:
    made = TicketFile(ticket=asked(cast), name="снимок.txt", size=3, content_type="text/plain")
    made.file.save("x", ContentFile(b"abc"))
    return made


def shared(cast: Any) -> SharedAnswer:
    return SharedAnswer.objects.create(ticket=solved(cast), title="Где отметки", answer="Там.", by=cast.admin)


def prepared(cast: Any) -> PreparedAnswer:
    return PreparedAnswer.objects.create(title="Пароль", text="Забыли пароль?", by=cast.admin)


def closed_year(cast: Any) -> dict[str, int]:
    cover = Cover(year=build.year(), closed_at=NOON, closed_by=cast.admin)
    cover.archive.save("x", ContentFile(b"PK"))
    return {"pk": cover.year_id}


def with_duty(cast: Any, **arguments: Any) -> dict[str, Any]:
    """No argument of its own, but somebody on line 1."""
    make.duty(cast.teacher)
    return arguments


def pk_of(found: Any) -> Any:
    return lambda cast: {"pk": found(cast).pk}


ON_TICKET = """ticket messages say confirm reopen rate reply take assign escalate decide done sort merge unmerge link
    unlink article unshare outside outside-answer"""
SENT_ONLY = """found say confirm reopen rate reply take assign escalate decide done sort merge unmerge link unlink
    article make-article unshare outside-answer close-register public-confirm"""
BOOKING = pk_of(
    lambda cast: consultations.booking(
        consultations.interval(consultations.plan(), cast.teacher), cast.parent.user
    )
)  # fmt: skip

ARGUMENTS: dict[str, Any] = {
    **dict.fromkeys((f"support:{name}" for name in ON_TICKET.split()), pk_of(asked)),
    "support:share": pk_of(solved),
    "support:make-article": pk_of(solved),
    "support:answer": pk_of(shared),
    "support:file": pk_of(file),
    "support:prepared-edit": pk_of(prepared),
    "support:outcome": BOOKING,
    "support:close-register": lambda cast: {"pk": build.year().pk},
    "support:archive": closed_year,
    "support:queue": with_duty,
    "support:prepared": with_duty,
    "support:register-table": lambda cast: {"suffix": "csv"},
    "support:figures-table": lambda cast: {"suffix": "csv"},
}
SENT: dict[str, Any] = {}  # door → what it must be sent to be judged by who knocks
NO_SCREENS: dict[str, set[str]] = {
    "answers only what is sent to it": {f"support:{name}" for name in SENT_ONLY.split()},
    "a piece of another page": {"support:beside", "support:messages", "support:now"},
    "a file": {
        "support:file", "support:archive", "support:register-pdf", "support:blank-pdf", "support:register-table",
        "support:figures-table",
    },
}  # fmt: skip
