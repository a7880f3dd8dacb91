"""Letters of the help service as the eye reads them."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache

from parta.lib.letters.reading import MailIn, read
from parta.notices.models import Letter

from ..models import IncomingLetter
from ..queries import mail
from ..rules.mail import LOOKED


@dataclass(frozen=True, slots=True)
class MailPage:
    address: str
    is_fetched: bool  # a mailbox is set
    looked_at: datetime | None  # when it was last looked into
    trouble: str
    waiting: list[IncomingLetter]
    came: list[IncomingLetter]
    went: list[Letter]


def mail_page() -> MailPage:
    looked_at, trouble = cache.get(LOOKED) or (None, "")
    return MailPage(
        address=settings.HELP_EMAIL, is_fetched=bool(settings.HELP_IMAP.host), looked_at=looked_at, trouble=trouble,
        waiting=mail.letters_to_decide(), came=mail.letters_that_came(), went=mail.letters_that_go(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterPage:
    """`found` is None when the file of the letter cannot be read."""

    letter: IncomingLetter
    found: MailIn | None


def letter_page(letter: IncomingLetter) -> LetterPage:
    try:
        with letter.raw.open() as file:
            return LetterPage(letter, read(file.read(), is_whole=letter.is_whole))
    except OSError:
        return LetterPage(letter, None)
