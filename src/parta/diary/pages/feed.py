"""One feed of all children, by day: new marks, absences, homework, remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.utils import timezone

from parta.accounts.models import User
from parta.diary.queries.children import class_years
from parta.diary.queries.feed import NewMark, NewTask, new_marks, new_tasks
from parta.diary.queries.week import Note, notes_of
from parta.diary.rules import DAY, level_of, monday_of
from parta.journal.queries.family import MissedLesson, missed_lessons
from parta.school.models import Pupil
from parta.ui.addresses import address
from parta.ui.templatetags.ui import day, weekday_day

from .absences import missed_row
from .head import Tab, label_of
from .week import day_url, week_url

DAYS = 7  # of one page of the feed


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news. `chip` is a mark or an absence letter with its colour role, None for the rest."""

    at: datetime
    child: str
    kind: str  # mark, away, task, remark, praise
    chip: tuple[str, str] | None
    title: str
    lines: list[str]
    url: str


@dataclass(frozen=True, slots=True)
class FeedDay:
    on: date
    is_today: bool
    items: list[Item]


@dataclass(frozen=True, slots=True)
class FeedPage:
    names: list[str]
    views: list[Tab]
    days: list[FeedDay]
    span: str
    earlier: str
    later: str  # "" on the newest page

    @property
    def has_children(self) -> bool:
        """More than one child: every line says whose it is."""
        return len(self.names) > 1


def feed_page(children: Sequence[Pupil], until: date, *, user: User) -> FeedPage:
    """News of the week that ends with `until`. Five queries, however many children."""
    today = timezone.localdate()
    first = until - (DAYS - 1) * DAY
    keys = [child.pk for child in children]
    own = [child.pk for child in children if child.user_id == user.pk]
    since, end = midnight(first), midnight(until + DAY)
    classes = class_years(children)
    names = {child.pk: child.first_name for child in children}
    items = [
        *(mark_item(mark, names) for mark in new_marks(keys, since, end)),
        *task_items(new_tasks(keys, since, end), names),
        *away_items(missed_lessons(keys, first, until), names),
        *(note_item(note, names) for note in notes_of(keys, first, until, own=own)),
    ]
    return FeedPage(
        names=[label_of(child.first_name, classes.get(child.pk)) for child in children],
        views=[
            Tab("Неделя", week_url(keys[0], monday_of(today))),
            Tab("День", day_url(keys[0], today)),
            Tab("Лента", address("diary:feed"), is_here=True),
        ],
        days=list(by_day(items, today)),
        span=f"{day(first)} – {day(until)}",
        earlier=f"?until={first - DAY}",
        later="" if until >= today else f"?until={min(today, until + DAYS * DAY)}",
    )


def midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


def by_day(items: list[Item], today: date) -> Iterator[FeedDay]:
    items.sort(key=lambda item: item.at, reverse=True)
    for on, group in groupby(items, key=lambda item: timezone.localdate(item.at)):
        yield FeedDay(on, on == today, list(group))


def mark_item(mark: NewMark, names: dict[int, str]) -> Item:
    words = [mark.kind, f"за урок {weekday_day(mark.on)}"] + ([f"«{mark.comment}»"] if mark.comment else [])
    return Item(
        at=mark.at, child=names[mark.pupil_id], kind="mark",
        chip=(mark.word or str(mark.value), level_of(mark.value, mark.word, mark.scale)), title=mark.subject,
        lines=[", ".join(words)], url=day_url(mark.pupil_id, mark.on),
    )  # fmt: skip


def task_items(tasks: list[NewTask], names: dict[int, str]) -> Iterator[Item]:
    """One line a child and day it was given, at the instant of the last task."""

    def given(task: NewTask) -> tuple[date, int]:
        return timezone.localdate(task.at), task.pupil_id

    for (_, pupil), group in groupby(sorted(tasks, key=given), key=given):
        rows = sorted(group, key=lambda task: (task.due_on, task.subject))
        yield Item(
            at=max(task.at for task in rows), child=names[pupil], kind="task", chip=None, title="Задано",
            lines=[f"{task.subject} на {weekday_day(task.due_on)}: {task.text}" for task in rows],
            url=day_url(pupil, rows[0].due_on),
        )  # fmt: skip


def away_items(missed: Sequence[MissedLesson], names: dict[int, str]) -> Iterator[Item]:
    """One line a child and day. A cell keeps no instant of its absence, so it stands below the news of its day."""
    for (on, pupil), group in groupby(missed, key=lambda row: (row.on, row.pupil_id)):
        rows = [missed_row(row) for row in group]
        yield Item(
            at=midnight(on), child=names[pupil], kind="away", chip=(rows[0].letter, "away"),
            title="Пропуски и опоздания",
            lines=[f"{row.subject}: {row.words}" for row in rows], url=day_url(pupil, on),
        )  # fmt: skip


def note_item(note: Note, names: dict[int, str]) -> Item:
    return Item(
        at=note.at, child=names[note.pupil_id], kind=note.kind, chip=None,
        title="Похвала" if note.is_praise else "Замечание",
        lines=[f"{note.text} — {note.author}"], url=day_url(note.pupil_id, note.on),
    )  # fmt: skip
