"""Fields these forms share."""

from typing import Any

from django import forms

from parta.school.forms.rows import day_field

__all__ = ["SlotField", "day_field", "time_field"]

from .. import rules
from ..rules import SlotKey


def time_field(label: str, **options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **options)


class SlotField(forms.CharField):
    """The name of a slot, «12-2026-11-23-1520», as SlotKey."""

    def clean(self, value: Any) -> SlotKey | None:
        text = super().clean(value)
        if not text:
            return None
        key = rules.slot_key(text)
        if key is None:
            raise forms.ValidationError("Такого времени нет: выберите время из графика.")
        return key
