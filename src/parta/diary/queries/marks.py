"""A pupil's marks by course between two days, and the kinds of work they were given for."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from parta.grading.averages import Thresholds
from parta.journal.rules.marks import GivenMark
from parta.lib import sql
from parta.school.models import School


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work as it weighs in an average."""

    name: str
    short_name: str
    weight: int
    counts: bool


NO_KIND = Kind("отметка", "", 1, counts=True)


@dataclass(frozen=True, slots=True)
class KindBook:
    kinds: dict[int, Kind]
    default: Kind

    def of(self, *kind_ids: int | None) -> Kind:
        """The first kind that is set: the mark's own, then the column's; else the default."""
        return next((self.kinds[pk] for pk in kind_ids if pk is not None), self.default)


KINDS = "SELECT id, name, short_name, weight, counts, is_default FROM journal_workkind"


def kind_book() -> KindBook:
    """All kinds of work, those out of use too. One query."""
    kinds, default = {}, NO_KIND
    for pk, name, short_name, weight, counts, is_default in sql.rows(KINDS):
        kinds[pk] = Kind(name, short_name, weight, bool(counts))
        default = kinds[pk] if is_default else default
    return KindBook(kinds, default)


class PupilMark(NamedTuple):
    """A mark with its day; `given` is how it enters the average."""

    on: date
    word: str
    kind: Kind
    comment: str
    due_on: date | None
    given: GivenMark


@dataclass(frozen=True, slots=True)
class CourseMarks:
    """A course of the pupil with its marks in order; no marks is an empty list.

    `joined_on` is None for a course the pupil has marks of without having been in its group these days.
    """

    id: int
    subject_id: int
    subject: str
    group: str
    scale: str
    joined_on: date | None
    left_on: date | None
    marks: list[PupilMark] = field(default_factory=list)


# COALESCE keeps SQLite from beginning with every lesson of these days: the pupil's own cells are far fewer.
MARKS = """
SELECT c.id, s.id, s.name, g.name, c.scale, l."on", m.cell_id, m.value, m.word, m.part, m.retakes, m.due_on, m.comment,
  m.work_kind_id, r.work_kind_id
FROM journal_cell cell
JOIN journal_mark m ON m.cell_id = cell.id
JOIN timetable_lesson l ON l.id = cell.lesson_id
JOIN school_course c ON c.id = l.course_id
JOIN school_subject s ON s.id = c.subject_id
JOIN school_studygroup g ON g.id = c.group_id
LEFT JOIN journal_lessonrecord r ON r.lesson_id = l.id
WHERE cell.pupil_id = %s AND COALESCE(l."on", l."on") BETWEEN %s AND %s
ORDER BY l."on", l.slot, m.cell_id, m.position"""
COURSES = """
SELECT c.id, s.id, s.name, g.name, c.scale, gm.from_on, gm.to_on, c.year_id
FROM school_groupmembership gm
JOIN school_course c ON c.group_id = gm.group_id AND c.is_active
JOIN school_subject s ON s.id = c.subject_id
JOIN school_studygroup g ON g.id = c.group_id
WHERE gm.pupil_id = %s AND gm.from_on <= %s AND (gm.to_on IS NULL OR gm.to_on >= %s)
ORDER BY gm.from_on"""


def courses_with_marks(
    pupil_id: int, from_on: date, to_on: date, *, year_id: int, kinds: KindBook
) -> list[CourseMarks]:
    """Every course the pupil was in or has marks of between the days, by subject. Two queries.

    The year is told apart here: asked of the database, it would look through all courses of the year first.
    """
    found = {
        row[0]: CourseMarks(*row[:7]) for row in sql.rows(COURSES, [pupil_id, to_on, from_on]) if row[7] == year_id
    }
    for row in sql.rows(MARKS, [pupil_id, from_on, to_on]):
        pk, subject_id, subject, group, scale, on, cell, value, word, part, retakes, due_on, comment, own, column = row
        kind = kinds.of(own, column)
        given = GivenMark(cell, value, kind.weight, kind.counts, part, bool(retakes))
        course = found.get(pk)
        if course is None:
            course = found[pk] = CourseMarks(pk, subject_id, subject, group, scale, None, None)
        course.marks.append(PupilMark(on, word, kind, comment, due_on, given))
    return sorted(found.values(), key=lambda course: (course.subject, course.group, course.id))


def with_brought(courses: list[CourseMarks], from_on: date, to_on: date) -> list[CourseMarks]:
    """Marks travel with the pupil (domain §1), by the journal's rule, so that the two averages agree.

    Who joined a course after `from_on` brings the marks of the subject's other courses into it, and a course that was
    left by `to_on` is then not listed by itself.
    """
    shown = []
    for course in courses:
        same = [one for one in courses if one.subject_id == course.subject_id]
        if is_newcomer(course, from_on):
            marks = sorted((mark for one in same for mark in one.marks), key=lambda mark: mark.on)
            shown.append(replace(course, marks=marks))
        elif has_stayed(course, to_on) or not any(is_newcomer(one, from_on) for one in same):
            shown.append(course)
    return shown


def is_newcomer(course: CourseMarks, from_on: date) -> bool:
    return course.joined_on is not None and course.joined_on > from_on


def has_stayed(course: CourseMarks, to_on: date) -> bool:
    return course.joined_on is not None and (course.left_on is None or course.left_on >= to_on)


PUPILS_COURSE = """
SELECT s.name FROM school_course c JOIN school_subject s ON s.id = c.subject_id
WHERE c.id = %s AND (
  EXISTS (SELECT 1 FROM school_groupmembership gm WHERE gm.group_id = c.group_id AND gm.pupil_id = %s)
  OR EXISTS (SELECT 1 FROM journal_cell cell JOIN timetable_lesson l ON l.id = cell.lesson_id
    WHERE cell.pupil_id = %s AND l.course_id = c.id))"""


def subject_of(course_id: int, *, pupil_id: int) -> str | None:
    """The subject of a course the pupil is or was in, or has cells of; None for any other. One query."""
    found = sql.rows(PUPILS_COURSE, [course_id, pupil_id, pupil_id])
    return found[0][0] if found else None


def thresholds() -> Thresholds:
    """From which average each period mark is suggested at this school. One query."""
    row = School.objects.values_list("threshold_3", "threshold_4", "threshold_5").first()
    return Thresholds(*row) if row else Thresholds()
