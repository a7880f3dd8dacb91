"""A file on its way into the journal, taken along with a question: the file itself, and what was not understood of it.

Only whose file it is may ask about it: the doors are those of the import itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.utils import timezone

from parta.accounts.models import User
from parta.lib.files import CheckedFile, WrongFile, check, safe_name
from parta.lib.sheets import SheetError, read_book
from parta.lib.uploads import Upload
from parta.school.access import OWN_IMPORTS, import_draft, require
from parta.school.exchange import KIND_TITLES, Mapping, missing, read_lines
from parta.school.lines import Problem
from parta.school.models import ImportDraft
from parta.school.queries import current_year
from parta.school.services.imports import check as dry_run
from parta.timetable.access import draft_to_finish, import_to_see
from parta.timetable.lines import Grade, Reading, Trouble, from_json
from parta.timetable.queries.imports import choices
from parta.timetable.queries.imports.planning import plan_of

TOPIC = "lists"  # of people, load and the timetable
REPORT = "Отчёт о загрузке.txt"
ANY = "application/octet-stream"  # a file of a kind nobody may send in otherwise, such as aSc's XML: a download only


@dataclass(frozen=True, slots=True)
class Attached:
    """`name` and `key` are those of the address; `rows` are (label, words) as the asker is shown them."""

    name: str
    key: int
    rows: list[tuple[str, str]]
    uploads: list[Upload]
    topic: str = TOPIC


def attached(user: User, asked: QueryDict) -> Attached | None:
    """What the address asks to take along; None when it asks for nothing. Raises Http404 for somebody else's file."""
    for name, find in FINDERS.items():
        key = str(asked.get(name, ""))
        if key:
            require(key.isascii() and key.isdecimal() and len(key) < 10)
            return find(user, int(key))
    return None


def of_lists(user: User, key: int) -> Attached:
    """Pupils, employees or the load on their way."""
    draft = import_draft(user, key)
    require(draft.kind in OWN_IMPORTS)
    lines, errors, notes = read_lists(draft)
    told = report(KIND_TITLES[draft.kind], draft.file_name, [("Ошибки", errors), ("Замечания и вопросы", notes)])
    words = f"строк {lines}, ошибок {len(errors)}, замечаний и вопросов {len(notes)}"
    return Attached("import", key, rows_of(draft.file_name, words), [file_of(draft.file_name, draft.content), told])


def read_lists(draft: ImportDraft) -> tuple[int, list[str], list[str]]:
    """How many lines were read, what is wrong by line and column, what is doubtful."""
    unset = missing(draft.kind, draft.columns)
    if unset:
        return 0, [f"Не указано, в каком столбце «{title}»" for title in unset], []
    try:
        sheet = read_book(bytes(draft.content), name=draft.file_name).sheets[draft.sheet]
        mapping = Mapping(draft.kind, draft.header, draft.columns)
        read = read_lines(sheet, mapping, today=timezone.localdate())
    except SheetError as fault:
        return 0, [str(fault)], []
    plan = dry_run(draft.kind, read.lines, year=current_year(), answers=draft.choices, starts_on=draft.starts_on)

    def told(problems: Iterable[Problem]) -> list[str]:
        return [said(one, mapping.title_of(one.field, sheet)) for one in sorted(problems, key=lambda one: one.line)]

    asked = [Problem(one.line, one.field, one.text) for one in plan.questions]
    errors, notes = [*read.errors, *plan.errors], [*read.warnings, *plan.warnings, *asked]
    return len(read.lines) + len({one.line for one in read.errors}), told(errors), told(notes)


def said(problem: Problem, title: str) -> str:
    """«Строка 14, столбец «Дата рождения»: …»."""
    return f"Строка {problem.line}{f', столбец «{title}»' if title else ''}: {problem.text}"


def of_timetable(user: User, key: int) -> Attached:
    """A timetable on its way."""
    draft, year = draft_to_finish(user, key), current_year()
    read = from_json(draft.reading)
    questions = plan_of(read, choices.from_json(draft.choices), year).questions if year else []
    lost, guessed = of_grade(read, Grade.LOST), of_grade(read, Grade.GUESS, Grade.NOTE)
    told = report(
        "Расписание", draft.file_name,
        [("Сначала решите", questions), ("Не перенесётся", lost), ("Понято так и замечания", guessed)],
    )  # fmt: skip
    words = f"прочитано {read.understood} из {read.total}, не перенесётся {read.lost}, вопросов {len(questions)}"
    return Attached("timetable", key, rows_of(draft.file_name, words), [file_of(draft.file_name, draft.content), told])


def of_grade(read: Reading, *grades: Grade) -> list[str]:
    return [at(trouble) for trouble in read.troubles if trouble.grade in grades]


def at(trouble: Trouble) -> str:
    return f"{trouble.where}: {trouble.what}" if trouble.where else trouble.what


def of_done(user: User, key: int) -> Attached:
    """A timetable that was loaded: its file is not kept, what was not carried over is."""
    batch = import_to_see(user, key)
    lost = [f"{where}: {what}" for where, what in batch.summary["lost"]]
    total = batch.summary["lost_total"]
    told = report("Расписание", batch.file_name, [(f"Не перенесено (всего {total})", lost)])
    return Attached("done", key, [("Отчёт о загрузке", f"«{batch.file_name}», не перенесено {total}")], [told])


FINDERS: dict[str, Callable[[User, int], Attached]] = {
    "import": of_lists, "timetable": of_timetable, "done": of_done,
}  # fmt: skip


def rows_of(file_name: str, words: str) -> list[tuple[str, str]]:
    return [("Файл", f"«{safe_name(file_name)}»"), ("Отчёт", words)]


def file_of(name: str, content: bytes | memoryview) -> Upload:
    """The file as it was loaded, byte for byte."""
    content = bytes(content)
    try:
        checked = check(name, BytesIO(content))
    except WrongFile:
        checked = CheckedFile(safe_name(name), ANY)
    return uploaded(checked, content)


def report(title: str, file_name: str, parts: Sequence[tuple[str, Sequence[str]]]) -> Upload:
    """What was not understood, as a text: by line and column."""
    lines = [f"Загрузка: {title}", f"Файл: {file_name}", f"Отчёт составлен: {timezone.localtime():%d.%m.%Y %H.%M}"]
    for heading, told in parts:
        lines += ["", f"{heading}: {len(told) or 'нет'}", *told]
    text = "\r\n".join([*lines, ""])
    return uploaded(CheckedFile(REPORT, "text/plain"), text.encode("utf-8-sig"))


def uploaded(checked: CheckedFile, content: bytes) -> Upload:
    made: UploadedFile[bytes] = SimpleUploadedFile(checked.name, content, checked.content_type)
    return made, checked
