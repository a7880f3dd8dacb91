"""Input of bell schedules."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from parta.school.models import SchoolClass

from ..models import BellSchedule
from ..rules import BellTime
from .entries import TimeInput

SLOTS = range(13)  # from the zeroth lesson some schools have to the last of a long day


@dataclass(frozen=True, slots=True)
class SlotFields:
    """The two fields of one lesson's bell."""

    slot: int
    start: BoundField
    end: BoundField


class BellsForm(forms.Form):
    """A schedule: its name and, for each lesson there is, a start and an end."""

    name = forms.CharField(label="Название", max_length=80)
    is_default = forms.BooleanField(label="Основные звонки школы", required=False)

    def __init__(self, *args: Any, schedule: BellSchedule | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = initial_of(schedule)
        super().__init__(*args, **kwargs)
        for slot in SLOTS:
            for name, words in (("start", "начало"), ("end", "конец")):
                self.fields[f"{name}_{slot}"] = forms.TimeField(
                    label=f"{slot}-й урок, {words}", required=False, widget=TimeInput
                )

    def slots(self) -> list[SlotFields]:
        return [SlotFields(slot, self[f"start_{slot}"], self[f"end_{slot}"]) for slot in SLOTS]

    def bells(self) -> list[BellTime]:
        """What was entered; call on a valid form."""
        times = [(slot, self.cleaned_data[f"start_{slot}"], self.cleaned_data[f"end_{slot}"]) for slot in SLOTS]
        return [BellTime(slot, start, end) for slot, start, end in times if start and end]

    def clean(self) -> None:
        for slot in SLOTS:
            start, end = self.cleaned_data.get(f"start_{slot}"), self.cleaned_data.get(f"end_{slot}")
            known = not {f"start_{slot}", f"end_{slot}"} & self.errors.keys()
            if known and bool(start) != bool(end):
                missing = "start" if end else "end"
                self.add_error(f"{missing}_{slot}", ValidationError(f"Урок {slot}: укажите и начало, и конец."))


class ClassBellsForm(forms.Form):
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.filter(year__is_current=True), label="Класс", empty_label="выберите"
    )
    schedule = forms.ModelChoiceField(
        BellSchedule.objects.all(), label="Звонки", required=False, empty_label="основные"
    )


def initial_of(schedule: BellSchedule | None) -> dict[str, Any]:
    """The bells of the schedule; for a new one, seven lessons of 45 minutes with breaks of 10 from 8:30.

    The first schedule of a school is the one it rings by.
    """
    if schedule is None:
        starts = {slot: 8 * 60 + 30 + (slot - 1) * 55 for slot in range(1, 8)}
        found = [(slot, clock(start), clock(start + 45)) for slot, start in starts.items()]
        return {"is_default": not BellSchedule.objects.exists(), **fields_of(found)}
    bells = schedule.bells.values_list("slot", "starts_at", "ends_at")
    return {"name": schedule.name, "is_default": schedule.is_default, **fields_of(list(bells))}


def fields_of(bells: list[tuple[int, time, time]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for slot, start, end in bells:
        fields[f"start_{slot}"], fields[f"end_{slot}"] = start, end
    return fields


def clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))
