"""`parta work`: letters, reminders, warnings and waiting tasks, until told to stop."""

import signal
import time
from typing import Any

from django.core.management import BaseCommand
from django.db import close_old_connections

from parta.config.work import Clock

STEP = 1.0  # seconds between two looks at the clock


class Command(BaseCommand):
    help = "Do what is due by the clock: send letters, fetch mail, remind, warn, close, work through waiting tasks."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")

    def handle(self, *, once: bool, **_: Any) -> None:
        clock = Clock()
        if once:
            clock.strike()
            return
        stopping: list[int] = []
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda number, _frame: stopping.append(number))
        while not stopping:
            close_old_connections()  # one that broke meanwhile is opened anew
            clock.strike()
            time.sleep(STEP)
