"""Notices by e-mail: gathered for some minutes, by the person's own choices, outside the quiet hours."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from .. import links
from ..models import Letter, Notice, QuietHours
from ..queries import Reader, readers_of
from ..rules import Group, group_of, is_quiet
from .letters import new_message_id

GATHERED = timedelta(minutes=5)  # what comes within this time goes in one letter
STALE = timedelta(days=4)  # older news are no news: the worker stood still. Longer than any quiet hours
CHUNK = 10_000  # rows named in one query


@transaction.atomic
def email_new(now: datetime) -> int:
    """Write letters of the notices that nobody has read in the page meanwhile; return how many letters.

    Each notice is looked at until its letter is written or it turns out to need none. Queries do not grow with
    the number of people. Safe to run by several at once.
    """
    waiting: dict[int, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.filter(emailed_at=None).order_by("id").select_for_update(skip_locked=True):
        waiting[notice.user_id].append(notice)
    ready = {user: notices for user, notices in waiting.items() if notices[0].at <= now - GATHERED}
    readers = readers_of(ready)
    letters: list[Letter] = []
    done: list[int] = []
    for user_id, notices in ready.items():
        reader = readers.get(user_id)
        wanted = [one for one in notices if reader and is_wanted(one, reader, now)]
        if wanted and reader and is_left_in_peace(reader.quiet, now):
            continue
        if wanted and reader:
            letters.append(letter_of(reader, wanted, now))
        done += [notice.pk for notice in notices]
    Letter.objects.bulk_create(letters)
    for start in range(0, len(done), CHUNK):
        Notice.objects.filter(pk__in=done[start : start + CHUNK]).update(emailed_at=now)
    return len(letters)


def is_wanted(notice: Notice, reader: Reader, now: datetime) -> bool:
    group = group_of(notice.kind)
    return notice.read_at is None and notice.at > now - STALE and group is not None and reader.wants(group)


def is_left_in_peace(quiet: QuietHours, now: datetime) -> bool:
    local = timezone.localtime(now)
    return is_quiet(local, starts_at=quiet.starts_at, ends_at=quiet.ends_at, on_weekends=quiet.on_weekends)


def letter_of(reader: Reader, notices: list[Notice], now: datetime) -> Letter:
    groups = list(dict.fromkeys(group for notice in notices if (group := group_of(notice.kind))))
    words = {
        "name": reader.name,
        "notices": [(notice, f"{settings.URL}{notice.url}" if notice.url else "") for notice in notices],
        "groups": [(group.title, links.off_link(reader.user_id, [group.code])) for group in groups],
        "choices": settings.URL + reverse("notices:choices"),
        "site": settings.URL,
    }
    all_off = links.off_link(reader.user_id, [group.code for group in groups])
    return Letter(
        kind="notices", to=reader.email, user_id=reader.user_id, subject=subject_of(groups, len(notices)), due_at=now,
        text=render_to_string("notices/letter.txt", words), message_id=new_message_id(), made_at=now,
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{all_off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )  # fmt: skip


def subject_of(groups: Iterable[Group], count: int) -> str:
    """Names no child: the subject is seen on the screen of a locked telephone."""
    titles = ", ".join(group.title[0].lower() + group.title[1:] for group in groups)
    return f"Журнал: {titles}" + (f" ({count})" if count > 1 else "")
