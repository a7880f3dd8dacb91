"""Forms of skills and levels."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from parta.school.forms.rows import RowForm, day_field

from ..models import Skill
from ..pages.levels import Cell
from ..rules import LEVELS, ROLES

# Instants are counted from a day, so it must have a day after it.
DAYS = [
    MinValueValidator(date(2000, 1, 1), "Нужен день после 2000 года."),
    MaxValueValidator(date(2100, 1, 1), "Нужен день до 2100 года."),
]
LEVEL_CHOICES = [(str(level), words) for level, words in LEVELS.items()]


class OwnLevels(forms.Form):
    """One choice a skill; what is not answered stays as it was."""

    def __init__(self, given: Any, *, cells: list[tuple[Skill, Cell]]) -> None:
        super().__init__(given)
        self.cells = cells
        for skill, cell in cells:
            said = cell.says if cell.says is not None else cell.level
            self.fields[f"skill-{skill.pk}"] = forms.ChoiceField(
                label=skill.name, choices=LEVEL_CHOICES, required=False, widget=forms.RadioSelect,
                initial=None if said is None else str(said),
            )  # fmt: skip

    def said(self) -> dict[Skill, int]:
        values = {skill: self.cleaned_data[f"skill-{skill.pk}"] for skill, _ in self.cells}
        return {skill: int(value) for skill, value in values.items() if value}


class MatrixFilter(forms.Form):
    role = forms.ChoiceField(label="Роль", choices=[("", "все"), *ROLES.items()], required=False)
    wanted = forms.ChoiceField(
        label="Уровень", required=False,
        choices=[("", "любой"), ("gap", "ниже нужного"), ("unknown", "не оценён"),
                 *((value, f"{value} — {words}") for value, words in LEVEL_CHOICES)],
    )  # fmt: skip

    def chosen(self) -> dict[str, str]:
        """Everything when the address is wrong."""
        return self.cleaned_data if self.is_valid() else {"role": "", "wanted": ""}


class LevelForm(forms.Form):
    level = forms.TypedChoiceField(label="Уровень", choices=LEVEL_CHOICES, coerce=int)


class RequiredForm(forms.Form):
    """The table skill × role; a field is named «role-skill»."""

    def __init__(self, given: Any, *, skills: list[Skill], asked: dict[tuple[str, int], int]) -> None:
        super().__init__(given)
        choices = [("0", "—"), *((value, value) for value, _ in LEVEL_CHOICES[1:])]
        for skill in skills:
            for role, words in ROLES.items():
                self.fields[f"{role}-{skill.pk}"] = forms.TypedChoiceField(
                    label=f"{skill.name}: {words}", choices=choices, coerce=int,
                    initial=str(asked.get((role, skill.pk), 0)),
                )  # fmt: skip
        self.skills = skills

    def rows(self) -> list[tuple[Skill, list[forms.BoundField]]]:
        return [(skill, [self[f"{role}-{skill.pk}"] for role in ROLES]) for skill in self.skills]

    def wanted(self) -> dict[tuple[str, int], int]:
        keys = ((name.rpartition("-"), value) for name, value in self.cleaned_data.items())
        return {(role, int(skill)): value for (role, _, skill), value in keys}


class SkillForm(RowForm):
    model = Skill
    names = ("name", "code", "topic", "course", "is_active")

    def __init__(self, given: Any = None, *, row: Skill | None = None) -> None:
        super().__init__(given, row=row)
        self.fields["code"].help_text = "Латиницей: по нему курс обучения узнаёт навык, например period-marks."
        self.fields["course"].help_text = "Курс, который закрывает пробел. Код стоит в адресе курса."
        self.fields["topic"].help_text = "Пункт регламента, например 2.1.4."


class GrowthForm(forms.Form):
    """Two days to compare."""

    before = day_field("С", validators=DAYS)
    after = day_field("По", validators=DAYS)

    def clean(self) -> dict[str, Any]:
        values: dict[str, date] = super().clean() or {}
        if "before" in values and "after" in values and values["after"] < values["before"]:
            self.add_error("after", "Этот день раньше первого.")
        return values
