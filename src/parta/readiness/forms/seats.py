"""Forms of rooms with computers and of booking a seat."""

import re
from datetime import date, time
from itertools import pairwise
from typing import Any

from django import forms

from parta.school.forms.rows import PersonChoice, RowForm, day_field, working
from parta.school.models import Room

from ..models import OpenRoom, WorkPlace
from ..rules import QUARTERS
from ..rules.seats import Hours

FARTHEST = 366  # days from today that a room is looked at
DAYS = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье")
SPAN = re.compile(r"(\d{1,2})[.:](\d{2})\s*[-–—]\s*(\d{1,2})[.:](\d{2})")


class HoursField(forms.CharField):
    """«9.00–14.00, 15.20–17.00» to a list of Hours, in order."""

    def clean(self, value: Any) -> list[Hours]:
        text = str(super().clean(value)).strip()
        parts = [part.strip() for part in re.split("[,;]", text) if part.strip()]
        found = sorted((self.span(part) for part in parts), key=lambda one: one.starts_at)
        for one, following in pairwise(found):
            if following.starts_at < one.ends_at:
                raise forms.ValidationError("Часы одного дня пересекаются.")
        return found

    def span(self, part: str) -> Hours:
        match = SPAN.fullmatch(part)
        try:
            if match is None:
                raise ValueError
            first, last = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
        except ValueError:
            raise forms.ValidationError(f"«{part}» не понято: пишите 9.00–14.00, 15.20–17.00") from None
        if last <= first:
            raise forms.ValidationError(f"«{part}»: конец раньше начала")
        return Hours(first, last)


def plain(at: time) -> str:
    """«9.00», as hours are written on a door."""
    return f"{at.hour}.{at.minute:02}"


class RoomForm(RowForm):
    model = OpenRoom
    names = ("room", "keeper", "for_pupils", "about")
    keeper = PersonChoice(label="Кто отвечает", queryset=working(), required=False, empty_label="не назначен")

    def __init__(
        self, given: Any = None, *, row: OpenRoom | None = None, hours: dict[int, list[Hours]] | None = None
    ) -> None:
        super().__init__(given, row=row)
        known = hours or {}
        for number, name in enumerate(DAYS, start=1):
            said = ", ".join(f"{plain(one.starts_at)}–{plain(one.ends_at)}" for one in known.get(number, []))
            self.fields[f"day-{number}"] = HoursField(label=name, required=False, max_length=100, initial=said)
        free = Room.objects.filter(is_active=True)
        self.narrow("room", free.filter(pk=row.room_id) if row else free.filter(open_room=None), empty="выберите")
        self.fields["about"].help_text = "Где ключ, к кому обратиться."
        self.order_fields(["room", "keeper", "about", "for_pupils"])

    def fields_of_room(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.names}

    def week(self) -> dict[int, list[Hours]]:
        return {number: self.cleaned_data[f"day-{number}"] for number in range(1, 8)}

    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("room", "keeper", "about", "for_pupils")]

    def day_fields(self) -> list[forms.BoundField]:
        return [self[f"day-{number}"] for number in range(1, 8)]


class ClosureForm(forms.Form):
    on = day_field("День")
    reason = forms.CharField(label="Почему", max_length=200)


class DayChoice(forms.Form):
    """`?on=` of the day's grid; a day nobody can mean is today."""

    on = forms.DateField(required=False)

    def day(self, default: date) -> date:
        on = self.cleaned_data["on"] if self.is_valid() else None
        return on if on and abs((on - default).days) <= FARTHEST else default


class BookForm(forms.Form):
    """A seat of the room from one quarter to another."""

    place = forms.ModelChoiceField(label="Место", queryset=WorkPlace.objects.none(), empty_label=None)
    on = forms.DateField(widget=forms.HiddenInput)
    first = forms.TypedChoiceField(label="С", coerce=int, choices=[])
    last = forms.TypedChoiceField(label="До", coerce=int, choices=[])
    purpose = forms.CharField(label="Для чего", max_length=120, required=False)

    def __init__(
        self, given: Any = None, *, room: OpenRoom, starts: list[tuple[int, time]], ends: list[tuple[int, time]],
        **initial: Any,
    ) -> None:  # fmt: skip
        super().__init__(given, initial=initial)
        seats = WorkPlace.objects.filter(room=room.room_id, is_bookable=True, state=WorkPlace.State.WORKS)
        self.fields["place"] = SeatChoice(label="Место", queryset=seats.order_by("number"), empty_label=None)
        self.fields["first"] = quarter_field("С", starts)
        self.fields["last"] = quarter_field("До", ends)
        self.order_fields(["place", "first", "last", "purpose", "on"])


class SeatChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, place: Any) -> str:
        return f"{place.number}: {place.computer}"


def quarter_field(label: str, offered: list[tuple[int, time]]) -> forms.TypedChoiceField:
    """Offers these quarters; any other quarter of the day is passed on, so that the service says why not."""
    offers = [(quarter, f"{at.hour}:{at.minute:02}") for quarter, at in offered]

    class Quarter(forms.TypedChoiceField):
        def valid_value(self, value: Any) -> bool:
            return str(value).isdecimal() and len(str(value)) < 4 and int(value) <= QUARTERS

    return Quarter(label=label, choices=offers, coerce=int)
