"""The roll call as a plain form: what a browser without script sends."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from parta.grading.cells import MOST_LATE, CellContent
from parta.grading.ops import CellOp, read_content
from parta.journal.models import Absence
from parta.journal.queries.roll import RollRow
from parta.journal.rules.ops import Result, StoredCell

HERE, LATE = "", "оп"
SIGNS = [(HERE, "здесь"), *((letter, f"{letter}: {words}") for letter, words in Absence.choices), (LATE, "опоздание")]
INPUT = {"class": "input"}
MINUTES = [MinValueValidator(1, "Опоздание от 1 минуты."), MaxValueValidator(MOST_LATE, f"До {MOST_LATE} минут.")]


class RollForm(forms.Form):
    """A list to choose from, minutes and the version seen of each pupil; `op` makes a form sent twice one change."""

    op = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, rows: Sequence[RollRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            sign = LATE if row.late is not None else row.absence
            name = f"{row.number}. {row.name}" + (f" ({row.noticed})" if row.noticed else "")
            self.fields[f"sign-{row.pupil_id}"] = forms.ChoiceField(
                label=name, choices=SIGNS, required=False, initial=sign, widget=forms.Select(attrs=INPUT)
            )
            self.fields[f"late-{row.pupil_id}"] = forms.IntegerField(
                label=f"Опоздание, минут: {row.name}", required=False, initial=row.late, validators=MINUTES,
                widget=forms.NumberInput(attrs=INPUT),
            )  # fmt: skip
            self.fields[f"seen-{row.pupil_id}"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.cell[2])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for row in self.rows:
            if data.get(f"sign-{row.pupil_id}") == LATE and data.get(f"late-{row.pupil_id}") is None:
                self.add_error(f"late-{row.pupil_id}", "Сколько минут?")
        return data

    def ops(self, lesson_id: int) -> list[CellOp]:
        """One operation for each cell that must change; its marks and comment stay. Only of a valid form."""
        return [op for op in (self._op(lesson_id, row) for row in self.rows) if op]

    def _op(self, lesson_id: int, row: RollRow) -> CellOp | None:
        sign, late = self.cleaned_data[f"sign-{row.pupil_id}"], self.cleaned_data[f"late-{row.pupil_id}"]
        stored = read_content(row.cell[3:])
        absence, minutes = ("", late) if sign == LATE else (sign, None)
        wanted = stored._replace(absence=absence, late=minutes)
        key: UUID = uuid5(self.cleaned_data["op"], str(row.pupil_id))
        seen: int = self.cleaned_data[f"seen-{row.pupil_id}"]
        return None if wanted == stored else CellOp(key, lesson_id, row.pupil_id, seen, wanted)

    def refuse(self, asked: Sequence[CellOp], results: Sequence[Result]) -> None:
        """Say at its pupil why something was not written; sent again, the form goes over what is there now."""
        seen = {f"seen-{op.pupil_id}": str(result.version or 0) for op, result in zip(asked, results, strict=True)}
        self.data = {name: self.data[name] for name in self.data} | seen | {"op": str(uuid4())}
        for op, result in zip(asked, results, strict=True):
            if result.status == "clash" and isinstance(result.stored, StoredCell):
                words = f"{result.by} в {result.at}: {presence(result.stored.content)}. Выберите и сохраните снова."
                self.add_error(f"sign-{op.pupil_id}", words)
            elif result.status == "refused":
                self.add_error(f"sign-{op.pupil_id}", f"{result.why}.")

    def lines(self) -> Iterator[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Of each pupil: what to choose, minutes, the version seen."""
        for row in self.rows:
            yield self[f"sign-{row.pupil_id}"], self[f"late-{row.pupil_id}"], self[f"seen-{row.pupil_id}"]


def presence(cell: CellContent) -> str:
    return f"опоздание, {cell.late} мин" if cell.late is not None else dict(SIGNS)[cell.absence]
