"""Forms of classes and groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from ..models import Pupil, SchoolClass, SchoolYear
from .rows import RowForm, day_field, working

NOWHERE = "none"
SHIFTS = [(1, "первая"), (2, "вторая")]


class ClassForm(RowForm):
    model = SchoolClass
    names = ("level", "letter", "class_teacher", "scheme", "shift")
    shift = forms.TypedChoiceField(label="Смена", choices=SHIFTS, coerce=int)

    def __init__(self, given: Any = None, *, year: SchoolYear, row: SchoolClass | None = None) -> None:
        super().__init__(given, row=row, **({} if row else {"shift": 1}))
        self.narrow("class_teacher", working(), empty="не назначен")
        self.narrow("scheme", year.schemes.all(), empty="выберите")


class MixedGroupForm(forms.Form):
    name = forms.CharField(label="Название", max_length=80, help_text="Например, «10 физ-мат».")
    classes = forms.ModelMultipleChoiceField(
        label="Из каких классов", queryset=SchoolClass.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, given: Any = None, *, year: SchoolYear, **initial: Any) -> None:
        super().__init__(given, initial=initial)
        self.fields["classes"].queryset = year.classes.all()  # type: ignore[attr-defined]


class GroupNameForm(forms.Form):
    name = forms.CharField(label="Название", max_length=80)


class MembersForm(forms.Form):
    on = day_field("С какого дня")
    pupils = forms.ModelMultipleChoiceField(label="Состав", queryset=Pupil.objects.none(), required=False)

    def __init__(self, given: Any = None, *, pupils: QuerySet[Pupil], on: date) -> None:
        super().__init__(given, initial={"on": on})
        self.fields["pupils"].queryset = pupils  # type: ignore[attr-defined]

    def chosen(self) -> set[int]:
        """Keys ticked, also when the form is wrong."""
        return {int(value) for value in self.data.getlist("pupils") if value.isdecimal()}  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class SplitRow:
    pupil: Pupil
    radios: forms.BoundField


class SplitForm(forms.Form):
    """One row of radios a pupil, one column a subgroup, the last column for none.

    Named parts are made anew (`name_1` …), or are there already: then `parts` gives key and label of each.
    """

    on = day_field("С какого дня")

    def __init__(
        self,
        given: Any = None,
        *,
        pupils: Iterable[Pupil],
        parts: Sequence[tuple[str, str]],
        places: Mapping[int, str],
        on: date,
        names: Sequence[str] = (),
    ) -> None:
        super().__init__(given, initial={"on": on})
        self.pupils, self.parts, self.new_names = list(pupils), list(parts), len(names)
        for number, name in enumerate(names, start=1):
            self.fields[f"name_{number}"] = forms.CharField(label=f"Подгруппа {number}", max_length=80, initial=name)
        for pupil in self.pupils:
            self.fields[f"pupil_{pupil.pk}"] = forms.ChoiceField(
                label=pupil.name, choices=[*self.parts, (NOWHERE, "нигде")], widget=forms.RadioSelect,
                initial=places.get(pupil.pk, NOWHERE),
            )  # fmt: skip

    @property
    def rows(self) -> list[SplitRow]:
        return [SplitRow(pupil, self[f"pupil_{pupil.pk}"]) for pupil in self.pupils]

    @property
    def name_fields(self) -> list[forms.BoundField]:
        return [self[f"name_{number}"] for number in range(1, self.new_names + 1)]

    def shares(self) -> dict[str, list[Pupil]]:
        """Part's key → its pupils; call after is_valid()."""
        shares: dict[str, list[Pupil]] = {key: [] for key, _ in self.parts}
        for pupil in self.pupils:
            place = self.cleaned_data[f"pupil_{pupil.pk}"]
            if place != NOWHERE:
                shares[place].append(pupil)
        return shares

    def named_shares(self) -> dict[str, list[Pupil]]:
        """New name → its pupils; call after is_valid()."""
        names = [self.cleaned_data[f"name_{number}"].strip() for number in range(1, self.new_names + 1)]
        return dict(zip(names, self.shares().values(), strict=True))

    def clean(self) -> dict[str, Any]:
        names = [str(self.cleaned_data.get(f"name_{number}")).strip() for number in range(1, self.new_names + 1)]
        if len({name.casefold() for name in names}) < len(names):
            raise forms.ValidationError("Назовите подгруппы по-разному.")
        return self.cleaned_data
