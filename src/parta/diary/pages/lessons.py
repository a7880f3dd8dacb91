"""A lesson of the diary: its number, time and room, what has changed, marks, homework."""

from dataclasses import dataclass, field
from datetime import date

from parta.diary.queries.lessons import CellMark, DiaryLesson
from parta.diary.queries.week import Note, Task, TaskFile
from parta.diary.rules import level_of, replaced
from parta.journal.models import Absence, Mark
from parta.journal.rules.marks import GivenMark
from parta.timetable.queries import Span
from parta.timetable.queries.lessons import short_name_of
from parta.ui.addresses import address
from parta.ui.templatetags.ui import clock, count, day, weekday_day

ABSENCES = {letter: f"Не был на уроке: {words}" for letter, words in Absence.choices}
WORDS = dict(Mark.Word.choices)


@dataclass(frozen=True, slots=True)
class Chip:
    """A mark, an absence or a lateness; `words` open on a tap, the first line is its meaning."""

    text: str
    level: str
    words: list[str]
    is_replaced: bool = False
    is_second_part: bool = False  # of a double mark «4/5»


@dataclass(frozen=True, slots=True)
class FileRow:
    label: str
    url: str
    is_link: bool
    size: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    id: int
    subject: str
    text: str
    minutes: int | None
    is_individual: bool
    is_done: bool
    files: list[FileRow]
    url: str  # where the tick is sent
    stands_alone: bool  # not under a lesson, so that the subject must be named


@dataclass(slots=True)
class LessonRow:
    number: str
    subject: str
    where: str  # «8:30–9:15, каб. 12»
    topic: str
    control: str  # the name of the control work, "" on an ordinary lesson
    is_off: bool  # cancelled or moved away
    changes: list[str]
    chips: list[Chip]
    comment: str
    tasks: list[TaskRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def has_news(self) -> bool:
        """Anything an ordinary lesson does not have: asked once a lesson, and most lessons are ordinary."""
        return bool(self.changes or self.control or self.comment)


def lesson_row(lesson: DiaryLesson, span: Span | None) -> LessonRow:
    return LessonRow(
        number="" if lesson.slot is None else str(lesson.slot),
        subject=lesson.subject,
        where=", ".join(filter(None, [span_words(span), room_words(lesson.room)])),
        topic=lesson.topic,
        control=lesson.column_kind if lesson.is_control else "",
        is_off=not lesson.takes_place,
        changes=changes_of(lesson),
        chips=chips_of(lesson),
        comment=lesson.comment,
    )


def span_words(span: Span | None) -> str:
    return f"{clock(span[0])}–{clock(span[1])}" if span else ""


def room_words(room: str) -> str:
    """«каб. 12»; a room with a name of its own («Спортзал») needs no «каб.»."""
    return f"каб. {room}" if room[:1].isdigit() else room


def changes_of(lesson: DiaryLesson) -> list[str]:
    """What is not as in the timetable, in words."""
    reason = f" ({lesson.reason})" if lesson.reason else ""
    if lesson.state == "cancelled":
        return [f"отменён{reason}"]
    if lesson.state == "moved":
        return [f"перенесён на {place(lesson.moved_to)}{reason}" if lesson.moved_to else f"перенесён{reason}"]
    words = ["дополнительный урок"] if lesson.is_added else []
    if lesson.moved_from:
        words.append(f"перенесён с {place(lesson.moved_from)}")
    if lesson.substitute[0]:
        words.append(f"замена: {short_name_of(*lesson.substitute)}")
    if lesson.usual_room:
        words.append(f"не там, где обычно ({room_words(lesson.usual_room)})")
    return words


def place(of: tuple[date, int | None]) -> str:
    on, slot = of
    return weekday_day(on) if slot is None else f"{weekday_day(on)}, {slot}-й урок"


def chips_of(lesson: DiaryLesson) -> list[Chip]:
    chips = []
    if lesson.absence:
        chips.append(Chip(lesson.absence, "away", [ABSENCES[lesson.absence]]))
    if lesson.late_minutes is not None:
        chips.append(Chip("оп", "away", [f"Опоздание на {count(lesson.late_minutes, 'минуту,минуты,минут')}"]))
    given = [GivenMark(lesson.id, m.value, 1, True, m.part, m.retakes) for m in lesson.marks]
    for mark, is_replaced in zip(lesson.marks, replaced(given), strict=True):
        chips.append(mark_chip(mark, lesson.scale, is_replaced=is_replaced))
    return chips


def mark_chip(mark: CellMark, scale: str, *, is_replaced: bool) -> Chip:
    words = [mark.kind[:1].upper() + mark.kind[1:] or "Отметка"]
    if mark.word:
        words.append(WORDS[mark.word] + (f", сдать до {day(mark.due_on)}" if mark.due_on else ""))
    if mark.part:
        words.append("первая часть работы" if mark.part == 1 else "вторая часть работы")
    if is_replaced:
        words.append("исправлена следующей отметкой")
    if mark.comment:
        words.append(f"«{mark.comment}»")
    text = mark.word or str(mark.value)
    return Chip(text, level_of(mark.value, mark.word, scale), words, is_replaced, is_second_part=mark.part == 2)


def tick_prefix(pupil_id: int) -> str:
    """What the addresses of the pupil's ticks begin with."""
    return address("diary:tick", pupil_id, 0).removesuffix("0/")


def task_row(task: Task, prefix: str, *, stands_alone: bool = False) -> TaskRow:
    return TaskRow(
        id=task.id,
        subject=task.subject,
        text=task.text,
        minutes=task.minutes,
        is_individual=task.is_individual,
        is_done=task.is_done,
        files=[file_row(file) for file in task.files],
        url=f"{prefix}{task.id}/",
        stands_alone=stands_alone,
    )


def file_row(file: TaskFile) -> FileRow:
    if file.url:
        return FileRow(file.name, file.url, is_link=True, size="")
    url = address("journal:homework-file", file.id)
    return FileRow(file.name, url, is_link=False, size=size_words(file.size))


def size_words(size: int | None) -> str:
    """«340 КБ», «2,4 МБ»; nothing when unknown."""
    if size is None:
        return ""
    kilobytes = -(-size // 1024)
    return f"{kilobytes} КБ" if kilobytes < 1024 else f"{kilobytes / 1024:.1f} МБ".replace(".", ",")
