"""A pupil's marks by subject between two days, and what an average is made of."""

from dataclasses import dataclass, field
from datetime import date

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


@dataclass(frozen=True, slots=True)
class PupilMark:
    """A mark with its day; `given` is how it enters the average."""

    on: date
    word: str
    kind: Kind
    comment: str
    due_on: date | None
    given: GivenMark


@dataclass(frozen=True, slots=True)
class SubjectMarks:
    """A subject of the pupil with the marks in order; no marks is an empty list."""

    id: int
    name: str
    scale: str
    marks: list[PupilMark] = field(default_factory=list)


# A subject is listed while the pupil is in one of its groups, or when a mark of it stands: marks travel with the pupil.
MARKS = """
SELECT s.id, s.name, c.scale, l."on", m.cell_id, m.value, m.word, m.part, m.retakes, m.due_on, m.comment,
  m.work_kind_id, r.work_kind_id
FROM journal_cell cell
JOIN journal_mark m ON m.cell_id = cell.id
JOIN timetable_lesson l ON l.id = cell.lesson_id
JOIN school_course c ON c.id = l.course_id
JOIN school_subject s ON s.id = c.subject_id
LEFT JOIN journal_lessonrecord r ON r.lesson_id = l.id
WHERE cell.pupil_id = %s AND l."on" BETWEEN %s AND %s
ORDER BY l."on", l.slot, m.cell_id, m.position"""
SUBJECTS = """
SELECT DISTINCT s.id, s.name, c.scale, c.year_id
FROM school_groupmembership gm
JOIN school_course c ON c.group_id = gm.group_id AND c.is_active
JOIN school_subject s ON s.id = c.subject_id
WHERE gm.pupil_id = %s AND gm.from_on <= %s AND (gm.to_on IS NULL OR gm.to_on >= %s)"""


def subjects_with_marks(
    pupil_id: int, from_on: date, to_on: date, *, year_id: int, kinds: KindBook
) -> list[SubjectMarks]:
    """Every subject of the pupil by name, with the marks between the days. Two queries.

    The year is told apart here: asked of the database, it would look through all courses of the year first.
    """
    listed = sql.rows(SUBJECTS, [pupil_id, to_on, from_on])
    found = {pk: SubjectMarks(pk, name, scale) for pk, name, scale, year in listed if year == year_id}
    for row in sql.rows(MARKS, [pupil_id, from_on, to_on]):
        pk, name, scale, on, cell, value, word, part, retakes, due_on, comment, own, column = row
        kind = kinds.of(own, column)
        given = GivenMark(cell, value, kind.weight, kind.counts, part, bool(retakes))
        subject = found.setdefault(pk, SubjectMarks(pk, name, scale))
        subject.marks.append(PupilMark(on, word, kind, comment, due_on, given))
    return sorted(found.values(), key=lambda subject: subject.name)


def thresholds() -> Thresholds:
    """From which average each period mark is suggested at this school. One query."""
    row = School.objects.values_list("threshold_3", "threshold_4", "threshold_5").first()
    return Thresholds(*row) if row else Thresholds()
