"""Russian words of this app that stand outside templates: actions of the history, a lesson named in a line."""

from decimal import Decimal

from parta.ui.templatetags.ui import clock, weekday_day

from .models import Lesson, TimetableEntry, Weeks

WEEKDAYS = {1: "понедельник", 2: "вторник", 3: "среда", 4: "четверг", 5: "пятница", 6: "суббота", 7: "воскресенье"}

ACTIONS = {
    "timetable.save_bells": "изменены звонки",
    "timetable.remove_bells": "удалены звонки",
    "timetable.set_class_bells": "назначены звонки класса",
    "timetable.set_day_bells": "назначены звонки на день",
    "timetable.drop_day_bells": "отменены особые звонки дня",
    "timetable.add_entry": "добавлена строка расписания",
    "timetable.change_entry": "изменена строка расписания",
    "timetable.remove_entry": "снята строка расписания",
    "timetable.make_lessons": "созданы уроки по расписанию",
    "timetable.import_timetable": "импорт расписания",
    "timetable.undo_import": "импорт расписания отменён",
    "timetable.add_lesson": "добавлен урок сверх расписания",
    "timetable.cancel_lesson": "отменён урок",
    "timetable.restore_lesson": "возвращён отменённый урок",
    "timetable.substitute_lesson": "назначена замена",
    "timetable.drop_substitute": "снята замена",
    "timetable.move_lesson": "перенесён урок",
    "timetable.return_lesson": "урок возвращён на своё место",
    "timetable.change_room": "изменён кабинет урока",
}


def slot_words(lesson: Lesson | TimetableEntry) -> str:
    """«2-й урок», or the time of a lesson without a number."""
    return f"{lesson.slot}-й урок" if lesson.slot is not None else f"в {clock(lesson.starts_at)}"


def lesson_words(lesson: Lesson) -> str:
    """«7Б · Алгебра, пн, 23 ноября, 2-й урок»."""
    return f"{lesson.course}, {weekday_day(lesson.on)}, {slot_words(lesson)}"


def entry_words(entry: TimetableEntry) -> str:
    """«7Б · Алгебра, понедельник, 2-й урок, по чётным»."""
    weeks = "" if entry.weeks == Weeks.EVERY else f", {Weeks(entry.weeks).label}"
    return f"{entry.course}, {WEEKDAYS[entry.weekday]}, {slot_words(entry)}{weeks}"


def hour_words(number: Decimal) -> str:
    """Hours without needless zeros, with a comma: «3», «0,5»."""
    return f"{number.normalize():f}".replace(".", ",")
