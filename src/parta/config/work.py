"""What Parta does by the clock, beside answering requests: one list, run by `parta work`."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from parta.consultations.services import work as consultations
from parta.notices.services import emails, letters
from parta.readiness.services import seats
from parta.regulation.services import duties
from parta.support.services import mailbox, watching

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """A service that may be run again at any time, and does only what has become due by `now`."""

    run: Callable[[datetime], object]
    every: timedelta

    @property
    def name(self) -> str:
        return f"{self.run.__module__}.{self.run.__name__}"


def waiting_tasks(now: datetime) -> None:
    """What services left to be done after their answer (django-tasks)."""
    if DBTaskResult.objects.ready().exists():
        Worker(
            queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
            worker_id="work", excluded_queue_names=[],
        ).run()  # fmt: skip


CHORES = (
    Chore(waiting_tasks, timedelta(seconds=2)),
    Chore(letters.deliver, timedelta(seconds=5)),
    Chore(emails.email_new, timedelta(minutes=1)),
    Chore(mailbox.fetch, timedelta(minutes=1)),
    Chore(consultations.tick, timedelta(minutes=1)),
    Chore(watching.warn, timedelta(minutes=5)),
    Chore(watching.close_solved, timedelta(minutes=15)),
    Chore(seats.free_breaks, timedelta(hours=1)),
    Chore(duties.warn_uncovered, timedelta(hours=1)),
    Chore(letters.forget_old, timedelta(hours=24)),
)


@dataclass
class Clock:
    """Runs each chore when its time has come. One that fails is written to the log and tried again in its turn."""

    chores: tuple[Chore, ...] = CHORES
    done_at: dict[str, datetime] = field(default_factory=dict)

    def strike(self, now: datetime | None = None) -> list[str]:
        """Run what is due; return the names of what was run."""
        now = now or timezone.now()
        due = [
            one
            for one in self.chores
            if now - self.done_at.get(one.name, datetime.min.replace(tzinfo=now.tzinfo)) >= one.every
        ]
        for chore in due:
            self.done_at[chore.name] = now
            try:
                chore.run(now)
            except Exception:
                log.exception("%s failed; the rest goes on", chore.name)
        return [one.name for one in due]
