"""Forms of the calendar and of the school's settings."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from .. import rules
from ..models import Holiday, Period, School, SchoolYear
from .rows import RowForm, day_field

CUTS = [(cut.value, words) for cut, words in rules.CUT_WORDS.items()]


class SettingsForm(RowForm):
    model = School
    names = (
        "name", "short_name", "city", "address", "phone", "email", "edit_days", "late_topic_hours",
        "written_work_days", "allows_one", "threshold_3", "threshold_4", "threshold_5", "second_factor",
    )  # fmt: skip
    PARTS = (
        ("Школа", "Так она названа в заголовках отчётов и на листах с кодами.", names[:6]),
        ("Сроки", "Сколько времени журнал ждёт записи.", names[6:9]),
        ("Отметки", "Средний балл не ниже порога предлагает отметку за период.", names[9:13]),
        ("Вход", "Второй фактор — код из приложения или ключ доступа.", names[13:]),
    )

    @property
    def parts(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Heading, what it is about, fields."""
        return [(title, about, [self[name] for name in names]) for title, about, names in self.PARTS]


class YearForm(forms.Form):
    """A new year with what is usual in it."""

    starts_on = day_field("Начало")
    ends_on = day_field("Конец")
    cuts = forms.MultipleChoiceField(
        label="Как классы делят год", choices=CUTS, widget=forms.CheckboxSelectMultiple,
        help_text="Можно отметить несколько: например, четверти для 5–9 классов и полугодия для 10–11.",
    )  # fmt: skip
    with_holidays = forms.BooleanField(
        label="Добавить обычные каникулы и праздники", required=False,
        help_text="По рекомендации Минпросвещения; даты потом можно поправить.",
    )  # fmt: skip

    def clean_cuts(self) -> list[rules.Cut]:
        return [rules.Cut(value) for value in self.cleaned_data["cuts"]]


class YearLimitsForm(RowForm):
    model = SchoolYear
    names = ("starts_on", "ends_on")


class SchemeForm(forms.Form):
    cut = forms.ChoiceField(label="Периоды", choices=CUTS)

    def __init__(self, given: Any = None, *, taken: Iterable[str] = ()) -> None:
        super().__init__(given)
        self.fields["cut"].choices = [(value, words) for value, words in CUTS if words not in set(taken)]  # type: ignore[attr-defined]

    def clean_cut(self) -> rules.Cut:
        return rules.Cut(self.cleaned_data["cut"])


class PeriodLine(forms.Form):
    name = forms.CharField(label="Название", max_length=40, required=False)
    starts_on = day_field("Начало", required=False)
    ends_on = day_field("Конец", required=False)

    def clean(self) -> dict[str, Any]:
        given = [self.cleaned_data.get(name) for name in self.fields]
        if any(given) and not all(given) and not self.errors:
            raise ValidationError("Заполните название, начало и конец или очистите всю строку.")
        return self.cleaned_data


class PeriodLines(forms.BaseFormSet[PeriodLine]):
    """The periods of one scheme, one line each, and an empty line for one more."""

    def spans(self) -> list[rules.Span]:
        """Filled lines in their order; call after is_valid()."""
        filled = [line.cleaned_data for line in self.forms if line.cleaned_data.get("name")]
        return [rules.Span(line["name"], line["starts_on"], line["ends_on"]) for line in filled]


PeriodFormSet = forms.formset_factory(PeriodLine, formset=PeriodLines, extra=1, max_num=12, absolute_max=12)


def period_lines(given: Any, periods: Iterable[Period]) -> PeriodLines:
    lines = [{"name": one.name, "starts_on": one.starts_on, "ends_on": one.ends_on} for one in periods]
    return cast(PeriodLines, PeriodFormSet(given, initial=lines, prefix="period"))


class HolidayForm(RowForm):
    model = Holiday
    names = ("name", "starts_on", "ends_on", "from_level", "to_level")


def usual_year(today: date, *, newest: SchoolYear | None) -> dict[str, Any]:
    """What the form of a new year offers: the year that goes on, or the one after the newest."""
    starts_on = date(newest.starts_on.year + 1, 9, 1) if newest else rules.first_school_day(today)
    return {
        "starts_on": starts_on,
        "ends_on": date(starts_on.year + 1, 8, 31),
        "cuts": [rules.Cut.QUARTERS.value, rules.Cut.HALVES.value],
        "with_holidays": True,
    }
