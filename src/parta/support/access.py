"""Doors of requests. An asker opens own ones; a helper those of own lines; line 2 all. The rest are not there (404)."""

from django.db.models import Q, QuerySet
from django.http import Http404

from parta.accounts.models import User
from parta.notices.models import Letter
from parta.regulation.access import introduces, lines_of
from parta.regulation.models import Duty
from parta.school.access import cast_of, require

from .models import IncomingLetter, Message, SharedAnswer, Ticket, TicketFile

ALONG = ("asker", "helper", "year", "article", "booking__interval__plan__room", "merged_into")


def helps(user: User) -> bool:
    return bool(lines_of(user))


def helper_door(user: User) -> None:
    require(helps(user))


def line_two_door(user: User) -> None:
    """The register as a whole, its cover, entry of paper lines."""
    require(2 in lines_of(user))


def register_door(user: User) -> None:
    """Who answers for the register reads it: line 2 and the head."""
    require(may_read_register(user))


def may_read_register(user: User) -> bool:
    return user.is_head or 2 in lines_of(user)


def settings_door(user: User) -> None:
    """Hours, norms and rules of the desk: the responsible person and administrators."""
    require(may_set(user))


def may_set(user: User) -> bool:
    return user.is_admin or introduces(user)


def figures_door(user: User) -> None:
    """Figures for the head, and for those who run the school or introduce the journal."""
    require(may_read_figures(user))


def may_read_figures(user: User) -> bool:
    return cast_of(user).runs_school or introduces(user)


def tickets_to_help(user: User) -> QuerySet[Ticket]:
    """What this helper sees: line 2 everything, line 1 own ones and those of line 1 in the topics of own duties."""
    on = lines_of(user)
    if 2 in on:
        return Ticket.objects.all()
    if not on:
        return Ticket.objects.none()
    return Ticket.objects.filter(Q(helper=user) | Q(line=1, topic__in=topics_of(user)))


def topics_of(user: User) -> list[str]:
    """Topics of the user's duties on line 1."""
    own = Duty.objects.filter(employee__user=user, line=1, is_active=True, employee__left_on=None)
    return list(own.order_by("topic").values_list("topic", flat=True).distinct())


def ticket_to_read(user: User, pk: int) -> tuple[Ticket, bool]:
    """The ticket, and whether the user sees it as a helper. Own questions are seen as an asker, whoever one is."""
    own = Ticket.objects.filter(asker=user)
    found = first(own, pk)
    if found is not None:
        return found, False
    found = first(tickets_to_help(user), pk)
    if found is None:
        raise Http404
    return found, True


def ticket_to_help(user: User, pk: int) -> Ticket:
    """A ticket of somebody else on the user's lines. Nobody helps oneself."""
    found = first(tickets_to_help(user).exclude(asker=user), pk)
    if found is None:
        raise Http404
    return found


def own_ticket(user: User, pk: int) -> Ticket:
    found = first(Ticket.objects.filter(asker=user), pk)
    if found is None:
        raise Http404
    return found


def first(tickets: QuerySet[Ticket], pk: int) -> Ticket | None:
    return tickets.filter(pk=pk).select_related(*ALONG).first()


def file_to_read(user: User, pk: int) -> TicketFile:
    """A file of a ticket the user reads; those of internal notes are for helpers only."""
    found = TicketFile.objects.filter(pk=pk).select_related("message").first()
    if found is None:
        raise Http404
    _, as_helper = ticket_to_read(user, found.ticket_id)
    require(as_helper or not is_hidden(found.message))
    return found


def is_hidden(message: Message | None) -> bool:
    return message is not None and message.is_internal


def answer_to_read(user: User, pk: int, *, roles: set[str]) -> SharedAnswer:
    """An answer made fit for all, by who has one of its roles; line 2 reads all of them."""
    found = SharedAnswer.objects.filter(pk=pk, taken_back_at=None).first()
    if found is None or (found.roles and not roles & set(found.roles) and 2 not in lines_of(user)):
        raise Http404
    return found


def letter_to_read(user: User, pk: int) -> IncomingLetter:
    """A letter that came, with what it says: who sets up the help desk decides about it."""
    settings_door(user)
    found = IncomingLetter.objects.filter(pk=pk).select_related("ticket").first()
    if found is None:
        raise Http404
    return found


def answer_to_send(user: User, pk: int) -> Letter:
    """A letter of the help service in our outbox; letters of other apps are not there."""
    settings_door(user)
    found = Letter.objects.filter(pk=pk, kind__startswith="support.").first()
    if found is None:
        raise Http404
    return found


def ticket_of_code(code_digest: str, number: int) -> Ticket | None:
    """A stranger's ticket by its number and the digest of its code; the newest year first."""
    found = Ticket.objects.filter(number=number, code_digest=code_digest).exclude(code_digest="")
    return found.select_related(*ALONG).order_by("-year__starts_on").first()
