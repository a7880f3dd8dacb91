"""The mailbox of help: letters are taken out of it one by one, each only when it is safely ours."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.cache import cache

from parta.lib.imap import MailboxError, Raw, opened

from ..rules.mail import LOOKED
from .receiving import sort_kept, take

log = logging.getLogger(__name__)
AT_ONCE = 50  # letters of one visit


def fetch(now: datetime) -> int:
    """Take new letters from the mailbox; return how many. Does nothing where no mailbox is set.

    A letter leaves the mailbox after it is kept here. If the power goes between, it comes again and is known.
    """
    sort_kept(now)
    if not settings.HELP_IMAP.host:
        return 0
    taken, trouble = 0, ""
    try:
        with opened(settings.HELP_IMAP) as box:
            for uid in box.uids(AT_ONCE):
                raw = box.read(uid)
                if raw is None:
                    continue
                if is_taken(raw, now):
                    taken += 1
                    box.remove(uid)
                else:
                    trouble = "письмо не удалось сохранить"
    except MailboxError as error:
        trouble = str(error)[:300]
        log.warning("The mailbox of help: %s", trouble)
    cache.set(LOOKED, (now, trouble), None)
    return taken


def is_taken(raw: Raw, now: datetime) -> bool:
    """Whether the letter is ours now. One that cannot be kept stays in the mailbox and does not hold the others."""
    try:
        take(raw.content, now=now, is_whole=raw.is_whole)
    except Exception:
        log.exception("A letter could not be kept; it stays in the mailbox")
        return False
    return True
