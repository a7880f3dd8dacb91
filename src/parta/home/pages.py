"""Desks as the eye reads them. A desk is made of parts; each role sees the parts that concern it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from parta.accounts.models import User
from parta.consultations.models import Booking
from parta.consultations.queries.bookings import next_of
from parta.journal.models import AbsenceNotice, UnlockRequest
from parta.journal.queries.family import waiting_notices, weeks_read
from parta.readiness.access import is_staff
from parta.regulation.access import introduces
from parta.regulation.queries import Ask, Banner, asks_of, banners_of, uncovered_topics
from parta.school.access import Cast, cast_of, led_classes, own_pupils
from parta.school.models import Enrolment, Guardianship, ImportBatch, Period, Pupil, SchoolClass
from parta.school.pages.overview import Step, overview
from parta.support.access import helps
from parta.support.queries.mine import Waiting, waiting_for_me
from parta.training.queries.progress import OpenCourse, open_courses

from .queries import family, leading, office, teaching


@dataclass(frozen=True, slots=True)
class LessonRow:
    lesson: teaching.TaughtLesson
    state: str  # done, part, late, or empty while the lesson is ahead
    words: str


@dataclass(frozen=True, slots=True)
class TeachingPart:
    lessons: list[LessonRow]
    gaps: list[teaching.Gap]
    gaps_in_all: int


@dataclass(frozen=True, slots=True)
class ClassPart:
    school_class: SchoolClass
    pupils: int
    away: list[leading.Away]
    waiting: int
    pupils_without: int
    guardians_without: int


@dataclass(frozen=True, slots=True)
class OfficePart:
    day: office.Day
    unfilled: list[office.TeacherGap]
    unlocks: list[UnlockRequest] | None  # None for who does not decide them
    periods: list[Period]
    access: office.Access | None
    imports: list[ImportBatch]


@dataclass(frozen=True, slots=True)
class HelpPart:
    """The help service on the desk: what waits for this person, the next consultation, a lesson to learn."""

    waiting: Waiting
    booking: Booking | None
    lesson: OpenCourse | None
    helps: bool

    def __bool__(self) -> bool:
        return bool(self.helps or self.waiting.count or self.booking or self.lesson)


@dataclass(frozen=True, slots=True)
class Desk:
    today: date
    asks: list[Ask]
    banners: list[Banner]
    uncovered: list[str]
    help: HelpPart
    teaching: TeachingPart | None = None
    classes: list[ClassPart] = field(default_factory=list)
    setup: Step | None = None  # what comes next at a school without pupils; takes the place of the office's part
    office: OfficePart | None = None
    children: list[family.ChildToday] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        shown = self.teaching or self.classes or self.setup or self.office or self.children
        return not (shown or self.help.helps)


def desk(user: User, *, now: datetime) -> Desk:
    """Lay out the first page of this user; `now` is local time."""
    cast, today = cast_of(user), now.date()
    setup = setup_step(cast, today) if cast.manages else None
    return Desk(
        today=today,
        asks=asks_of(user),
        banners=banners_of(user, today),
        uncovered=uncovered_topics() if introduces(user) else [],
        help=help_part(user, now),
        teaching=teaching_part(cast.employee_id, now) if cast.employee_id and cast.teaches else None,
        classes=[class_part(one, today) for one in led_classes(user)] if cast.leads_class else [],
        setup=setup,
        office=office_part(cast, today) if cast.runs_school and not setup else None,
        children=family.today_of(own_pupils(user), today, now) if cast.pupil_id or cast.guardian_id else [],
    )


def setup_step(cast: Cast, today: date) -> Step | None:
    """The next line of the check list of «Школа» until the first pupil is in a class; then the desk has its numbers."""
    return None if Enrolment.objects.exists() else overview(cast, today=today).next_step


def help_part(user: User, now: datetime) -> HelpPart:
    courses = open_courses(user) if is_staff(user) else []
    return HelpPart(
        waiting=waiting_for_me(user),
        booking=next_of(user, now),
        lesson=courses[0] if courses else None,
        helps=helps(user),
    )


def teaching_part(employee_id: int, now: datetime) -> TeachingPart:
    lessons = [lesson_row(lesson, now.time()) for lesson in teaching.lessons_taught(employee_id, now.date())]
    gaps, in_all = teaching.gaps(employee_id, now.date())
    return TeachingPart(lessons, gaps, in_all)


def lesson_row(lesson: teaching.TaughtLesson, now: time) -> LessonRow:
    """Colour and words of a lesson's state: what is done, what is missing now, what is ahead."""
    starts_at, ends_at = lesson.line.starts_at, lesson.line.ends_at
    parts = [("перекличка", lesson.has_roll), ("тема", lesson.has_topic), ("задание", lesson.has_homework)]
    done = [words for words, is_done in parts if is_done]
    missing = [words for words, is_done in parts if not is_done]
    if not missing:
        return LessonRow(lesson, "done", "перекличка, тема, задание")
    if starts_at and now < starts_at:
        return LessonRow(
            lesson, "part" if done else "", "впереди" if not done else f"впереди; готово: {', '.join(done)}"
        )
    if ends_at and now <= ends_at:
        return LessonRow(lesson, "part", "идёт" if lesson.has_roll else "идёт: перекличка не сделана")
    return LessonRow(lesson, "part" if lesson.has_roll else "late", f"не заполнено: {', '.join(missing)}")


def class_part(school_class: SchoolClass, today: date) -> ClassPart:
    pupils, guardians = leading.without_access(school_class)
    return ClassPart(
        school_class=school_class,
        pupils=len(leading.pupils_now(school_class, today)),
        away=leading.away_today(school_class, today),
        waiting=len(waiting_notices([school_class.pk])),
        pupils_without=len(pupils),
        guardians_without=len(guardians),
    )


def office_part(cast: Cast, today: date) -> OfficePart:
    return OfficePart(
        day=office.day(today),
        unfilled=office.unfilled_by_teacher(today),
        unlocks=office.unlocks_waiting() if cast.manages else None,
        periods=office.periods_ending(today),
        access=office.access_numbers(today) if cast.is_admin else None,
        imports=office.last_imports() if cast.is_admin else [],
    )


@dataclass(frozen=True, slots=True)
class PupilRow:
    pupil: Pupil
    away: leading.Away | None
    has_read_week: bool


@dataclass(frozen=True, slots=True)
class ClassPage:
    """«Мой класс»: the class teacher's one page about today."""

    school_class: SchoolClass
    today: date
    rows: list[PupilRow]
    notices: list[AbsenceNotice]
    pupils_without: list[Pupil]
    guardians_without: list[Guardianship]
    remarks: list[object]
    week_on: date

    @property
    def away_count(self) -> int:
        return sum(1 for row in self.rows if row.away)

    @property
    def read_count(self) -> int:
        return sum(1 for row in self.rows if row.has_read_week)


def class_page(school_class: SchoolClass, today: date) -> ClassPage:
    away = {one.pupil_id: one for one in leading.away_today(school_class, today)}
    last_week = today - timedelta(days=today.weekday() + 7)
    read = weeks_read(school_class.pk, last_week)
    pupils_without, guardians_without = leading.without_access(school_class)
    return ClassPage(
        school_class=school_class,
        today=today,
        rows=[
            PupilRow(pupil, away.get(pupil.pk), pupil.pk in read) for pupil in leading.pupils_now(school_class, today)
        ],
        notices=waiting_notices([school_class.pk]),
        pupils_without=pupils_without,
        guardians_without=guardians_without,
        remarks=list(leading.remarks_of(school_class, today - timedelta(days=30))),
        week_on=last_week,
    )
