"""Who introduces the journal, who helps on which line, and the doors of the regulation's screens."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from parta.accounts.models import User
from parta.lib import sql
from parta.school import access as school
from parta.school.access import cast_of, require

from .models import Campaign, CampaignLine, Delegation, Document, Duty, PaperAcknowledgement


@dataclass(frozen=True, slots=True)
class _Part:
    """What the help service knows of a user: a delegation in force, and lines of active duties.

    Lent rights end with their date, with the work of who borrowed them, and with the office of who lent them.
    """

    is_delegate: bool
    lines: frozenset[int]


PART = """
SELECT d.line FROM regulation_duty d JOIN school_employee e ON e.id = d.employee_id
WHERE e.user_id = %s AND e.left_on IS NULL AND d.is_active
UNION
SELECT 0 FROM regulation_delegation g
JOIN accounts_user b ON b.id = g.by_id AND b.is_introducer
WHERE g.to_id = %s AND g.until >= %s AND g.ended_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM school_employee e WHERE e.user_id = g.to_id AND e.left_on IS NOT NULL)"""


def _part_of(user: User) -> _Part:
    """One query, remembered on the user object for the request."""
    known: _Part | None = getattr(user, "_part_in_help", None)
    if known is None:
        found = {line for (line,) in sql.rows(PART, [user.pk, user.pk, timezone.localdate()])}
        known = _Part(is_delegate=0 in found, lines=frozenset(found - {0}))
        user._part_in_help = known  # type: ignore[attr-defined]
    return known


def introduces(user: User) -> bool:
    """The responsible for introduction, or to whom these rights are lent today. One query at most."""
    return user.is_introducer or _part_of(user).is_delegate


def lines_of(user: User) -> frozenset[int]:
    """Lines of help this user stands on (clause 1.5): 1 by duty; 2 by office, by introduction or by duty."""
    by_office = user.is_admin or user.is_deputy or introduces(user)
    return _part_of(user).lines | ({2} if by_office else set())


def roles_of(user: User) -> set[str]:
    """The roles this user plays; lent rights make an employee the responsible person."""
    plays = school.roles_of(user)
    return plays | {"introducer"} if cast_of(user).is_staff and introduces(user) else plays


def is_concerned(user: User, roles: list[str]) -> bool:
    """Whether a campaign for these roles is for this user."""
    return not roles_of(user).isdisjoint(roles)


def is_staff(user: User) -> bool:
    return cast_of(user).is_staff or user.is_introducer


def staff_door(user: User) -> None:
    require(is_staff(user))


def introducer_door(user: User) -> None:
    """What only the responsible person does, or to whom it is delegated (clause 2.1)."""
    require(introduces(user))


def owner_door(user: User) -> None:
    """What is not lent with a delegation: lending it further, or ending it."""
    require(user.is_introducer)


def may_see_sheet(user: User) -> bool:
    return cast_of(user).runs_school or introduces(user)


def document_to_read(user: User, pk: int) -> Document:
    """A published version, for everybody; the draft only for who writes it."""
    found = Document.objects.select_related("published_by").filter(pk=pk).first()
    if found is None or (found.published_at is None and not introduces(user)):
        raise Http404
    return found


def document_with_sheet(user: User, pk: int) -> Document:
    """A published regulation whose sheet of acknowledgement the user sees: the office and the responsible person."""
    require(may_see_sheet(user))
    found = Document.objects.filter(pk=pk, kind=Document.Kind.REGULATION, published_at__isnull=False).first()
    if found is None:
        raise Http404
    return found


def document_to_sign_on_paper(user: User, pk: int) -> Document:
    """A published regulation whose signed paper sheet the responsible person holds."""
    introducer_door(user)
    return document_with_sheet(user, pk)


def paper_to_undo(user: User, pk: int) -> PaperAcknowledgement:
    introducer_door(user)
    found = PaperAcknowledgement.objects.filter(pk=pk).select_related("document", "employee").first()
    if found is None:
        raise Http404
    return found


def document_to_acknowledge(user: User, pk: int) -> Document:
    """The agreement for everybody, the regulation for employees."""
    found = document_to_read(user, pk)
    require(found.kind == Document.Kind.AGREEMENT or cast_of(user).employee_id is not None)
    return found


def kind_door(kind: str) -> None:
    require(kind in Document.Kind.values)


def draft_to_write(user: User, kind: str) -> Document:
    """The draft of this kind that waits for its publication."""
    introducer_door(user)
    found = Document.objects.filter(kind=kind, published_at=None).first()
    if found is None:
        raise Http404
    return found


def duty_to_change(user: User, pk: int) -> Duty:
    introducer_door(user)
    found = Duty.objects.filter(pk=pk, is_active=True).select_related("employee").first()
    if found is None:
        raise Http404
    return found


def delegation_to_end(user: User, pk: int) -> Delegation:
    owner_door(user)
    found = Delegation.objects.filter(pk=pk).select_related("to").first()
    if found is None:
        raise Http404
    return found


def campaign_to_see(user: User, pk: int) -> Campaign:
    found = Campaign.objects.filter(pk=pk, is_cancelled=False).select_related("year").first()
    if found is None or not (introduces(user) or is_concerned(user, found.roles)):
        raise Http404
    return found


def campaign_to_run(user: User, pk: int) -> Campaign:
    introducer_door(user)
    return campaign_to_see(user, pk)


def line_to_tick(user: User, pk: int) -> CampaignLine:
    """A line of a campaign that concerns the user; the responsible person ticks nobody else's."""
    found = CampaignLine.objects.filter(pk=pk, is_dropped=False).select_related("campaign").first()
    if found is None or found.campaign.is_cancelled or not is_concerned(user, found.campaign.roles):
        raise Http404
    return found
