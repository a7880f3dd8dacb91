"""One pupil's lessons with all that stands in their cells, and the bells they ring by."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time

from parta.lib import sql
from parta.timetable.queries import BellBook


@dataclass(frozen=True, slots=True)
class CellMark:
    """A mark of a cell. `kind` is the name of its kind of work: its own, the column's or the default one."""

    value: int | None
    word: str
    kind: str
    comment: str
    part: int
    retakes: bool
    due_on: date | None


@dataclass(frozen=True, slots=True)
class DiaryLesson:
    """A lesson of the pupil's own groups as the diary tells it; names are «» where nobody or nothing is set."""

    id: int
    course_id: int
    on: date
    slot: int | None
    starts_at: time | None
    ends_at: time | None
    state: str
    reason: str
    room: str
    usual_room: str  # the timetable's room when the lesson's is another, else ""
    substitute: tuple[str, str, str]  # last name, first name, patronymic
    moved_to: tuple[date, int | None] | None
    moved_from: tuple[date, int | None] | None
    subject: str
    scale: str
    is_added: bool  # put on its day beside the weekly timetable
    class_id: int | None  # the class of the group, None for a mixed group
    topic: str
    column_kind: str
    is_control: bool
    absence: str
    late_minutes: int | None
    comment: str
    marks: list[CellMark] = field(default_factory=list)

    @property
    def takes_place(self) -> bool:
        return self.state == "planned"


LESSONS = """
SELECT l.id, l.course_id, l."on", l.slot, l.starts_at, l.ends_at, l.state, l.reason,
  l.room_id, room.name, e.room_id, usual.name, t.last_name, t.first_name, t.patronymic,
  ahead."on", ahead.slot, back."on", back.slot,
  s.name, c.scale, l.is_added, g.school_class_id, r.topic, k.name, k.is_control,
  cell.absence, cell.late_minutes, cell.comment, own.name, m.value, m.word, m.comment, m.part, m.retakes, m.due_on,
  (SELECT name FROM journal_workkind WHERE is_default)
FROM school_groupmembership gm
JOIN school_course c ON c.group_id = gm.group_id
JOIN timetable_lesson l ON l.course_id = c.id
  AND l."on" BETWEEN %s AND %s AND l."on" >= gm.from_on AND (gm.to_on IS NULL OR l."on" <= gm.to_on)
JOIN school_subject s ON s.id = c.subject_id
JOIN school_studygroup g ON g.id = c.group_id
LEFT JOIN school_room room ON room.id = l.room_id
LEFT JOIN timetable_timetableentry e ON e.id = l.entry_id
LEFT JOIN school_room usual ON usual.id = e.room_id
LEFT JOIN school_employee t ON t.id = l.substitute_id
LEFT JOIN timetable_lesson ahead ON ahead.id = l.moved_to_id
LEFT JOIN timetable_lesson back ON back.moved_to_id = l.id
LEFT JOIN journal_lessonrecord r ON r.lesson_id = l.id
LEFT JOIN journal_workkind k ON k.id = r.work_kind_id
LEFT JOIN journal_cell cell ON cell.lesson_id = l.id AND cell.pupil_id = gm.pupil_id
LEFT JOIN journal_mark m ON m.cell_id = cell.id
LEFT JOIN journal_workkind own ON own.id = m.work_kind_id
WHERE gm.pupil_id = %s
ORDER BY m.position"""


def lessons_of(pupil_id: int, from_on: date, to_on: date) -> list[DiaryLesson]:
    """Lessons of the groups the pupil is in on each day, cancelled and moved ones too, unordered. One query.

    A row is a lesson with one mark of its cell, so a lesson with two marks comes twice.
    """
    found: dict[int, DiaryLesson] = {}
    for row in sql.rows(LESSONS, [from_on, to_on, pupil_id]):
        lesson = found.get(row[0])
        if lesson is None:
            lesson = found[row[0]] = lesson_of(row)
        kind, value, word, comment, part, retakes, due_on, default_kind = row[29:]
        if word is not None:
            kind = kind or lesson.column_kind or default_kind or ""
            lesson.marks.append(CellMark(value, word, kind, comment, part, bool(retakes), due_on))
    return list(found.values())


def lesson_of(row: sql.Row) -> DiaryLesson:
    (
        pk, course, on, slot, starts_at, ends_at, state, reason, room_id, room, usual_room_id, usual_room, last, first,
        patronymic, to_day, to_slot, from_day, from_slot, subject, scale, is_added, class_id, topic,
        kind, is_control, absence, late, comment, *_,
    ) = row  # fmt: skip
    return DiaryLesson(
        id=pk, course_id=course, on=on, slot=slot, starts_at=starts_at, ends_at=ends_at, state=state, reason=reason,
        room=room or "", usual_room=usual_room if usual_room_id not in (None, room_id) else "",
        substitute=(last or "", first or "", patronymic or ""),
        moved_to=(to_day, to_slot) if to_day else None,
        moved_from=(from_day, from_slot) if from_day else None,
        subject=subject, scale=scale, is_added=bool(is_added), class_id=class_id,
        topic=topic or "", column_kind=kind or "", is_control=bool(is_control),
        absence=absence or "", late_minutes=late, comment=comment or "",
    )  # fmt: skip


BELLS = """
SELECT b.id, b.is_default, bell.slot, bell.starts_at, bell.ends_at, d."on", d.instead_of_id, cb.school_class_id
FROM timetable_bellschedule b
LEFT JOIN timetable_bell bell ON bell.schedule_id = b.id
LEFT JOIN timetable_daybells d ON d.schedule_id = b.id AND d."on" BETWEEN %s AND %s
LEFT JOIN timetable_classbells cb ON cb.schedule_id = b.id AND cb.school_class_id IN ({classes})"""


def bells_of(class_ids: Collection[int], from_on: date, to_on: date) -> BellBook:
    """The bells of these classes between the days, in one query: a row is a bell with a special day and a class."""
    statement = BELLS.format(classes=sql.places(len(class_ids)) if class_ids else "NULL")
    book = BellBook(None, {}, {}, {})
    default: int | None = None
    for pk, is_default, slot, starts_at, ends_at, on, instead_of, school_class in sql.rows(
        statement, [from_on, to_on, *class_ids]
    ):
        default = pk if is_default else default
        if slot is not None:
            book.spans[pk, slot] = (starts_at, ends_at)
        if on is not None:
            book.of_day[on, instead_of] = pk
        if school_class is not None:
            book.of_class[school_class] = pk
    return BellBook(default, book.of_class, book.of_day, book.spans)
