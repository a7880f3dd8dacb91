"""Input of the responsible person: hours, publication, days off, one-off hours."""

from typing import Any

from django import forms

from parta.school.forms.rows import PersonChoice, working
from parta.school.models import Employee, Room, SchoolYear
from parta.ui.templatetags.ui import WEEKDAYS

from ..models import HoursPlan
from .fields import day_field, time_field

WEEKDAY_CHOICES = [(number, name) for number, name in enumerate(WEEKDAYS, start=1)]


class NewPlanForm(forms.Form):
    year = forms.ModelChoiceField(SchoolYear.objects.filter(closed_at=None), label="Учебный год", empty_label=None)
    room = forms.ModelChoiceField(Room.objects.filter(is_active=True), label="Кабинет", empty_label="выберите")


class HoursForm(forms.Form):
    """What weekly and one-off hours share."""

    starts_at = time_field("С")
    ends_at = time_field("До")
    helper = PersonChoice(Employee.objects.none(), label="Кто помогает", empty_label="выберите")
    slot_minutes = forms.IntegerField(label="Одна запись, минут", min_value=5, max_value=240, initial=20)
    capacity = forms.IntegerField(label="Мест одновременно", min_value=1, max_value=30, initial=1)
    consults = forms.BooleanField(label="консультации", required=False, initial=True)
    enters_marks = forms.BooleanField(label="выставление отметок", required=False, initial=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["helper"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = working()


class IntervalForm(HoursForm):
    weekday = forms.TypedChoiceField(label="День недели", choices=WEEKDAY_CHOICES, coerce=int)
    field_order = ["weekday"]


class ExtraForm(HoursForm):
    on = day_field("День")
    field_order = ["on"]


class PublishForm(forms.Form):
    from_on = day_field("Действует с")


class DayOffForm(forms.Form):
    on = day_field("День")
    helper = PersonChoice(Employee.objects.none(), label="Кого нет", required=False, empty_label="закрыт весь кабинет")
    reason = forms.CharField(label="Почему", max_length=200, required=False)

    def __init__(self, given: Any = None, *, plan: HoursPlan, **options: Any) -> None:
        super().__init__(given, **options)
        field = self.fields["helper"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Employee.objects.filter(help_intervals__plan=plan).distinct()
