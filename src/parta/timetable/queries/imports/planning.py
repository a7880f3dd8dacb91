"""The whole plan of an import: rows to make, the difference with the timetable in force, clashes, open questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.utils import timezone

from parta.school.models import Course, PeriodScheme, SchoolYear, StudyGroup

from ...lines import Reading, Trouble
from ...rules import bell_faults
from .choices import Choices, ClassChoice
from .desk import Desk, desk_of
from .difference import CourseRef, Difference, Placed, difference
from .faults import ClashTold, clashes_of, day_questions, group_questions, teacher_questions
from .matching import Matcher
from .targets import Grouping, GroupTarget, Target, targets_of

FIRST_SENIOR_LEVEL = 10


@dataclass(slots=True)
class Fresh:
    """Rows to be made, by name, in the order they are met."""

    classes: dict[str, ClassChoice] = field(default_factory=dict)
    groups: dict[str, GroupTarget] = field(default_factory=dict)
    subjects: list[str] = field(default_factory=list)
    teachers: list[str] = field(default_factory=list)
    rooms: list[str] = field(default_factory=list)
    courses: list[CourseRef] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """Nothing of it is written yet. `assigned` are courses that get their teacher; `questions` stop the import."""

    desk: Desk
    choices: Choices
    from_on: date
    to_on: date
    lines: list[Placed]
    fresh: Fresh
    difference: Difference
    assigned: dict[int, str]
    lost: list[Trouble]
    clashes: list[ClashTold]
    without_bell: list[int]
    questions: list[str]

    @property
    def may_apply(self) -> bool:
        return not self.questions and bool(not self.difference.is_empty or self.assigned)

    def scheme(self, level: int) -> PeriodScheme:
        """Half-years in 10–11, quarters below, unless chosen otherwise; the only scheme where there is one."""
        chosen, usual = self.choices.scheme_low, "четверт"
        if level >= FIRST_SENIOR_LEVEL:
            chosen, usual = self.choices.scheme_high, "полугод"
        return max(self.desk.schemes, key=lambda one: (one.pk == chosen, usual in one.name.lower(), -one.pk))

    @property
    def fingerprint(self) -> str:
        """Tells whether what is about to be written is what was shown."""
        changes = self.difference
        shown = (
            self.from_on, self.to_on, self.fresh, self.assigned, changes.added, changes.changed, changes.removed,
            self.choices.makes_bells, self.choices.scheme_low, self.choices.scheme_high,
        )  # fmt: skip
        return sha256(repr(shown).encode()).hexdigest()[:16]


def plan_of(reading: Reading, choices: Choices, year: SchoolYear) -> Plan:
    """Some fifteen queries, however long the file is."""
    desk = desk_of(year)
    matcher = Matcher(reading, desk, choices)
    targets = targets_of(reading, desk, choices, matcher, Grouping(reading, desk, choices, matcher))
    from_on, to_on = days_of(choices, year)
    courses = Courses(desk)
    lines = [courses.place(row) for row in targets.rows]
    old, others = standing(desk, {name for line in lines for name in line.classes}, from_on, to_on)
    fresh = fresh_rows(desk, targets.rows, lines)
    fresh.classes = fresh_classes(reading, matcher, lines)
    new_bells = {bell.slot for bell in reading.bells} if choices.makes_bells else set()
    return Plan(
        desk=desk,
        choices=choices,
        from_on=from_on,
        to_on=to_on,
        lines=lines,
        fresh=fresh,
        difference=difference(lines, old, from_on=from_on, to_on=to_on),
        assigned=courses.assigned,
        lost=targets.lost,
        clashes=clashes_of(lines, others),
        without_bell=sorted({line.slot for line in lines if not desk.rings(line.slot, line.classes)} - new_bells),
        questions=[
            *targets.questions,
            *group_questions(desk, targets.rows),
            *teacher_questions(fresh.teachers),
            *day_questions(desk, lines, from_on, to_on),
            *(bell_faults(list(reading.bells)).values() if choices.makes_bells else []),
        ],
    )


def days_of(choices: Choices, year: SchoolYear) -> tuple[date, date]:
    """From today (or the year's first day before it) to the year's last, unless chosen."""
    usual = min(max(timezone.localdate(), year.starts_on), year.ends_on)
    return choices.from_on or usual, choices.to_on or year.ends_on


class Courses:
    """Finds the course of a line. A line without a teacher is of the course there is; a course without one gets it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.assigned: dict[int, str] = {}
        self.hours: set[tuple[int, int, int | None]] = {
            (entry.course_id, entry.weekday, entry.slot) for entry in desk.entries
        }
        self.timed = {entry.course_id for entry in desk.entries}

    def place(self, row: Target) -> Placed:
        line = row.line
        return Placed(
            self.ref(row), frozenset(row.group.classes), line.weekday, line.slot, line.weeks, row.room, line.where
        )

    def ref(self, row: Target) -> CourseRef:
        group = self.group(row.group)
        candidates = self.desk.courses.get((group.pk, row.subject), []) if group else []
        course = self.taught_by(row.teacher, candidates) if row.teacher else self.likely(row, candidates)
        teacher = row.teacher or (self.desk.shown(course.teacher) if course else "")
        return CourseRef(course.pk if course else None, row.group.name, row.subject, teacher)

    def group(self, target: GroupTarget) -> StudyGroup | None:
        if not target.is_whole:
            return self.desk.group_named(target.name)
        school_class = self.desk.class_named(target.name)
        return self.desk.wholes.get(school_class.pk) if school_class else None

    def taught_by(self, teacher: str, candidates: list[Course]) -> Course | None:
        for course in candidates:
            if self.desk.shown(course.teacher) == teacher or self.assigned.get(course.pk) == teacher:
                return course
        free = next((one for one in candidates if one.teacher_id is None and one.pk not in self.assigned), None)
        if free:
            self.assigned[free.pk] = teacher
        return free

    def likely(self, row: Target, candidates: list[Course]) -> Course | None:
        """Of several, the one that stands at this hour, else one that stands in the timetable at all."""
        return max(
            candidates,
            key=lambda course: ((course.pk, *row.hour) in self.hours, course.pk in self.timed, -course.pk),
            default=None,
        )


def standing(desk: Desk, classes: set[str], from_on: date, to_on: date) -> tuple[list[Placed], list[Placed]]:
    """Lines in force in these days: those all of whose classes are in the file, and the others."""
    names = {one.pk: one.name for one in desk.classes}
    ours: list[Placed] = []
    others: list[Placed] = []
    for entry in desk.entries:
        if entry.valid_to < from_on or entry.valid_from > to_on or entry.slot is None:
            continue
        course = entry.course
        of = frozenset(names[key] for key in desk.classes_of[course.group_id])
        name = next(iter(of)) if course.group.is_whole else course.group.name
        ref = CourseRef(course.pk, name, course.subject.name, desk.shown(course.teacher))
        room = entry.room.name if entry.room else ""
        placed = Placed(ref, of, entry.weekday, entry.slot, entry.weeks, room, entry=entry)
        (ours if of and of <= classes else others).append(placed)
    return ours, others


def fresh_rows(desk: Desk, rows: list[Target], lines: list[Placed]) -> Fresh:
    fresh = Fresh()
    known_subjects, known_rooms = set(desk.subjects.values()), set(desk.rooms.values())
    for row in rows:
        if not row.group.is_whole and not desk.group_named(row.group.name):
            fresh.groups.setdefault(row.group.name, row.group)
        add(fresh.subjects, [row.subject] if row.subject not in known_subjects else [])
        add(fresh.teachers, [row.teacher] if row.teacher and row.teacher not in desk.employees else [])
        add(fresh.rooms, [row.room] if row.room and row.room not in known_rooms else [])
    fresh.courses = list(dict.fromkeys(line.course for line in lines if line.course.pk is None))
    return fresh


def fresh_classes(reading: Reading, matcher: Matcher, lines: list[Placed]) -> dict[str, ClassChoice]:
    used = {name for line in lines for name in line.classes}
    choices = [matcher.school_class(name.name) for name in reading.classes]
    return {one.name: one for one in choices if one.name in used and not matcher.desk.class_named(one.name)}


def add(names: list[str], more: Iterable[str]) -> None:
    names += [name for name in more if name not in names]
