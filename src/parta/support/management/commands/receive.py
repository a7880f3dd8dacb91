"""`parta receive`: a mail server pipes a letter to help into it."""

import os
import sys
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from parta.lib.imap import BIGGEST
from parta.support.services.receiving import take


class Command(BaseCommand):
    help = "Take one letter from standard input. Exit code 0: it is kept; 75: the mail server is to try later."
    requires_system_checks: list[str] = []

    def handle(self, **_: Any) -> None:
        raw = sys.stdin.buffer.read(BIGGEST + 1)
        while sys.stdin.buffer.read(BIGGEST):
            pass  # a mail server takes a closed pipe for a failure
        try:
            letter = take(raw[:BIGGEST], now=timezone.now(), is_whole=len(raw) <= BIGGEST)
        except Exception as error:  # the letter is safe with the mail server, and comes again
            self.stderr.write(f"{type(error).__name__}: {error}")
            raise SystemExit(os.EX_TEMPFAIL) from error
        self.stdout.write(f"{letter.get_state_display()} {letter.ticket or ''}".strip())
