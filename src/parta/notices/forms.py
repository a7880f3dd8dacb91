"""What a person ticks on the page of choices."""

from datetime import time

from django import forms

from .models import QuietHours
from .rules import GROUPS

CLOCK = {"type": "time"}
NO_TIME = {"required": "Укажите время, например 21:00.", "invalid": "Укажите время, например 21:00."}


class ChoicesForm(forms.Form):
    """Groups that were shown, those ticked, and the quiet hours."""

    shown = forms.MultipleChoiceField(choices=[(group.code, group.title) for group in GROUPS], required=False)
    email = forms.MultipleChoiceField(choices=[(group.code, group.title) for group in GROUPS], required=False)
    quiet = forms.BooleanField(label="Тихие часы", required=False, help_text="письма подождут их конца")
    starts_at = forms.TimeField(label="С", error_messages=NO_TIME, widget=forms.TimeInput(CLOCK, format="%H:%M"))
    ends_at = forms.TimeField(label="До", error_messages=NO_TIME, widget=forms.TimeInput(CLOCK, format="%H:%M"))
    on_weekends = forms.BooleanField(label="В субботу и воскресенье не присылать", required=False)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        starts_at, ends_at = given.get("starts_at"), given.get("ends_at")
        if given.get("quiet") and starts_at is not None and starts_at == ends_at:
            self.add_error("ends_at", "Начало и конец совпадают: укажите разное время или уберите тихие часы.")
        return given

    @property
    def by_email(self) -> dict[str, bool]:
        """Group → whether it is ticked; groups the person was not shown are left as they were."""
        return {code: code in self.cleaned_data["email"] for code in self.cleaned_data["shown"]}

    @property
    def hours(self) -> tuple[time, time]:
        """Equal times when there are no quiet hours."""
        if not self.cleaned_data["quiet"]:
            return time(0), time(0)
        return self.cleaned_data["starts_at"], self.cleaned_data["ends_at"]

    @staticmethod
    def initial_of(hours: QuietHours) -> dict[str, object]:
        is_on = hours.starts_at != hours.ends_at
        usual = QuietHours()
        return {
            "quiet": is_on,
            "starts_at": hours.starts_at if is_on else usual.starts_at,
            "ends_at": hours.ends_at if is_on else usual.ends_at,
            "on_weekends": hours.on_weekends,
        }
