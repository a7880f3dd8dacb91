"""Notices by e-mail: gathered for some minutes, by the person's own choices, outside the quiet hours."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
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
BATCH = 500  # people told in one transaction
CHUNK = 10_000  # rows named in one query
LONGEST = 50  # notices told in one letter; of more only the number


def email_new(now: datetime) -> int:
    """Write letters of the notices that nobody has read in the page meanwhile; return how many letters.

    Each notice is looked at until its letter is written or it turns out to need none. People are taken by batches, so
    thousands of notices at once do not lie in memory, and queries do not grow with the people of a batch. Safe to run
    by several at once.
    """
    letters, people = 0, people_to_tell(now, after=0)
    while people:
        letters += email_people(people, now)
        people = people_to_tell(now, after=people[-1]) if len(people) == BATCH else []
    return letters


def people_to_tell(now: datetime, *, after: int) -> list[int]:
    """Accounts whose oldest notice is gathered, by number."""
    gathered = Notice.objects.filter(emailed_at=None, at__lte=now - GATHERED, user__gt=after)
    return list(gathered.order_by("user").values_list("user", flat=True).distinct()[:BATCH])


@transaction.atomic
def email_people(people: list[int], now: datetime) -> int:
    """The letters of these accounts. What is left for later (quiet hours) is not even read."""
    readers = readers_of(people)
    waiting = Notice.objects.filter(emailed_at=None)
    nobody = [user for user in people if user not in readers]
    waiting.filter(Q(user__in=nobody) | Q(user__in=people, at__lte=now - STALE)).update(emailed_at=now)
    ready = [user for user, reader in readers.items() if not is_left_in_peace(reader.quiet, now)]
    told: dict[int, list[Notice]] = defaultdict(list)
    for notice in waiting.filter(user__in=ready).order_by("id").select_for_update(skip_locked=True) if ready else ():
        told[notice.user_id].append(notice)
    wanted = {user: [one for one in told[user] if is_wanted(one, readers[user])] for user in told}
    letters = [letter_of(readers[user], notices, now) for user, notices in wanted.items() if notices]
    Letter.objects.bulk_create(letters)
    done = [one.pk for notices in told.values() for one in notices]
    for start in range(0, len(done), CHUNK):
        Notice.objects.filter(pk__in=done[start : start + CHUNK]).update(emailed_at=now)
    return len(letters)


def is_wanted(notice: Notice, reader: Reader) -> bool:
    group = group_of(notice.kind)
    return notice.read_at is None and group is not None and reader.wants(group)


def is_left_in_peace(quiet: QuietHours, now: datetime) -> bool:
    local = timezone.localtime(now)
    return is_quiet(local, starts_at=quiet.starts_at, ends_at=quiet.ends_at, on_weekends=quiet.on_weekends)


def letter_of(reader: Reader, notices: list[Notice], now: datetime) -> Letter:
    groups = list(dict.fromkeys(group for notice in notices if (group := group_of(notice.kind))))
    words = {
        "name": reader.name,
        "notices": [(notice, f"{settings.URL}{notice.url}" if notice.url else "") for notice in notices[:LONGEST]],
        "more": max(0, len(notices) - LONGEST),
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
