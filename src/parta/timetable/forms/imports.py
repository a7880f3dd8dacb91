"""Input of the import of a timetable: the file, where to look in it, and who is who."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.conf import settings

from parta.school.models import PeriodScheme

from ..exchange import LAYOUTS, SKIP, Pointing
from ..lines import SheetReading
from ..pages.imports.matching import Row
from ..queries.imports.choices import Choices, ClassChoice, Kind
from ..queries.imports.matching import NAME_LENGTH
from ..queries.imports.planning import FIRST_SENIOR_LEVEL, Plan
from ..queries.imports.targets import GROUP_LENGTH
from .changes import DayInput

GUESS_WORDS = "узнать автоматически"
LEVELS = [(str(level), f"{level}") for level in range(1, 12)]


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Файл расписания", help_text="XLSX, XLS, ODS, CSV или XML из aSc Timetables, до 20 МБ",
        error_messages={"required": "Выберите файл.", "empty": "Файл пустой."},
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(f"Файл больше {settings.UPLOAD_MAX_BYTES // 1024 // 1024} МБ.")
        return file


class ColumnField(forms.CharField):
    """A column by its letter: «B» is 1, blank is None."""

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").strip().upper()
        if not text:
            return None
        if not re.fullmatch("[A-Z]{1,2}", text):
            raise forms.ValidationError("Столбец называют латинской буквой: A, B, C.")
        number = 0
        for letter in text:
            number = number * 26 + ord(letter) - ord("A") + 1
        return number - 1


class SheetForm(forms.Form):
    """How one sheet is laid out."""

    layout = forms.ChoiceField(
        label="Как устроен лист", required=False,
        choices=[("", GUESS_WORDS), *((one.key, one.title) for one in LAYOUTS), (SKIP, "не читать этот лист")],
    )  # fmt: skip
    header_row = forms.IntegerField(label="Строка с классами", min_value=1, max_value=1000, required=False)
    weekday_column = ColumnField(label="Столбец дней", required=False, max_length=2)
    slot_column = ColumnField(label="Столбец номеров", required=False, max_length=2)

    def pointing(self) -> Pointing:
        """Where to look; call on a valid form."""
        values = self.cleaned_data
        row = values["header_row"]
        return Pointing(values["layout"], row - 1 if row else None, values["weekday_column"], values["slot_column"])


def sheet_forms(sheets: Sequence[SheetReading], data: Any = None) -> list[SheetForm]:
    """A form a sheet, filled with what was found and asking in the words of its layout."""
    return [sheet_form(number, sheet, data) for number, sheet in enumerate(sheets)]


def sheet_form(number: int, sheet: SheetReading, data: Any) -> SheetForm:
    initial = {
        "layout": sheet.layout,
        "header_row": None if sheet.header_row is None else sheet.header_row + 1,
        "weekday_column": letter(sheet.weekday_column),
        "slot_column": letter(sheet.slot_column),
    }
    form = SheetForm(data, prefix=f"sheet{number}", initial=initial)
    for layout in LAYOUTS:
        if layout.key == sheet.layout:
            form.fields["header_row"].label, form.fields["slot_column"].label = layout.header_label, layout.slot_label
    return form


def letter(column: int | None) -> str:
    if column is None:
        return ""
    return chr(ord("A") + column) if column < 26 else chr(ord("A") + column // 26 - 1) + chr(ord("A") + column % 26)


class MatchForm(forms.Form):
    """Rows of one tab. `of` tells whether the file has been read anew since the page was shown."""

    of = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, rows: Sequence[Row], **kwargs: Any) -> None:
        self.rows, self.mark = rows, sha256("\n".join(row.source for row in rows).encode()).hexdigest()[:12]
        super().__init__(data, initial={"of": self.mark}, **kwargs)
        for number, row in enumerate(rows):
            self.add_row(number, row)

    def add_row(self, number: int, row: Row) -> None:
        raise NotImplementedError

    def clean_of(self) -> str:
        if self.cleaned_data["of"] != self.mark:
            raise forms.ValidationError("Файл тем временем прочитан заново: проверьте строки ещё раз.")
        return self.mark

    def save_to(self, choices: Choices) -> None:
        """Put what differs from the defaults into the choices; call on a valid form."""
        raise NotImplementedError

    @property
    def cells(self) -> Iterator[tuple[Row, list[forms.BoundField]]]:
        """Each row with its inputs."""
        for number, row in enumerate(self.rows):
            yield row, [self[name] for name in self.fields if re.fullmatch(rf"[a-z]+{number}", name)]


class ClassesForm(MatchForm):
    level_for_all = forms.ChoiceField(
        label="Параллель для невыбранных", choices=[("", "не задавать"), *LEVELS], required=False
    )

    def add_row(self, number: int, row: Row) -> None:
        choice = row.choice or ClassChoice(None, "")
        self.fields[f"level{number}"] = forms.ChoiceField(
            label=f"Параллель: {row.source}", required=False,
            choices=[("", "выберите"), *LEVELS, (SKIP, "не переносить")],
            initial=SKIP if choice.is_skipped else str(choice.level or ""),
        )  # fmt: skip
        self.fields[f"letter{number}"] = forms.CharField(
            label=f"Буква: {row.source}", required=False, max_length=15, initial=choice.letter
        )

    def save_to(self, choices: Choices) -> None:
        values = self.cleaned_data
        for number, row in enumerate(self.rows):
            level = values[f"level{number}"] or values["level_for_all"]
            chosen = ClassChoice(
                int(level) if level.isdecimal() else None, values[f"letter{number}"].strip(), is_skipped=level == SKIP
            )
            choices.classes.pop(row.source, None)
            if chosen != row.default_choice:
                choices.classes[row.source] = chosen


class NamesForm(MatchForm):
    """Names of subjects, teachers, rooms or groups: an existing name, a new one, or blank to leave it out."""

    def __init__(self, data: Any = None, *, rows: Sequence[Row], kind: Kind | None = None) -> None:
        self.kind = kind
        self.max_length = NAME_LENGTH[kind] if kind else GROUP_LENGTH
        super().__init__(data, rows=rows)

    def add_row(self, number: int, row: Row) -> None:
        self.fields[f"name{number}"] = forms.CharField(
            label=row.title or row.source, required=False, max_length=self.max_length, initial=row.value,
            widget=forms.TextInput(attrs={"list": "school-names", "autocomplete": "off"}),
        )  # fmt: skip

    def save_to(self, choices: Choices) -> None:
        self.keep(choices.names[self.kind] if self.kind else choices.groups)

    def keep(self, names: dict[str, str]) -> None:
        """Source → name, for those that differ from the default."""
        for number, row in enumerate(self.rows):
            chosen = self.cleaned_data[f"name{number}"].strip()
            names.pop(row.source, None)
            if chosen != row.default:
                names[row.source] = chosen


class GroupsForm(NamesForm):
    def add_row(self, number: int, row: Row) -> None:
        super().add_row(number, row)
        if row.is_mixed:
            self.fields[f"apart{number}"] = forms.BooleanField(
                label=f"Раздельно: {row.title}", required=False, initial=row.is_apart
            )

    def save_to(self, choices: Choices) -> None:
        super().save_to(choices)
        ticked = {row.source for number, row in enumerate(self.rows) if self.cleaned_data.get(f"apart{number}")}
        choices.apart = (choices.apart - {row.source for row in self.rows}) | ticked


def match_form(section: str, rows: Sequence[Row], data: Any = None) -> MatchForm:
    if section == "classes":
        return ClassesForm(data, rows=rows)
    if section == "groups":
        return GroupsForm(data, rows=rows)
    return NamesForm(data, rows=rows, kind=Kind(section))


class PlanForm(forms.Form):
    """From which day the timetable is valid, and what new classes follow."""

    from_on = forms.DateField(label="Действует с", widget=DayInput)
    to_on = forms.DateField(label="по", widget=DayInput)
    scheme_low = forms.ModelChoiceField(
        PeriodScheme.objects.none(), label="Периоды новых классов 1–9", empty_label=None
    )
    scheme_high = forms.ModelChoiceField(
        PeriodScheme.objects.none(), label="Периоды новых классов 10–11", empty_label=None
    )
    makes_bells = forms.BooleanField(label="Завести звонки из файла", required=False)

    def __init__(self, data: Any = None, *, plan: Plan, has_bells: bool) -> None:
        super().__init__(
            data,
            initial={"from_on": plan.from_on, "to_on": plan.to_on, "makes_bells": plan.choices.makes_bells},
        )
        if not has_bells:
            del self.fields["makes_bells"]
        if not plan.desk.schemes or not plan.fresh.classes:
            del self.fields["scheme_low"], self.fields["scheme_high"]
            return
        for name, level in (("scheme_low", 1), ("scheme_high", FIRST_SENIOR_LEVEL)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = PeriodScheme.objects.filter(year=plan.desk.year)
            self.initial[name] = plan.scheme(level).pk

    def save_to(self, choices: Choices) -> None:
        values = self.cleaned_data
        choices.from_on, choices.to_on = values["from_on"], values["to_on"]
        choices.makes_bells = values.get("makes_bells", False)
        for name in ("scheme_low", "scheme_high"):
            if values.get(name):
                setattr(choices, name, values[name].pk)
