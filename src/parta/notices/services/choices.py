"""What a person wants to get where and when. No history is kept of it: these are no records of the school."""

from collections.abc import Mapping
from datetime import time

from django.db import transaction

from parta.accounts.models import User

from ..models import Channel, NoticeChoice, QuietHours


@transaction.atomic
def choose(user: User, *, by_email: Mapping[str, bool], starts_at: time, ends_at: time, on_weekends: bool) -> None:
    """Keep the choice: group → whether its notices go by e-mail, and the quiet hours (equal times: none)."""
    set_groups(user.pk, by_email, channel=Channel.EMAIL)
    QuietHours.objects.update_or_create(
        user=user, defaults={"starts_at": starts_at, "ends_at": ends_at, "on_weekends": on_weekends}
    )


@transaction.atomic
def turn_off(user_id: int, groups: list[str], *, channel: Channel = Channel.EMAIL) -> None:
    """«Не присылать», by the link in a letter."""
    set_groups(user_id, dict.fromkeys(groups, False), channel=channel)


def set_groups(user_id: int, wanted: Mapping[str, bool], *, channel: Channel) -> None:
    NoticeChoice.objects.bulk_create(
        (NoticeChoice(user_id=user_id, group=code, channel=channel, is_on=is_on) for code, is_on in wanted.items()),
        update_conflicts=True, unique_fields=["user", "group", "channel"], update_fields=["is_on"],
    )  # fmt: skip
