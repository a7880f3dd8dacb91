"""What happened at the demo school from September to today: who was ill, what was taught, asked, marked and praised."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from parta.accounts.models import User
from parta.journal.models import Cell, Homework, LessonRecord, Mark, WorkKind
from parta.school.models import Course, GroupMembership
from parta.timetable.models import Lesson

from . import content

FORGOTTEN = 0.02  # share of lessons a busy teacher has not filled yet


@dataclass
class Written:
    """What is to be written for one course. Marks name their cell by its place in `cells`."""

    records: list[LessonRecord] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    homework: list[Homework] = field(default_factory=list)


class Story:
    """One seeded random stream, so that the same day gives the same school."""

    def __init__(self, *, seed: int, today: date, kinds: dict[str, WorkKind]) -> None:
        self.random = Random(seed)
        self.today = today
        self.kinds = kinds
        self.ability: dict[int, float] = {}
        self.away: dict[tuple[int, date], str] = {}

    def meet(self, pupil_ids: list[int], starts_on: date) -> None:
        """Give each pupil an ability and days of absence."""
        days = (self.today - starts_on).days + 1
        for pupil in pupil_ids:
            self.ability[pupil] = self.random.triangular(2.7, 5.1, 4.2)
            for letter, chance, longest in (("б", 0.8, 6), ("у", 0.4, 2), ("н", 0.35, 1), ("п", 0.08, 1)):
                if self.random.random() < chance:
                    first = starts_on + timedelta(days=self.random.randrange(days))
                    for number in range(self.random.randint(1, longest)):
                        self.away.setdefault((pupil, first + timedelta(days=number)), letter)

    def write(self, course: Course, lessons: list[Lesson], members: list[int], teacher: User, level: int) -> Written:
        """Fill the lessons that are over; `lessons` are all of the course by date, `members` its pupils."""
        written = Written()
        for number, lesson in enumerate(lessons):
            if lesson.on > self.today or (lesson.on == self.today and (lesson.slot or 9) > 3):
                break
            if lesson.on < self.today - timedelta(days=2) and self.random.random() < FORGOTTEN:
                continue
            self.write_lesson(written, course, number, lessons, members, teacher, level)
        return written

    def write_lesson(
        self, written: Written, course: Course, number: int, lessons: list[Lesson], members: list[int], teacher: User,
        level: int,
    ) -> None:  # fmt: skip
        lesson = lessons[number]
        at = instant(lesson)
        kind = self.kind_of(course.subject.name, number + course.pk) if level > 1 else None
        topic = content.topic(course.subject.name, number)
        written.records.append(
            LessonRecord(
                lesson=lesson, topic=topic, work_kind=kind, topic_at=at, roll_at=at, roll_by=teacher, changed_at=at
            )
        )
        for pupil in members:
            self.write_cell(written, lesson, pupil, kind, teacher, level, at)
        task = content.homework(course.subject.name, self.random) if level > 1 else None
        if task and number + 1 < len(lessons):
            due = lessons[number + 1]
            written.homework.append(
                Homework(
                    lesson=lesson, due_lesson=due, due_on=due.on, text=task[0], minutes=task[1], author=teacher, at=at
                )
            )

    def kind_of(self, subject: str, number: int) -> WorkKind | None:
        if subject in content.PRACTICAL:
            return None
        if number % 11 == 10:
            return self.kinds["контрольная работа"]
        return self.kinds["самостоятельная работа"] if number % 5 == 3 else None

    def write_cell(
        self, written: Written, lesson: Lesson, pupil: int, kind: WorkKind | None, teacher: User, level: int,
        at: datetime,
    ) -> None:  # fmt: skip
        away = self.away.get((pupil, lesson.on), "")
        late = (
            self.random.choice((3, 5, 10)) if not away and lesson.slot == 1 and self.random.random() < 0.015 else None
        )
        share = 0.0 if away or level == 1 else 0.16 if kind is None else 0.96 if kind.is_control else 0.8
        marked = self.random.random() < share
        if not (away or late or marked):
            return
        cell = Cell(lesson=lesson, pupil_id=pupil, absence=away, late_minutes=late, changed_at=at, changed_by=teacher)
        written.cells.append(cell)
        if marked:
            self.write_marks(written, pupil, kind, teacher, at)

    def write_marks(self, written: Written, pupil: int, kind: WorkKind | None, teacher: User, at: datetime) -> None:
        place = len(written.cells) - 1
        value = self.value(pupil)
        written.marks.append((place, Mark(position=0, value=value, author=teacher, at=at)))
        if kind is not None and kind.is_control and value == 2:
            better = Mark(
                position=1, value=self.random.choice((3, 4)), retakes=True, author=teacher, at=at + timedelta(days=3)
            )
            written.marks.append((place, better))
        elif kind is None and self.random.random() < 0.08:
            second = Mark(
                position=1, value=self.value(pupil), work_kind=self.kinds["домашняя работа"], author=teacher, at=at
            )
            written.marks.append((place, second))

    def value(self, pupil: int) -> int:
        return min(5, max(2, round(self.random.gauss(self.ability[pupil], 0.62))))


def instant(lesson: Lesson) -> datetime:
    """Half an hour into the lesson's slot, near enough for a story."""
    minutes = 9 * 60 + ((lesson.slot or 1) - 1) * 57
    return timezone.make_aware(datetime.combine(lesson.on, time(*divmod(minutes, 60))))


def members_of_groups(group_ids: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for group, pupil in GroupMembership.objects.filter(group__in=group_ids, to_on=None).values_list("group", "pupil"):
        found[group].append(pupil)
    return found
