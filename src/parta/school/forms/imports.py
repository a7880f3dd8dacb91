"""The forms of an import: the file, what its columns are, answers to the questions of the check."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from parta.lib.sheets import MAX_BYTES, Book, SheetError, Value, column_name, read_book

from ..exchange import Mapping, fields_of, missing
from ..models import SchoolYear
from ..names import clean
from .rows import day_field

SAMPLES = 3
HEADERS_OFFERED = 20
SKIP = "не загружать"


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Файл",
        help_text=f"XLSX, XLS, ODS или CSV, до {MAX_BYTES // 1024 // 1024} МБ.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
        error_messages={"required": "Выберите файл.", "empty": "Файл пустой."},
    )

    def clean_file(self) -> tuple[str, bytes, Book]:
        """The file's name, its bytes, and what was read of them."""
        uploaded = self.cleaned_data["file"]
        if uploaded.size > MAX_BYTES:
            raise ValidationError(f"Файл больше {MAX_BYTES // 1024 // 1024} МБ.")
        content = uploaded.read()
        try:
            return uploaded.name, content, read_book(content, name=uploaded.name)
        except SheetError as error:
            raise ValidationError(str(error)) from None


class PlaceForm(forms.Form):
    """Which sheet of the book, and which of its rows is the heading."""

    sheet = forms.TypedChoiceField(label="Лист", coerce=int)
    header = forms.TypedChoiceField(label="Заголовки столбцов", coerce=int)
    of = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, book: Book, sheet: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(number, one.name) for number, one in enumerate(book.sheets)]  # type: ignore[attr-defined]
        rows = book.sheets[sheet].rows[:HEADERS_OFFERED]
        headers = [(number, f"строка {number + 1}: {row_words(row)}") for number, row in enumerate(rows)]
        self.fields["header"].choices = [(-1, "заголовков нет"), *headers]  # type: ignore[attr-defined]


def row_words(row: Sequence[Value]) -> str:
    """The beginning of a row, to tell it from others."""
    words = ", ".join(clean(str(value)) for value in row if value is not None)
    return f"{words[:60]}…" if len(words) > 60 else words or "пустая"


class ColumnField(forms.ChoiceField):
    """What one column is; knows its heading and the first values under it."""

    def __init__(self, *, letter: str, samples: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.letter, self.samples = letter, samples


class ColumnsForm(forms.Form):
    """One choice for each column that has anything in it; for pupils, also the day new ones are enrolled from."""

    def __init__(
        self, *args: Any, book: Book, sheet: int, mapping: Mapping, year: SchoolYear | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mapping, self.year = mapping, year
        choices = [("", SKIP), *[(field.name, field.title) for field in fields_of(mapping.kind)]]
        one = book.sheets[sheet]
        self.width = max((len(row) for row in one.rows), default=0)
        for number in range(self.width):
            samples = column_samples(one.rows[mapping.header + 1 :], number)
            heading = mapping.heading(one, number)
            if samples or heading != column_name(number):
                self.fields[f"column{number}"] = ColumnField(
                    letter=column_name(number), samples=samples, label=heading, choices=choices, required=False,
                    initial=mapping.columns[number] if number < len(mapping.columns) else "",
                )  # fmt: skip
        if mapping.kind == "pupils":
            self.fields["starts_on"] = day_field(
                "Новых учеников зачислить с",
                help_text="Если в файле нет даты зачисления. Кто сменил класс, переводится сегодня.",
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("column")]

    def clean_starts_on(self) -> date:
        on: date = self.cleaned_data["starts_on"]
        if self.year and not self.year.starts_on <= on <= self.year.ends_on:
            raise ValidationError(f"{on:%d.%m.%Y} вне учебного года {self.year.name}.")
        return on

    def clean(self) -> dict[str, Any]:
        columns = self.chosen()
        titles = {field.name: field.title for field in fields_of(self.mapping.kind)}
        doubled = [titles[name] for name, number in Counter(columns).items() if name and number > 1]
        if doubled:
            raise ValidationError(f"Два столбца названы одинаково: {', '.join(doubled)}.")
        if needed := missing(self.mapping.kind, columns):
            raise ValidationError(f"Укажите, в каком столбце {', '.join(f'«{title}»' for title in needed)}.")
        return self.cleaned_data

    def chosen(self) -> list[str]:
        """The field of each column of the sheet, "" where it is not read."""
        return [self.cleaned_data.get(f"column{number}", "") for number in range(self.width)]


def column_samples(rows: Sequence[Sequence[Value]], column: int) -> list[str]:
    """The first values of a column that are not blank."""
    found = []
    for row in rows:
        value = row[column] if column < len(row) else None
        if value is not None and str(value).strip():
            found.append(f"{value:%d.%m.%Y}" if isinstance(value, date) else clean(str(value))[:40])
        if len(found) == SAMPLES:
            break
    return found
