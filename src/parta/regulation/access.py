"""Who introduces the journal, who helps on which line, and the doors of the regulation's screens."""

from dataclasses import dataclass

from django.utils import timezone

from parta.accounts.models import User
from parta.lib import sql


@dataclass(frozen=True, slots=True)
class _Part:
    """What the help service knows of a user: a delegation that has not ended, and lines of active duties."""

    is_delegate: bool
    lines: frozenset[int]


PART = """
SELECT d.line FROM regulation_duty d JOIN school_employee e ON e.id = d.employee_id
WHERE e.user_id = %s AND e.left_on IS NULL AND d.is_active
UNION
SELECT 0 FROM regulation_delegation WHERE to_id = %s AND until >= %s AND ended_at IS NULL"""


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
