"""A request as its page shows it, to its asker or to a helper."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from parta.accounts.models import User
from parta.consultations.models import Booking
from parta.consultations.queries.bookings import bookings_of_ticket
from parta.handbook.models import Article
from parta.readiness.models import WorkPlace
from parta.regulation.rules import LINES
from parta.ui.templatetags.ui import instant

from ..models import Kind, PreparedAnswer, SharedAnswer, State, Ticket, TicketLink
from ..models.tickets import OPEN
from ..queries.conversation import File, Talk, files_of_question, talk
from ..queries.desk import prepared
from ..queries.people import helpers
from ..rules.norms import duration

BADGES = {
    State.NEW: "", State.WORKING: "", State.WAITING: "warn", State.SOLVED: "good", State.PLANNED: "good",
    State.REFUSED: "fail", State.CLOSED: "done",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What stands beside the conversation and is renewed with it. `late` is for an open request past its time."""

    state: str
    badge: str
    helper: str
    line: str
    due: str
    late: bool
    next: str


@dataclass(frozen=True, slots=True)
class Asks:
    """What the asker may do now."""

    add: bool = False
    confirm: bool = False
    reopen: bool = False
    rate: bool = False


@dataclass(frozen=True, slots=True)
class Helps:
    """What a helper may do now, and what for."""

    is_open: bool
    may_take: bool
    may_escalate: bool
    may_decide: bool
    may_do: bool
    may_share: bool
    is_outside: bool
    all_lines: bool
    prepared: list[PreparedAnswer]
    helpers: list[User]
    articles: list[Article]
    work_places: list[WorkPlace]
    links: list[Ticket]
    merged: list[Ticket]
    ties: int  # links, joined requests and the one it is joined to
    shared: SharedAnswer | None
    spent: str


@dataclass(frozen=True, slots=True)
class TicketPage:
    ticket: Ticket
    as_helper: bool
    head: Head
    talk: Talk
    files: list[File]
    asks: Asks
    helps: Helps | None
    bookings: list[Booking] = field(default_factory=list)


def ticket_page(ticket: Ticket, user: User, *, as_helper: bool, all_lines: bool, now: datetime) -> TicketPage:
    return TicketPage(
        ticket=ticket,
        as_helper=as_helper,
        head=head(ticket, as_helper=as_helper, now=now),
        talk=talk(ticket, as_helper=as_helper),
        files=files_of_question(ticket),
        asks=Asks() if as_helper else asks(ticket),
        helps=helps(ticket, user, all_lines=all_lines, now=now) if as_helper else None,
        bookings=bookings_of(ticket),
    )


def bookings_of(ticket: Ticket) -> list[Booking]:
    """Consultations of this request, booked by its asker."""
    named = bookings_of_ticket([ticket.pk]).get(ticket.pk, [])
    return [one for one in named if one.asker_id == ticket.asker_id and one.state != Booking.State.CANCELLED]


def head(ticket: Ticket, *, as_helper: bool, now: datetime) -> Head:
    due = ticket.due_at if ticket.first_answer_at or ticket.answer_due_at is None else ticket.answer_due_at
    running = ticket.state in (State.NEW, State.WORKING)
    what = "решить" if ticket.first_answer_at else "ответить"
    words = f"{what} до {instant(due)}" if running and due else "срок остановлен" if ticket.state == "waiting" else ""
    return Head(
        state=State(ticket.state).label,
        badge=BADGES[State(ticket.state)],
        helper=ticket.helper.full_name if ticket.helper else "",
        line=f"{ticket.line}: {LINES[ticket.line]}",
        due=words,
        late=running and due is not None and due < now,
        next=next_step(ticket, as_helper=as_helper),
    )


def next_step(ticket: Ticket, *, as_helper: bool = False) -> str:
    """What comes next, told to the asker, or to a helper."""
    who = ticket.helper.short_name if ticket.helper else "Помощник"
    if ticket.merged_into_id and ticket.state in OPEN:
        return (
            f"Вопрос уже разбирают под № {ticket.merged_into.number}: ответ придёт сюда." if ticket.merged_into else ""
        )
    if as_helper:
        return HELPER_NEXT[State(ticket.state)]
    return {
        State.NEW: f"{who} прочтёт вопрос и ответит здесь." if ticket.helper else "Ждёт свободного помощника.",
        State.WORKING: f"{who} занимается вопросом. Ответ появится здесь.",
        State.WAITING: "Ждём вашего ответа: без него не продолжить. Срок остановлен.",
        State.SOLVED: "Проверьте и подтвердите. Если не напишете, через несколько рабочих дней закроется само.",
        State.PLANNED: "Предложение принято. Когда сделаем, придёт уведомление.",
        State.REFUSED: "Предложение отклонено, причина ниже.",
        State.CLOSED: "Обращение закрыто. Спасибо, что спросили.",
    }[State(ticket.state)]


HELPER_NEXT = {
    State.NEW: "Прочтите и ответьте или передайте дальше.",
    State.WORKING: "Ответьте, решите или передайте дальше.",
    State.WAITING: "Ждём обратившегося: часы стоят.",
    State.SOLVED: "Ждём подтверждения.",
    State.PLANNED: "Когда сделаете, отметьте «Выполнено».",
    State.REFUSED: "Предложение отклонено.",
    State.CLOSED: "Обращение закрыто.",
}


def asks(ticket: Ticket) -> Asks:
    over = ticket.state in (State.SOLVED, State.CLOSED, State.REFUSED)
    return Asks(
        add=ticket.state != State.CLOSED,
        confirm=ticket.state == State.SOLVED,
        reopen=over and ticket.reopened_at is None and ticket.merged_into_id is None,
        rate=(over or ticket.state == State.PLANNED) and ticket.rating is None,
    )


def helps(ticket: Ticket, user: User, *, all_lines: bool, now: datetime) -> Helps:
    """Ten queries at most, whatever the conversation holds."""
    is_open = ticket.state in OPEN
    links = list(TicketLink.objects.filter(Q(one=ticket) | Q(other=ticket)).select_related("one", "other"))
    joined = list(Ticket.objects.filter(merged_into=ticket).only("pk", "number", "text", "subject"))
    return Helps(
        is_open=is_open,
        may_take=is_open and ticket.helper_id != user.pk,
        may_escalate=is_open and ticket.line < 3,
        may_decide=is_open and ticket.kind == Kind.PROPOSAL,
        may_do=ticket.state == State.PLANNED,
        may_share=bool(ticket.resolution),
        is_outside=ticket.line == 3,
        all_lines=all_lines,
        prepared=prepared(ticket.topic) if is_open else [],
        helpers=[one for one in helpers(now.date()) if one.pk != ticket.asker_id] if is_open else [],
        articles=list(Article.objects.filter(is_published=True).only("pk", "title").order_by("title")),
        work_places=list(WorkPlace.objects.select_related("room").exclude(state=WorkPlace.State.GONE)),
        links=[link.other if link.one_id == ticket.pk else link.one for link in links],
        merged=joined,
        ties=len(links) + len(joined) + (ticket.merged_into_id is not None),
        shared=SharedAnswer.objects.filter(ticket=ticket, taken_back_at=None).first(),
        spent=duration(ticket.solution_minutes),
    )
