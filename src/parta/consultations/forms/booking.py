"""Input of who books, moves, and of the helper's day."""

from typing import Any

from django import forms

from parta.accounts.models import User
from parta.school.access import cast_of

from ..models.bookings import Purpose
from .fields import SlotField, day_field

CHOOSE = {"required": "Выберите время."}
TOPIC = "О чём спросить"


class BookForm(forms.Form):
    """Topic and purpose for a slot; only staff choose the purpose, for others it is a consultation."""

    slot = SlotField(error_messages=CHOOSE)
    topic = forms.CharField(
        label=TOPIC, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Напишите в двух словах, о чём спросите: помощник подготовится."},
    )  # fmt: skip
    purpose = forms.ChoiceField(
        label="Зачем", choices=Purpose.choices, initial=Purpose.CONSULTATION, widget=forms.RadioSelect
    )
    ticket = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, given: Any = None, *, user: User, **options: Any) -> None:
        super().__init__(given, **options)
        if not cast_of(user).is_staff:
            del self.fields["purpose"]

    def values(self) -> dict[str, Any]:
        """What services take; call after is_valid()."""
        told = self.cleaned_data
        return {
            "topic": told["topic"],
            "purpose": told.get("purpose") or Purpose.CONSULTATION,
            "ticket_id": told["ticket"],
        }


class MoveForm(forms.Form):
    slot = SlotField(error_messages=CHOOSE)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Почему", max_length=200, error_messages={"required": "Напишите, почему: это увидит записанный."}
    )


class DayForm(forms.Form):
    """A day and a helper of the address."""

    on = day_field("День")
    helper = forms.IntegerField(required=False)


class WalkInForm(forms.Form):
    """Who came without booking: an account chosen from those found, or just a name."""

    slot = forms.TypedChoiceField(label="Время", coerce=str, error_messages=CHOOSE)
    name = forms.CharField(label="Кто пришёл", max_length=150, error_messages={"required": "Напишите, кто пришёл."})
    person = forms.IntegerField(required=False)
    topic = forms.CharField(
        label="С чем", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Напишите, с чем пришли."},
    )  # fmt: skip
    purpose = forms.ChoiceField(
        label="Зачем", choices=Purpose.choices, initial=Purpose.CONSULTATION, widget=forms.RadioSelect
    )

    def __init__(self, given: Any = None, *, slots: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(given, **options)
        field = self.fields["slot"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = slots
