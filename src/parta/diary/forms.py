"""What a parent fills in: a notice of absence."""

from django import forms

from parta.journal.models import AbsenceNotice


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AbsenceForm(forms.Form):
    from_on = forms.DateField(label="Первый день", widget=DateInput())
    to_on = forms.DateField(label="Последний день", widget=DateInput(), required=False, help_text="пусто: один день")
    reason = forms.ChoiceField(
        label="Причина", choices=AbsenceNotice._meta.get_field("reason").choices or (), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="Пояснение",
        max_length=300,
        required=False,
        help_text="Не пишите диагноз: школа его не хранит.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
