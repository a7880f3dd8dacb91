"""Any table file to plain rows, plain rows to XLSX and CSV."""

import io
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parta.lib.sheets import Book, Sheet, SheetError, Table, cell_name, read_book, write_csv, write_xlsx

ROWS = [["Фамилия", "Класс"], ["Ермакова", "7Б"], ["Дмитриев", "7А"]]
ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Лист1">
<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1"
 office:value-type="string"><text:p>Понедельник</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="2012-05-03"><text:p>03.05.12</text:p>
</table:table-cell><table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>""".replace(
    "\n", ""
)  # as LibreOffice writes it, in one line
ODS_PARTS = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "content_xml": ODS,
    "META-INF__manifest_xml": "<manifest/>",
}


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def only(book: Book) -> Sheet:
    assert len(book.sheets) == 1
    return book.sheets[0]


def xlsx_with_far_corner() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (6, 1, "B7"), (0, 25, "Z1"), (9, 26, "AA10"), (0, 701, "ZZ1"), (0, 702, "AAA1")],
)
def test_cell_name(row, column, name):
    assert cell_name(row, column) == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_of_any_encoding_and_delimiter(encoding, delimiter):
    text = "\r\n".join(delimiter.join(row) for row in ROWS)

    sheet = only(read_book(text.encode(encoding), name="ученики.csv"))

    assert (sheet.name, sheet.rows) == ("ученики", ROWS)


def test_csv_with_commas_inside_cells_is_cut_by_semicolons():
    sheet = only(read_book("Предмет;Часы\nАлгебра;3,5\nФизика, химия;2,0\n".encode(), name="a.csv"))

    assert sheet.rows == [["Предмет", "Часы"], ["Алгебра", "3,5"], ["Физика, химия", "2,0"]]


def test_csv_rows_keep_their_numbers_and_are_equally_wide():
    sheet = only(read_book(b"sep=;\r\na;b;c\r\n\r\nd\r\n\r\n", name="a.csv"))

    assert sheet.rows == [[None, None, None], ["a", "b", "c"], [None, None, None], ["d", None, None]]


def test_xlsx_of_every_type_of_value():
    values = ["=текст", 5, 2.5, True, date(2012, 5, 3), time(8, 30), Decimal("1.5"), Decimal(3), None, date(1812, 1, 2)]

    sheet = only(read_book(write_xlsx(Table("Лист", [str(n) for n in range(10)], [values])), name="x"))

    assert sheet.rows[1] == ["=текст", 5, 2.5, True, date(2012, 5, 3), time(8, 30), 1.5, 3, None, "02.01.1812"]


def test_xlsx_tells_merged_and_hidden_and_instants():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True}) as book:
        sheet = book.add_worksheet("Уроки")
        sheet.merge_range(2, 1, 4, 2, "Понедельник")
        sheet.write_datetime(
            0, 0, datetime(2012, 5, 3, 4, 5, tzinfo=UTC), book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        )
        book.add_worksheet("Список").hide()

    lessons, hidden = read_book(out.getvalue(), name="x").sheets

    assert lessons.merged == [(2, 1, 4, 2)]
    assert lessons.rows[2] == [None, "Понедельник"]
    assert lessons.rows[0][0] == "03.05.2012 04:05"
    assert (lessons.is_hidden, hidden.name, hidden.is_hidden) == (False, "Список", True)


def test_ods_with_merged_cells():
    content = zipped(**ODS_PARTS)

    sheet = only(read_book(content, name="x.ods"))

    assert sheet.rows == [["Понедельник", None], [date(2012, 5, 3), 7]]
    assert sheet.merged == [(0, 0, 0, 1)]


def test_kind_is_told_by_bytes_and_not_by_name():
    assert only(read_book(write_xlsx(Table("Л", ["а"], [["б"]])), name="list.csv")).rows == [["а"], ["б"]]
    assert only(read_book("а;б\nв;г".encode("cp1251"), name="list.xlsx")).rows == [["а", "б"], ["в", "г"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Файл пустой"),
        (b" \r\n", "Файл пустой"),
        (b";;\n;;\n", "ни одной заполненной строки"),
        (b"a;b\n" * 100_001, "больше 100 тысяч строк"),
        (b";" * 20_000 + b"a", "слишком много столбцов"),
        (b"a" * (20 * 1024 * 1024 + 1), "больше 20 МБ"),
        (b"%PDF-1.7 \n1 0 obj", "Это не таблица"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Это не таблица"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "веб-страница"),
        (b"\x98\x98", "Кодировка"),
        (b'a;"' + b"b" * 200_000, "не закрыта кавычка"),
        (b"PK\x03\x04 torn", "повреждён"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 torn", "повреждён"),
        (write_xlsx(Table("Л", ["а"], [["б"]]))[:-900], "повреждён"),
        (zipped(readme_txt="x"), "повреждён"),
        (zipped(word__document_xml="<w/>"), "документ Word"),
        (xlsx_with_far_corner(), "повреждён или слишком велик"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_file_is_refused_in_words(content, words):
    with pytest.raises(SheetError, match=words):
        read_book(content, name="файл")


def test_zip_bomb_is_refused():
    content = zipped(**{**ODS_PARTS, "content_xml": "<a>" * 70_000_000})

    assert len(content) < 2_000_000
    with pytest.raises(SheetError, match="слишком велик"):
        read_book(content, name="x")


def test_csv_text_that_looks_like_a_formula_is_guarded():
    table = Table("Л", ["Имя", "Телефон"], [["=cmd|' /C calc'!A0", "+7 900 000-00-00"], ["-", "@a"]])

    text = write_csv(table).decode("utf-8-sig")

    assert text == "Имя;Телефон\r\n'=cmd|' /C calc'!A0;'+7 900 000-00-00\r\n'-;'@a\r\n"


def test_csv_writes_dates_and_numbers_as_russian_spreadsheets_read_them():
    row = [date(2012, 5, 3), time(8, 30), Decimal("2.5"), 3, True, None]

    assert (
        write_csv(Table("Л", list("абвгде"), [row])).decode("utf-8-sig").splitlines()[1] == "03.05.2012;08:30;2,5;3;да;"
    )


def test_sheet_names_are_allowed_and_different():
    book = read_book(write_xlsx(*[Table("Класс 7/Б: [список]", ["а"], [["б"]])] * 2), name="x")

    assert [sheet.name for sheet in book.sheets] == ["Класс 7 Б   список", "Класс 7 Б   список 2"]


printable = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
cells = st.lists(st.lists(printable, min_size=2, max_size=2), min_size=1, max_size=5)


@settings(deadline=None)
@given(cells)
def test_csv_read_back_is_the_same(rows):
    table = Table("Л", ["Фамилия", "Класс"], rows)

    assert only(read_book(write_csv(table), name="x")).rows == [["Фамилия", "Класс"], *rows]


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_give_a_book_or_words(content):
    try:
        book = read_book(content, name="x")
    except SheetError:
        return
    assert book.sheets


GOOD = [write_xlsx(Table("Л", ["а", "б"], [["в", date(2012, 5, 3)]])), zipped(**ODS_PARTS)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(GOOD), st.data())
def test_spoilt_workbook_gives_a_book_or_words(good, data):
    at = data.draw(st.integers(0, len(good) - 1))
    spoilt = good[:at] + data.draw(st.binary(min_size=1, max_size=8)) + good[at + data.draw(st.integers(0, 8)) :]

    try:
        book = read_book(spoilt, name="x")
    except SheetError:
        return
    assert book.sheets
