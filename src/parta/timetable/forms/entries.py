"""Input of the timetable's editor."""

from datetime import date
from typing import Any

from django import forms

from parta.school.models import Course, Room

from ..models import TimetableEntry, Weeks
from ..queries.entries import Load
from ..services.entries import EntryValues
from ..words import WEEKDAYS, hour_words
from .changes import DayInput


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class EntryForm(forms.Form):
    """One line of the timetable and the days it is valid on. `load` are the courses to choose from."""

    course = forms.ModelChoiceField(Course.objects.none(), label="Курс", empty_label="выберите")
    weekday = forms.TypedChoiceField(label="День", choices=list(WEEKDAYS.items()), coerce=int)
    slot = forms.IntegerField(label="Номер урока", min_value=0, max_value=14, required=False)
    starts_at = forms.TimeField(label="Начало", required=False, widget=TimeInput)
    ends_at = forms.TimeField(label="Конец", required=False, widget=TimeInput)
    room = forms.ModelChoiceField(
        Room.objects.filter(is_active=True), label="Кабинет", required=False, empty_label="не назначен"
    )
    weeks = forms.ChoiceField(label="Недели", choices=Weeks.choices, initial=Weeks.EVERY)
    from_on = forms.DateField(label="С какого дня", widget=DayInput)
    to_on = forms.DateField(label="По какой день", widget=DayInput)

    def __init__(self, *args: Any, load: list[Load], **kwargs: Any) -> None:
        kwargs["auto_id"] = "entry_%s"  # the board has other forms beside this one
        super().__init__(*args, **kwargs)
        self.fields["slot"].required = not (self.data.get("starts_at") or self.initial.get("starts_at"))
        field = self.fields["course"]
        field.widget.attrs["autofocus"] = True
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Course.objects.filter(pk__in=[one.course_id for one in load]).select_related(
            "subject", "group__school_class", "year"
        )
        field.choices = [("", "выберите"), *((one.course_id, course_words(one)) for one in load)]

    def values(self) -> EntryValues:
        """What was entered; call on a valid form."""
        names = ("course", "weekday", "slot", "starts_at", "ends_at", "room", "weeks")
        return EntryValues(**{name: self.cleaned_data[name] for name in names})


class RemoveForm(forms.Form):
    from_on = forms.DateField(label="С какого дня убрать", widget=DayInput)


class LessonsForm(forms.Form):
    from_on = forms.DateField(label="С какого дня", widget=DayInput)


def course_words(one: Load) -> str:
    """«Алгебра, 7Б · Орлова Н. В. · 2 из 3 ч»."""
    teacher = one.teacher or "учитель не назначен"
    return f"{one.subject}, {one.group} · {teacher} · {hour_words(one.placed)} из {hour_words(one.hours)} ч"


def of_entry(entry: TimetableEntry, from_on: date) -> dict[str, Any]:
    """The line as the first content of its form."""
    return {
        "course": entry.course_id,
        "weekday": entry.weekday,
        "slot": entry.slot,
        "starts_at": entry.starts_at,
        "ends_at": entry.ends_at,
        "room": entry.room_id,
        "weeks": entry.weeks,
        "from_on": max(from_on, entry.valid_from),
        "to_on": entry.valid_to,
    }
