"""The practice class as it begins: twelve invented pupils, four weeks of lessons, what is already written."""

from dataclasses import dataclass
from datetime import date, timedelta

from parta.grading.cells import CellContent, MarkContent

NAME = "Учебный класс"
SUBJECT = "Русский язык"
BELL = "9:00"  # when its lessons begin
EDIT_DAYS = 14  # «журнал открыт для правки», as a school begins with it
WEDNESDAY = 2

PUPILS = {
    "antonova": "Антонова Алиса", "volkov": "Волков Виктор", "gusev": "Гусев Геннадий", "zaytseva": "Зайцева Зоя",
    "ivanova": "Иванова Мария", "kuznetsov": "Кузнецов Кирилл", "lebedeva": "Лебедева Лидия",
    "medvedev": "Медведев Матвей", "orlov": "Орлов Олег", "petrov": "Петров Пётр", "sidorov": "Сидоров Семён",
    "smirnova": "Смирнова София",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FirstLesson:
    """A lesson as it stands at first; `days` from the class's today, a Wednesday."""

    code: str
    days: int
    topic: str = ""
    kind: int | None = None
    homework: str = ""
    has_roll: bool = True


# Monday, Wednesday and Friday of four weeks; the next Friday has not come yet.
LESSONS = (
    FirstLesson("first", -23, "Причастие как часть речи", homework="§ 12, упр. 70"),
    FirstLesson("closed", -21, "Склонение причастий", homework="§ 13, упр. 78"),
    FirstLesson("oral", -19, "Причастный оборот", homework="§ 14, упр. 85"),
    FirstLesson("test", -16, "Причастный оборот. Запятые", kind=3, homework="Правило § 14"),
    FirstLesson("active", -14, "Действительные причастия", homework="§ 16, упр. 95"),
    FirstLesson("passive", -12, "Страдательные причастия", homework="§ 18, упр. 104"),
    FirstLesson("dictation", -9, "Диктант по теме «Причастие»", kind=5),
    FirstLesson("errors", -7, "Работа над ошибками", homework="Исправить ошибки"),
    FirstLesson("control", -5, "Контрольная работа «Причастие»", kind=4),
    FirstLesson("monday", -2),
    FirstLesson("today", 0, has_roll=False),
    FirstLesson("next", 2, has_roll=False),
)


def day_for(today: date) -> date:
    """The class's today: the last Wednesday, so that a task may say the weekday."""
    return today - timedelta(days=(today.weekday() - WEDNESDAY) % 7)


def five(value: int, **more: int | str) -> CellContent:
    return CellContent(marks=(MarkContent(value, **more),))  # type: ignore[arg-type]


# What stands in the cells: lesson → pupil → content. Cells that tasks ask for are left as the task finds them.
CELLS: dict[str, dict[str, CellContent]] = {
    "first": {"gusev": five(4), "ivanova": five(5), "petrov": five(3), "orlov": CellContent("н")},
    "closed": {"antonova": five(4), "medvedev": five(5), "sidorov": CellContent("у")},
    "oral": {"smirnova": five(5), "volkov": five(4), "zaytseva": five(3)},
    "test": {
        "antonova": five(5), "volkov": five(3), "gusev": five(4), "zaytseva": five(4), "ivanova": five(5),
        "kuznetsov": five(3), "lebedeva": five(4), "medvedev": CellContent("б"), "orlov": five(2), "petrov": five(4),
        "sidorov": five(3), "smirnova": five(5),
    },
    "active": {"kuznetsov": five(4), "lebedeva": five(5), "petrov": CellContent("", 7)},
    "passive": {"ivanova": five(4), "orlov": five(3), "smirnova": CellContent("н")},
    "dictation": {
        "antonova": CellContent(marks=(MarkContent(5, part=1), MarkContent(4, part=2))), "volkov": CellContent("б"),
        "gusev": five(4),
        "zaytseva": five(5), "ivanova": five(5), "lebedeva": five(3), "medvedev": five(4), "orlov": five(2),
        "petrov": five(3), "sidorov": five(4), "smirnova": five(5),
    },
    "errors": {"medvedev": five(5), "zaytseva": CellContent("н")},
    "control": {
        "antonova": five(4), "volkov": CellContent("н"), "gusev": five(5), "zaytseva": five(4), "kuznetsov": five(4),
        "lebedeva": five(4), "medvedev": five(3), "orlov": five(3), "petrov": five(5), "smirnova": five(4),
    },
    "monday": {"gusev": five(4)},
}  # fmt: skip

# A correction made before the trainee came, to be read in the history: lesson, pupil, what stood there before.
CORRECTED = ("test", "sidorov", five(2))
