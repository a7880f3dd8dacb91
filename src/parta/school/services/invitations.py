"""Invitations: writing codes out and taking them back. How a code is used: `joining`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit

from .. import codes
from ..models import Invitation
from ..queries.accounts import Holder, Kind, live_invitations

VALID_DAYS = 90
VALID = timedelta(days=VALID_DAYS)
FIELDS = {Kind.PUPIL: "pupil_id", Kind.GUARDIAN: "guardian_id", Kind.EMPLOYEE: "employee_id"}


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip of the printed sheet; the code is known only now and kept nowhere."""

    holder: Holder
    code: str


@transaction.atomic
def issue(holders: Sequence[Holder], *, by: User, label: str) -> list[Strip]:
    """Write out a fresh code for each holder without an account; what was written out before and not used is revoked.

    A parent of children in two classes gets a code on each sheet, and both work: only the same child's is revoked.
    """
    invited: dict[str, Holder] = {}
    for holder in holders:
        if holder.user is None:
            invited.setdefault(holder.key, holder)  # the mother of twins once
    revoked = revoke_unused(list(invited.values()))
    strips = [Strip(holder, codes.new_code()) for holder in invited.values()]
    same = {"created_by": by, "created_at": timezone.now(), "expires_on": timezone.localdate() + VALID}
    Invitation.objects.bulk_create(
        Invitation(code_digest=codes.digest(strip.code), **fields_of(strip.holder), **same) for strip in strips
    )
    if strips:
        audit.record("accounts.issue_codes", by=by, label=label, after={"выписано": len(strips), "отозвано": revoked})
    return strips


def fields_of(holder: Holder) -> dict[str, int]:
    """What the code's row names: the person, and for a parent the child."""
    named = {FIELDS[holder.kind]: holder.pk} if holder.kind in FIELDS else {}
    if holder.kind in (Kind.GUARDIAN, Kind.PARENT) and holder.child is not None:
        named["for_parent_of_id"] = holder.child.pk
    return named


def revoke_unused(holders: Sequence[Holder]) -> int:
    """Take back the unused codes of these holders; return how many."""
    keys = {kind: [holder.pk for holder in holders if holder.kind is kind] for kind in Kind}
    children = [holder.child.pk for holder in holders if holder.child]
    unused = live_invitations().filter(
        Q(pupil__in=keys[Kind.PUPIL])
        | Q(employee__in=keys[Kind.EMPLOYEE])
        | Q(guardian__in=keys[Kind.GUARDIAN], for_parent_of__in=children)
        | Q(guardian=None, for_parent_of__in=keys[Kind.PARENT])
    )
    return unused.update(revoked_at=timezone.now())


@transaction.atomic
def revoke(holder: Holder, *, by: User) -> None:
    """Take back every unused code of one holder, whichever sheet it was printed on."""
    field = FIELDS.get(holder.kind, "for_parent_of_id")
    unused = live_invitations().filter(**{field: holder.pk})
    if holder.kind is Kind.PARENT:
        unused = unused.filter(guardian=None)
    revoked = unused.update(revoked_at=timezone.now())
    audit.record("accounts.revoke_codes", by=by, label=holder.label, before=revoked)
