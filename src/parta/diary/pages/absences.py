"""Absences of a pupil: how many by reason and period, the days, the notices of parents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone

from parta.diary.access import OpenDiary
from parta.diary.queries.children import ClassYear, chosen, school_years
from parta.diary.queries.week import Note, notes_of
from parta.journal.models import Absence, AbsenceNotice
from parta.journal.queries.family import MissedLesson, lessons_a_day, missed_lessons, notices_of
from parta.journal.rules.absences import Attendance, Missed, attendance, full_days
from parta.ui.addresses import address

from .head import Head, Tab, head_of

REASONS = dict(Absence.choices)
NOTICES_BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Cut:
    """A line of the table of counts."""

    name: str
    is_now: bool
    counts: Attendance


@dataclass(frozen=True, slots=True)
class MissedRow:
    number: str
    subject: str
    letter: str
    words: str
    comment: str


@dataclass(frozen=True, slots=True)
class MissedDay:
    """A day with something missed; `whole` is the reason when every lesson of it was."""

    on: date
    whole: str
    lessons: list[MissedRow]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    notice: AbsenceNotice
    state: str  # of .badge: good, fail or none
    words: str
    withdraw_url: str  # "" when it may not be taken back any more


@dataclass(frozen=True, slots=True)
class AbsencesPage:
    head: Head
    tabs: list[Tab]
    years: list[Tab]  # none when there is one year only
    may_answer: bool
    cuts: list[Cut]
    days: list[MissedDay]
    empty: str  # in words, where there are no such days
    notices: list[NoticeRow]


@dataclass(frozen=True, slots=True)
class RemarksPage:
    head: Head
    tabs: list[Tab]
    years: list[Tab]
    empty: str
    notes: list[Note]


def absences_page(diary: OpenDiary, *, year_id: int | None = None) -> AbsencesPage:
    """Four queries. Raises Http404 for a year the pupil did not spend here."""
    pupil, today = diary.pupil.pk, timezone.localdate()
    known = school_years(diary.children or [diary.pupil])
    years = known.get(pupil, [])
    year = chosen(years, year_id=year_id) if years else None
    missed = missed_lessons([pupil], year.starts_on, year.last_day(today)) if year else []
    may_answer = diary.may_answer and bool(years) and years[0].left_on is None
    held = lessons_a_day(pupil, {row.on for row in missed if row.absence})
    values = [Missed(row.on, row.absence, row.late_minutes) for row in missed]
    return AbsencesPage(
        head=head_of(diary, newest(known), lambda pk: address("diary:absences", pk)),
        tabs=tabs_of(pupil, at="absences"),
        years=years_tabs(address("diary:absences", pupil), years, year),
        may_answer=may_answer,
        cuts=cuts_of(year, values, held, today) if year else [],
        days=days_of(missed, full_days(values, held)),
        empty=f"{since_words(year, today)} пропусков и опозданий нет." if year else "",
        notices=[
            notice_row(notice, pupil, today, may_withdraw=may_answer)
            for notice in notices_of(pupil, today - NOTICES_BACK)
        ],
    )


def remarks_page(diary: OpenDiary, *, year_id: int | None = None) -> RemarksPage:
    """Two queries: remarks of one school year. Raises Http404 for a year the pupil did not spend here."""
    pupil, today = diary.pupil.pk, timezone.localdate()
    known = school_years(diary.children or [diary.pupil])
    years = known.get(pupil, [])
    year = chosen(years, year_id=year_id) if years else None
    goes_on = year is None or year.last_day(today) == today
    own = [pupil] if diary.hides_remarks else []
    return RemarksPage(
        head=head_of(diary, newest(known), lambda pk: address("diary:remarks", pk)),
        tabs=tabs_of(pupil, at="remarks"),
        years=years_tabs(address("diary:remarks", pupil), years, year),
        empty="Здесь появятся замечания и похвалы учителей." if goes_on else "Замечаний и похвал не было.",
        notes=notes_of([pupil], year.starts_on, year.ends_on, own=own) if year else [],
    )


def newest(known: dict[int, list[ClassYear]]) -> dict[int, ClassYear]:
    return {pupil: years[0] for pupil, years in known.items()}


def years_tabs(url: str, years: Sequence[ClassYear], here: ClassYear | None) -> list[Tab]:
    """The screen in the other years spent here; none when there is one."""
    tabs = [
        Tab(f"{year.year}, {year.class_name}", url if year == years[0] else f"{url}?year={year.year_id}", year == here)
        for year in years
    ]
    return tabs if len(tabs) > 1 else []


def since_words(year: ClassYear, today: date) -> str:
    return "С начала года" if year.last_day(today) == today else "За этот год"


def tabs_of(pupil_id: int, *, at: str) -> list[Tab]:
    return [
        Tab("Пропуски", address("diary:absences", pupil_id), is_here=at == "absences"),
        Tab("Замечания и похвалы", address("diary:remarks", pupil_id), is_here=at == "remarks"),
    ]


def cuts_of(year: ClassYear, missed: Sequence[Missed], held: dict[date, int], today: date) -> list[Cut]:
    """A line for each period that has begun, and one for the year."""
    here = year.period_around(today) if year.last_day(today) == today else None
    cuts = [
        Cut(
            period.name,
            period == here,
            attendance((one for one in missed if period.starts_on <= one.on <= period.ends_on), held),
        )
        for period in year.periods
        if period.starts_on <= year.last_day(today)
    ]
    return [*cuts, Cut(since_words(year, today), is_now=False, counts=attendance(missed, held))]


def days_of(missed: Sequence[MissedLesson], whole: dict[date, str]) -> list[MissedDay]:
    return [
        MissedDay(on, REASONS[whole[on]] if on in whole else "", [missed_row(row, whole.get(on)) for row in rows])
        for on, rows in groupby(missed, key=lambda row: row.on)
    ]


def missed_row(row: MissedLesson, said: str | None = None) -> MissedRow:
    """`said` is the letter already told of the whole day; its words are not said again."""
    late = f"опоздание, {row.late_minutes} мин" if row.late_minutes is not None else ""
    return MissedRow(
        number="" if row.slot is None else f"{row.slot}-й урок",
        subject=row.subject,
        letter=row.absence or "оп",
        words="" if row.absence and row.absence == said else REASONS.get(row.absence, late),
        comment=row.comment,
    )


def notice_row(notice: AbsenceNotice, pupil_id: int, today: date, *, may_withdraw: bool) -> NoticeRow:
    waits = notice.is_confirmed is None
    state, words = {
        None: ("", "ждёт классного руководителя"),
        True: ("good", "подтверждено"),
        False: ("fail", "не подтверждено"),
    }[notice.is_confirmed]
    is_open = may_withdraw and (waits or notice.from_on > today)
    url = address("diary:withdraw-absence", pupil_id, notice.pk) if is_open else ""
    return NoticeRow(notice, state, words, url)
