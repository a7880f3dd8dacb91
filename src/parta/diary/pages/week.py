"""The week and the day of a diary: what is read, and where the arrows lead."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from parta.accounts.models import User
from parta.diary.access import OpenDiary
from parta.diary.queries.children import ClassNow, classes_in_week
from parta.diary.queries.lessons import DiaryLesson, bells_of, lessons_of
from parta.diary.queries.week import Reading, notes_of, readings_of, tasks_of
from parta.diary.rules import DAY, WEEK, monday_of
from parta.ui.addresses import address
from parta.ui.templatetags.ui import MONTHS, day, weekday_day

from .days import DayCard, WeekFacts, day_cards
from .head import Head, Tab, head_of


@dataclass(frozen=True, slots=True)
class Steps:
    """Where the arrows lead. `today` is None when today is on the page."""

    back: Tab
    here: Tab
    ahead: Tab
    today: Tab | None


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week, or one day of it when `day` is not None."""

    head: Head
    views: list[Tab]
    steps: Steps
    strip: list[Tab]  # the days of the week, for a phone
    days: list[DayCard]
    day: DayCard | None
    may_tick: bool
    may_answer: bool
    readings: list[Reading]
    read_url: str  # where «Ознакомлен» is sent; "" when there is nothing to press

    @property
    def has_minutes(self) -> bool:
        return any(card.minutes for card in ([self.day] if self.day else self.days))


def week_page(diary: OpenDiary, monday: date, *, user: User) -> WeekPage:
    days, classes = read_days(diary, monday)
    is_here = diary.pupil.pk in classes  # who has left reads and writes nothing
    readings = readings_of(diary.pupil.pk, monday)
    today = timezone.localdate()
    in_week = monday <= today < monday + WEEK
    return WeekPage(
        head=head_of(diary, classes, lambda pk: week_url(pk, monday)),
        views=views(diary, monday, today if in_week else monday, at_day=False),
        steps=Steps(
            back=Tab(week_words(monday - WEEK), week_url(diary.pupil.pk, monday - WEEK)),
            here=Tab(week_words(monday), week_url(diary.pupil.pk, monday), is_here=True),
            ahead=Tab(week_words(monday + WEEK), week_url(diary.pupil.pk, monday + WEEK)),
            today=None if in_week else Tab("Эта неделя", week_url(diary.pupil.pk, monday_of(today))),
        ),
        strip=strip(diary, days, None),
        days=days,
        day=None,
        may_tick=diary.may_tick and is_here,
        may_answer=diary.may_answer and is_here,
        readings=readings,
        read_url=read_url(diary, monday, readings, user) if is_here else "",
    )


def day_page(diary: OpenDiary, on: date) -> WeekPage:
    monday, today = monday_of(on), timezone.localdate()
    days, classes = read_days(diary, monday, keep=on)
    is_here = diary.pupil.pk in classes
    return WeekPage(
        head=head_of(diary, classes, lambda pk: day_url(pk, on)),
        views=views(diary, monday, on, at_day=True),
        steps=Steps(
            back=Tab(weekday_day(on - DAY), day_url(diary.pupil.pk, on - DAY)),
            here=Tab(weekday_day(on), day_url(diary.pupil.pk, on), is_here=True),
            ahead=Tab(weekday_day(on + DAY), day_url(diary.pupil.pk, on + DAY)),
            today=None if on == today else Tab("Сегодня", day_url(diary.pupil.pk, today)),
        ),
        strip=strip(diary, days, on),
        days=days,
        day=next(card for card in days if card.on == on),
        may_tick=diary.may_tick and is_here,
        may_answer=diary.may_answer and is_here,
        readings=[],
        read_url="",
    )


def read_days(diary: OpenDiary, monday: date, *, keep: date | None = None) -> tuple[list[DayCard], dict[int, ClassNow]]:
    """The cards of the week, and the classes of the children. Five queries."""
    pupil, sunday = diary.pupil.pk, monday + 6 * DAY
    classes = classes_in_week(diary.children or [diary.pupil], monday, sunday)
    lessons = lessons_of(pupil, monday, sunday)
    facts = WeekFacts(
        pupil_id=pupil,
        lessons=lessons,
        tasks=tasks_of(pupil, monday, sunday),
        notes=notes_of([pupil], monday, sunday, own=[pupil] if diary.hides_remarks else []),
        bells=bells_of(class_ids(lessons, classes.get(pupil)), monday, sunday),
        in_class=classes.get(pupil),
    )
    return day_cards(facts, monday, timezone.localdate(), keep=keep), classes


def class_ids(lessons: list[DiaryLesson], in_class: ClassNow | None) -> set[int]:
    return {one.class_id for one in lessons if one.class_id} | ({in_class.id} if in_class else set())


def views(diary: OpenDiary, monday: date, on: date, *, at_day: bool) -> list[Tab]:
    tabs = [
        Tab("Неделя", week_url(diary.pupil.pk, monday), is_here=not at_day),
        Tab("День", day_url(diary.pupil.pk, on), is_here=at_day),
    ]
    return tabs if diary.is_looked_into else [*tabs, Tab("Лента", address("diary:feed"))]


def strip(diary: OpenDiary, days: list[DayCard], here: date | None) -> list[Tab]:
    return [
        Tab(f"{card.short} {card.on.day}", day_url(diary.pupil.pk, card.on), is_here=card.on == here) for card in days
    ]


def read_url(diary: OpenDiary, monday: date, readings: list[Reading], user: User) -> str:
    """For a guardian who has not pressed it yet, of a week that has begun."""
    if not diary.may_answer or monday > timezone.localdate() or any(one.user_id == user.pk for one in readings):
        return ""
    return address("diary:read-week", diary.pupil.pk, monday)


def week_url(pupil_id: int, monday: date) -> str:
    return address("diary:week", pupil_id, monday)


def day_url(pupil_id: int, on: date) -> str:
    return address("diary:day", pupil_id, on)


def week_words(monday: date) -> str:
    """«23–28 ноября», «30 ноября – 5 декабря»."""
    saturday = monday + 5 * DAY
    if monday.month == saturday.month:
        return f"{monday.day}–{day(saturday)}"
    return f"{monday.day} {MONTHS[monday.month - 1]} – {day(saturday)}"
