"""Reads one XLSX, XLS or ODS file from stdin and writes its cells as JSON to stdout: the process behind `sheets`.

It runs apart with bounded memory, because a few kilobytes may claim billions of cells, and the parser answers that
by ending the process. It is started by path and imports nothing of ours.
"""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

import python_calamine as calamine

MAX_MEMORY = 1024 * 1024 * 1024  # bytes
MAX_UNPACKED = 200 * 1024 * 1024  # bytes of all parts of a zip together
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 100_000, 16_384, 4_000_000  # as in sheets.py
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

Range = tuple[int, int, int, int]


class Refused(Exception):
    """Why the file is not read, in Russian."""


def main() -> None:
    bound_memory()
    try:
        answer: dict[str, Any] = {"sheets": read(sys.stdin.buffer.read())}
    except Refused as reason:
        answer = {"error": str(reason)}
    except calamine.PasswordError:
        answer = {"error": "Файл защищён паролем: снимите защиту и загрузите снова."}
    json.dump(answer, sys.stdout, ensure_ascii=True)


def bound_memory() -> None:
    try:
        import resource  # not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes) -> list[dict[str, Any]]:
    parts = zip_parts(content)
    if "word/document.xml" in parts:
        raise Refused("Это документ Word, а не таблица. Подходят файлы XLSX, XLS, ODS и CSV.")
    joined = ods_merged(content) if "content.xml" in parts else {}
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        rows = cells = 0
        sheets = []
        for about in book.sheets_metadata:
            if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            rows += sheet.total_height
            cells += sheet.total_height * sheet.total_width
            if rows > MAX_ROWS or cells > MAX_CELLS or sheet.total_width > MAX_COLUMNS:
                raise Refused("В файле больше 100 тысяч строк или слишком много столбцов.")
            merged = [(a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or []]
            sheets.append(
                {
                    "name": about.name,
                    "hidden": about.visible is not calamine.SheetVisibleEnum.Visible,
                    "rows": [[plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)],
                    "merged": sorted(merged) or joined.get(about.name, []),
                }
            )
    return sheets


def zip_parts(content: bytes) -> set[str]:
    if not content.startswith(b"PK"):
        return set()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
            raise Refused("Файл слишком велик: оставьте в нём только нужный лист.")
        return set(archive.namelist())


def plain(value: Any) -> Any:
    """What JSON can carry: dates and times as a pair of their kind and ISO text, whole numbers as int."""
    if value == "":
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        return ["date", value.date().isoformat()] if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, time):
        return ["time", value.isoformat()]
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return value


def ods_merged(content: bytes) -> dict[str, list[Range]]:
    """Joined cells of an ODS by sheet name; calamine tells them for XLSX and XLS only."""
    found: dict[str, list[Range]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as file:
        for _, element in ElementTree.iterparse(file):  # noqa: S314  memory is bounded; expat limits entities
            if element.tag == f"{TABLE}table":
                found[element.get(f"{TABLE}name", "")] = list(ods_sheet_merged(element))
                element.clear()
    return found


def ods_sheet_merged(sheet: ElementTree.Element) -> Iterator[Range]:
    row = 0
    for line in sheet.iter(f"{TABLE}table-row"):
        column = 0
        for cell in line:
            down, right = span(cell, "number-rows-spanned"), span(cell, "number-columns-spanned")
            if down > 1 or right > 1:
                yield row, column, row + down - 1, column + right - 1
            column += span(cell, "number-columns-repeated")
        row += span(line, "number-rows-repeated")


def span(element: ElementTree.Element, name: str) -> int:
    return int(element.get(TABLE + name, "1"))


if __name__ == "__main__":
    main()
