"""Settings of the desk: hours of each weekday, norms, the outside service; and the cover of a register."""

from typing import Any

from django import forms

from parta.school.models import Employee

from ..models import HelpDesk, Kind, Norm, WorkingHours
from ..services.desk import Hours
from .helping import DAY

WEEKDAYS = ["Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье"]
SPANS = 2  # of a day: before and after a break


def clock() -> forms.TimeField:
    return forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class HoursForm(forms.Form):
    """Two spans a weekday; an empty pair is no span."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in enumerate(WEEKDAYS, start=1):
            for span in range(SPANS):
                for edge, word in (("from", "с"), ("to", "до")):
                    field = self.fields[f"{edge}_{day}_{span}"] = clock()
                    field.widget.attrs["aria-label"] = f"{name}, {'первые' if not span else 'вторые'} часы, {word}"

    def clean(self) -> dict[str, Any]:
        for day in range(1, 8):
            for span in range(SPANS):
                start, end = (self.cleaned_data.get(f"{edge}_{day}_{span}") for edge in ("from", "to"))
                if (start is None) != (end is None):
                    self.add_error(None, f"{WEEKDAYS[day - 1]}: напишите и начало, и конец часов.")
        return self.cleaned_data

    @property
    def hours(self) -> list[Hours]:
        spans = [
            (day, self.cleaned_data[f"from_{day}_{span}"], self.cleaned_data[f"to_{day}_{span}"])
            for day in range(1, 8)
            for span in range(SPANS)
        ]
        return [one for one in spans if one[1] is not None]

    @property
    def days(self) -> list[tuple[str, list[Any]]]:
        """Rows of the table: the weekday, its four fields."""
        return [
            (name, [self[f"{edge}_{day}_{span}"] for span in range(SPANS) for edge in ("from", "to")])
            for day, name in enumerate(WEEKDAYS, start=1)
        ]


def initial_hours() -> dict[str, Any]:
    known: dict[int, int] = {}
    initial: dict[str, Any] = {}
    for row in WorkingHours.objects.all():
        span = known[row.weekday] = known.get(row.weekday, -1) + 1
        initial |= {f"from_{row.weekday}_{span}": row.starts_at, f"to_{row.weekday}_{span}": row.ends_at}
    return initial


class NormsForm(forms.Form):
    """Hours to the first answer and to the solution, a pair a kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Kind:
            for what, words in (("answer", "первый ответ"), ("solution", "решение")):
                self.fields[f"{kind}_{what}"] = forms.DecimalField(
                    label=f"{kind.label.capitalize()}: {words}, рабочих часов", min_value=0.25, max_value=500,
                    decimal_places=2,
                )  # fmt: skip

    @property
    def norms(self) -> dict[str, tuple[int, int]]:
        return {
            kind.value: (
                round(self.cleaned_data[f"{kind}_answer"] * 60),
                round(self.cleaned_data[f"{kind}_solution"] * 60),
            )
            for kind in Kind
        }


def initial_norms() -> dict[str, Any]:
    return {
        f"{norm.kind}_{what}": f"{getattr(norm, f'{what}_minutes') / 60:g}"
        for norm in Norm.objects.all()
        for what in ("answer", "solution")
    }


class DeskForm(forms.ModelForm[HelpDesk]):
    class Meta:
        model = HelpDesk
        fields = ["confirm_days", "takes_public", "outside_name", "outside_contact", "outside_rules"]
        widgets = {"outside_rules": forms.Textarea({"rows": 6})}
        help_texts = {"outside_contact": "Адрес почты: тогда обращение уйдёт письмом прямо отсюда."}


class CoverForm(forms.Form):
    begun_on = forms.DateField(label="Начат", required=False, widget=DAY)
    finished_on = forms.DateField(label="Окончен", required=False, widget=DAY)
    sheets = forms.IntegerField(label="Листов", required=False, min_value=1, max_value=2000)
    responsible = forms.ModelChoiceField(
        label="Ответственный", required=False, queryset=Employee.objects.filter(left_on=None), empty_label="не указан"
    )
    kept_at = forms.CharField(label="Место хранения", required=False, max_length=200, help_text="Например: каб. 24.")
