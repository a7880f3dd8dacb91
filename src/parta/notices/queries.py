"""Reads of notices, of letters, and of what people chose."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db.models import Q

from parta.accounts.models import User
from parta.lib import sql

from .models import Channel, Letter, Notice, NoticeChoice, QuietHours
from .rules import Group

NEWEST = 100
UNREAD = "SELECT COUNT(*) FROM notices_notice WHERE user_id = %s AND read_at IS NULL"  # on every page


def newest(user: User) -> list[Notice]:
    """The last hundred notices of the user, newest first; older ones have said what they had to say."""
    return list(Notice.objects.filter(user=user).order_by("-id")[:NEWEST])


def unread_count(user: User) -> int:
    return int(sql.rows(UNREAD, [user.pk])[0][0])


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may get letters: the address is theirs beyond doubt, the account is not switched off."""

    user_id: int
    email: str
    name: str  # «Ольга Сергеевна», for the greeting; empty when not known
    quiet: QuietHours
    chosen: dict[str, bool] = field(default_factory=dict)  # group → by e-mail

    def wants(self, group: Group) -> bool:
        return self.chosen.get(group.code, group.by_email)


def readers_of(user_ids: Iterable[int]) -> dict[int, Reader]:
    """Those of the accounts that may get letters. Three queries however many there are."""
    addresses = {
        one.user_id: one
        for one in EmailAddress.objects.filter(user__in=list(user_ids), user__is_active=True, verified=True)
        .select_related("user")
        .order_by("primary", "id")
    }
    chosen = choices_of(addresses)
    quiet = {one.user_id: one for one in QuietHours.objects.filter(user__in=addresses)}
    return {
        pk: Reader(
            user_id=pk, email=one.email, name=greeting(one.user), quiet=quiet.get(pk) or QuietHours(), chosen=chosen[pk]
        )
        for pk, one in addresses.items()
    }


def choices_of(user_ids: Iterable[int]) -> dict[int, dict[str, bool]]:
    """Account → group → whether it goes by e-mail, where the person chose."""
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    rows = NoticeChoice.objects.filter(user__in=list(user_ids), channel=Channel.EMAIL)
    for user_id, group, is_on in rows.values_list("user", "group", "is_on"):
        found[user_id][group] = is_on
    return found


def greeting(user: User) -> str:
    return " ".join(part for part in (user.first_name, user.patronymic) if part)


def quiet_hours(user: User) -> QuietHours:
    return QuietHours.objects.filter(user=user).first() or QuietHours(user=user)


def address_of(user: User) -> tuple[str, bool]:
    """The person's address and whether its owner has opened the link sent to it; empty when there is none."""
    found = EmailAddress.objects.filter(user=user).order_by("-verified", "-primary", "id").first()
    return (found.email, found.verified) if found else (user.email, False)


def letters_in_trouble() -> list[Letter]:
    """Letters given up, brought back, or tried in vain so far, the newest first."""
    trouble = Q(gave_up_at__isnull=False) | Q(returned_at__isnull=False) | Q(sent_at=None, tries__gt=0)
    return list(Letter.objects.filter(trouble).defer("text").order_by("-id")[:NEWEST])


def letters_waiting() -> int:
    return Letter.objects.filter(sent_at=None, gave_up_at=None).count()
