"""The one way in and out of table files: XLSX, XLS, ODS and CSV to plain rows, plain rows to XLSX and CSV."""

import csv
import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000  # of all sheets together
MAX_COLUMNS = 16_384  # as in XLSX
MAX_CELLS = 4_000_000
READING_SECONDS = 60

Value = str | int | float | bool | date | time | None


class SheetError(Exception):
    """The file can't be read as a table; the text says why, in Russian, for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows and columns count from 0 at cell A1; every row is as wide as the widest.

    `merged` lists joined cells as (first row, first column, last row, last column), both ends included;
    only the first cell of them has the value, and a join may reach past the last row or column.
    """

    name: str
    rows: list[list[Value]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    sheets: list[Sheet]


@dataclass(frozen=True, slots=True)
class Table:
    """What a report or an export says; XLSX and CSV are printers of it, so they can't disagree."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value | Decimal]]


def column_name(column: int) -> str:
    """0 → «A», 26 → «AA»."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The cell as spreadsheets call it: (6, 1) → «B7»."""
    return f"{column_name(column)}{row + 1}"


# Reading

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TRIED = ";\t,"
READER = Path(__file__).with_name("workbook.py")


def read_book(content: bytes, *, name: str) -> Book:
    """Read a table file of any kind, told by its first bytes; `name` only names the sheet of a CSV.

    Raises SheetError when the file is empty, too large, broken, protected or not a table.
    """
    if not content.strip():
        raise SheetError("Файл пустой.")
    if len(content) > MAX_BYTES:
        raise SheetError(f"Файл больше {MAX_BYTES // 1024 // 1024} МБ.")
    book = _read_workbook(content) if content.startswith((ZIP, OLE)) else Book([_read_text(content, name=name)])
    if not any(sheet.rows for sheet in book.sheets):
        raise SheetError("В файле нет ни одной заполненной строки.")
    return book


def _read_workbook(content: bytes) -> Book:
    """Read XLSX, XLS or ODS in a process of its own: a file made to exhaust memory ends that one, not the server."""
    try:
        done = subprocess.run(  # noqa: S603  our own file, no shell
            [sys.executable, "-P", str(READER)], input=content, capture_output=True, timeout=READING_SECONDS, check=True
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise SheetError("Файл читается слишком долго: оставьте в нём только нужный лист.") from None
    except (subprocess.CalledProcessError, ValueError):
        raise SheetError("Файл повреждён или слишком велик: сохраните его в XLSX заново и повторите.") from None
    if "error" in answer:
        raise SheetError(answer["error"])
    return Book([_sheet_of(sheet) for sheet in answer["sheets"]])


def _sheet_of(sheet: dict[str, list[list[object]]]) -> Sheet:
    rows = [[_value_of(value) for value in row] for row in sheet["rows"]]
    merged = [(int(a), int(b), int(c), int(d)) for a, b, c, d in sheet["merged"]]  # type: ignore[call-overload]
    return Sheet(str(sheet["name"]), _without_tail(rows), merged, is_hidden=bool(sheet["hidden"]))


def _value_of(value: object) -> Value:
    """Dates and times come through JSON as a pair: its kind, its ISO text."""
    if not isinstance(value, list):
        return value  # type: ignore[return-value]
    kind, text = value
    return date.fromisoformat(text) if kind == "date" else time.fromisoformat(text)


def _read_text(content: bytes, *, name: str) -> Sheet:
    text = _decode(content)
    head = text[:200].lstrip().lower()
    if head.startswith(("<?xml", "<!doctype", "<html", "<table", "<meta")):
        raise SheetError(
            "Это веб-страница или XML, а не таблица: откройте файл в Excel или LibreOffice и сохраните в XLSX."
        )
    if content.startswith((b"%PDF", b"{\\rtf")) or re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise SheetError("Это не таблица. Подходят файлы XLSX, XLS, ODS и CSV.")
    told = re.match(r"sep=(.)\r?\n", text)  # Excel's own first line; kept as a blank one, so that rows keep numbers
    delimiter = told[1] if told else _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text[4:] if told else text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise SheetError("Файл CSV не разобрать: возможно, не закрыта кавычка.") from None
    return Sheet(Path(name).stem or "CSV", _squared([[_unguarded(value) for value in row] for row in rows]))


def _decode(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1251"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("Кодировка файла не понята: сохраните CSV в UTF-8.")


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first rows into the same number of cells, and into more of them."""
    lines = text[:100_000].splitlines()[:50]

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            return 0, 0
        return max(((number, width) for width, number in widths.items()), default=(0, 0))

    return max(TRIED, key=fit)


def _unguarded(value: str) -> Value:
    """None for a blank cell; the apostrophe `write_csv` puts before a formula sign is taken off again."""
    return (value[1:] if GUARDED.match(value) else value) or None


def _squared(rows: list[list[Value]]) -> list[list[Value]]:
    rows = _without_tail(rows)
    width = max((len(row) for row in rows), default=0)
    if len(rows) > MAX_ROWS or width > MAX_COLUMNS or len(rows) * width > MAX_CELLS:
        raise SheetError(TOO_LARGE)
    return [row + [None] * (width - len(row)) for row in rows]


def _without_tail(rows: list[list[Value]]) -> list[list[Value]]:
    end = len(rows)
    while end and all(value is None for value in rows[end - 1]):
        end -= 1
    return rows[:end]


TOO_LARGE = f"В файле больше {MAX_ROWS // 1000} тысяч строк или слишком много столбцов."

# Writing

FORMULA = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")


def write_csv(table: Table) -> bytes:
    """CSV as Russian Excel opens it: UTF-8 with BOM, semicolons, decimal commas.

    Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(table.columns)
    writer.writerows([_csv_text(value) for value in row] for row in table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _csv_text(value: Value | Decimal) -> str:
    if isinstance(value, str):
        return f"'{value}" if FORMULA.match(value) else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value).replace(".", ",")


def write_xlsx(*tables: Table) -> bytes:
    """An XLSX book with one sheet a table: bold frozen heading with a filter, columns as wide as their words."""
    import xlsxwriter  # here, not above: megabytes in every process of the server, and few ever write a book

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
            "time": book.add_format({"num_format": "hh:mm", "align": "left"}),
        }
        names: set[str] = set()
        for table in tables:
            _write_sheet(book.add_worksheet(_sheet_name(table.title, names)), table, formats)
    return out.getvalue()


def _write_sheet(sheet: Any, table: Table, formats: dict[str, object]) -> None:
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, title, formats["head"])
        words = [title, *(_csv_text(row[column]) for row in table.rows[:1000] if column < len(row))]
        sheet.set_column(column, column, min(60, max(map(len, words)) + 2))
    for number, row in enumerate(table.rows, start=1):
        for column, value in enumerate(row):
            _write_cell(sheet, number, column, value, formats)
    sheet.freeze_panes(1, 0)
    if table.rows and table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write_cell(sheet: Any, row: int, column: int, value: Value | Decimal, formats: dict[str, object]) -> None:
    """Write by the value's own type, so that text beginning with «=» stays text."""
    if isinstance(value, str):
        sheet.write_string(row, column, value[:32_767])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value.year < 1900:
        sheet.write_string(row, column, _csv_text(value))  # spreadsheets know no earlier dates
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, time):
        sheet.write_datetime(row, column, value, formats["time"])


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name spreadsheets allow: without []:*?/\\, at most 31 letters, not met before in the book."""
    name = re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:31] or "Лист"
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{name[:27]} {number}"
    taken.add(name.lower())
    return name
