"""The mailbox of help: letters are taken out of it one by one, each only when it is safely ours."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError

from parta.lib.imap import MailboxError, opened

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
                if raw is not None:
                    take(raw.content, now=now, is_whole=raw.is_whole)
                    taken += 1
                    box.remove(uid)
    except MailboxError as error:
        trouble = str(error)[:300]
        log.warning("The mailbox of help: %s", trouble)
    except (DatabaseError, OSError):
        log.exception("A letter could not be kept; it stays in the mailbox")
        trouble = "письмо не удалось сохранить"
    cache.set(LOOKED, (now, trouble), None)
    return taken
