"""Tasks of the practice class: what is wanted in words, and what is not yet right."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from parta.grading.cells import EMPTY, CellContent

from . import cells
from .cells import KINDS
from .limits import in_words
from .story import LESSONS, PUPILS


@dataclass(frozen=True, slots=True)
class LessonState:
    """A practice lesson as it is now."""

    on: date
    kind: int | None
    topic: str
    homework: str
    has_roll: bool
    asked_for: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole practice class as it is now; lessons and cells by their codes."""

    today: date
    lessons: dict[str, LessonState]
    cells: dict[tuple[str, str], CellContent]  # lesson, pupil

    def cell(self, lesson: str, pupil: str) -> CellContent:
        return self.cells.get((lesson, pupil), EMPTY)

    def day(self, lesson: str) -> str:
        return in_words(self.lessons[lesson].on)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing wanted; `why` says in words what is not yet right, "" when it is."""

    aim: str
    why: str

    @property
    def is_right(self) -> bool:
        return not self.why


@dataclass(frozen=True, slots=True)
class Check:
    """One wish of a task: what is looked at, at which lesson, of which pupil ("" for the column), what is wanted."""

    verb: str
    lesson: str
    pupil: str
    wanted: str

    def judge(self, desk: Desk) -> Verdict:
        return JUDGES[self.verb](self, desk)


def parse_check(words: str) -> Check:
    """«marks ivanova control 5», «topic monday Деепричастие». Raises ValueError, in words for who writes lessons."""
    verb, *rest = words.split()
    if verb not in JUDGES:
        raise ValueError(f"проверки «{verb}» нет")
    pupil = rest.pop(0) if verb in OF_PUPIL and rest else ""
    lesson = rest.pop(0) if rest else ""
    if verb in OF_PUPIL and pupil not in PUPILS:
        raise ValueError(f"ученика «{pupil}» в учебном классе нет")
    if lesson not in {one.code for one in LESSONS}:
        raise ValueError(f"урока «{lesson}» в учебном классе нет")
    check = Check(verb, lesson, pupil, " ".join(rest))
    if verb == "marks":
        cells.parse_typed(check.wanted)
    if verb == "kind" and check.wanted not in {kind.short for kind in KINDS.values()}:
        raise ValueError(f"вида работы «{check.wanted}» нет")
    return check


def _where(check: Check, desk: Desk) -> str:
    return f"{PUPILS[check.pupil]}, {desk.day(check.lesson)}"


def _marks(check: Check, desk: Desk) -> Verdict:
    now = desk.cell(check.lesson, check.pupil)
    wanted = CellContent(marks=cells.parse_typed(check.wanted))
    bare = tuple(mark._replace(kind_id=None, comment="", due_on=None) for mark in now.marks)
    stands = f"сейчас стоит «{cells.typed(now)}»" if now.marks else "отметки пока нет"
    return Verdict(f"{_where(check, desk)}: «{cells.typed(wanted)}»", "" if bare == wanted.marks else stands)


def _absence(check: Check, desk: Desk) -> Verdict:
    now = desk.cell(check.lesson, check.pupil).absence
    stands = f"сейчас стоит «{now}»" if now else "буквы пока нет"
    return Verdict(f"{_where(check, desk)}: «{check.wanted}»", "" if now == check.wanted else stands)


def _present(check: Check, desk: Desk) -> Verdict:
    now = desk.cell(check.lesson, check.pupil).absence
    return Verdict(f"{_where(check, desk)}: буквы нет", f"сейчас стоит «{now}»" if now else "")


def _late(check: Check, desk: Desk) -> Verdict:
    now = desk.cell(check.lesson, check.pupil).late
    stands = "опоздания пока нет" if now is None else f"сейчас стоит {now}"
    aim = f"{_where(check, desk)}: опоздание, минут: {check.wanted}"
    return Verdict(aim, "" if str(now) == check.wanted else stands)


def _comment(check: Check, desk: Desk) -> Verdict:
    now = desk.cell(check.lesson, check.pupil)
    has = bool(now.comment or any(mark.comment for mark in now.marks))
    return Verdict(f"{_where(check, desk)}: комментарий", "" if has else "комментария пока нет")


def _kind(check: Check, desk: Desk) -> Verdict:
    wanted = next(kind for kind in KINDS.values() if kind.short == check.wanted)
    now = desk.lessons[check.lesson].kind
    stands = f"сейчас «{KINDS[now].name}»" if now else "сейчас обычный урок"
    return Verdict(f"Столбец {desk.day(check.lesson)}: {wanted.name}", "" if now == wanted.number else stands)


def _topic(check: Check, desk: Desk) -> Verdict:
    return _words(f"Тема урока {desk.day(check.lesson)}", desk.lessons[check.lesson].topic, check.wanted)


def _homework(check: Check, desk: Desk) -> Verdict:
    return _words(f"Задание на дом {desk.day(check.lesson)}", desk.lessons[check.lesson].homework, check.wanted)


def _words(aim: str, now: str, wanted: str) -> Verdict:
    """The text must be there, and hold the wanted words when some are named."""
    if wanted:
        aim = f"{aim}: «{wanted}»"
    if not now:
        return Verdict(aim, "пока не записано")
    return Verdict(aim, "" if _folded(wanted) in _folded(now) else f"сейчас записано «{now}»")


def _folded(text: str) -> str:
    return "".join(text.lower().replace("ё", "е").split())


def _roll(check: Check, desk: Desk) -> Verdict:
    aim = f"Перекличка {desk.day(check.lesson)} записана"
    return Verdict(aim, "" if desk.lessons[check.lesson].has_roll else "перекличка пока не сохранена")


def _asked(check: Check, desk: Desk) -> Verdict:
    aim = f"Просьба открыть урок {desk.day(check.lesson)}"
    return Verdict(aim, "" if desk.lessons[check.lesson].asked_for else "просьбы пока нет")


JUDGES: dict[str, Callable[[Check, Desk], Verdict]] = {
    "marks": _marks, "absence": _absence, "present": _present, "late": _late, "comment": _comment,
    "kind": _kind, "topic": _topic, "homework": _homework, "roll": _roll, "asked": _asked,
}  # fmt: skip
OF_PUPIL = frozenset({"marks", "absence", "present", "late", "comment"})
