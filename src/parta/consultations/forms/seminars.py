"""Input of seminars."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from parta.readiness.models import Skill
from parta.readiness.rules import LEVELS
from parta.school.forms.rows import PersonChoice, working
from parta.school.models import Employee, Room
from parta.ui.forms import ManyFilesField

from .fields import day_field, time_field

TO_LEVELS = [(level, f"{level} — {words}") for level, words in LEVELS.items() if level]


class SeminarForm(forms.Form):
    title = forms.CharField(label="Тема", max_length=200)
    about = forms.CharField(label="О чём", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    on = day_field("День")
    starts_at = time_field("С")
    ends_at = time_field("До")
    room = forms.ModelChoiceField(
        Room.objects.filter(is_active=True), label="Кабинет", required=False, empty_label="не назначен"
    )
    leader = PersonChoice(Employee.objects.none(), label="Ведёт", empty_label="выберите")
    places = forms.IntegerField(label="Мест", min_value=1, max_value=500, initial=20)
    for_parents = forms.BooleanField(label="приглашены и родители", required=False)
    clause = forms.CharField(label="Пункт регламента", max_length=20, required=False)
    skill_code = forms.ChoiceField(label="Какой навык поднимает", required=False)
    skill_level = forms.TypedChoiceField(label="До какого уровня", choices=TO_LEVELS, coerce=int, initial=2)

    def __init__(self, given: Any = None, **options: Any) -> None:
        super().__init__(given, **options)
        leader, skill = self.fields["leader"], self.fields["skill_code"]
        assert isinstance(leader, forms.ModelChoiceField)
        assert isinstance(skill, forms.ChoiceField)
        leader.queryset = working()
        self.was_on = (options.get("initial") or {}).get("on")
        skill.choices = [("", "никакой"), *Skill.objects.filter(is_active=True).values_list("code", "name")]

    def clean_on(self) -> date:
        """A day to come, or the one the seminar has already."""
        on: date = self.cleaned_data["on"]
        if on < timezone.localdate() and on != self.was_on:
            raise forms.ValidationError("Этот день уже прошёл.")
        return on


class CancelSeminarForm(forms.Form):
    reason = forms.CharField(
        label="Почему", max_length=200, error_messages={"required": "Напишите, почему: это увидят записанные."}
    )


class MaterialsForm(forms.Form):
    uploads = ManyFilesField(label="Файлы", error_messages={"empty": "Файл пуст: выберите другой."})

    def clean_uploads(self) -> Any:
        files = self.cleaned_data["uploads"]
        if not files:
            raise forms.ValidationError("Выберите файл.")
        return files
