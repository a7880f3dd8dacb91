"""The filter above the history."""

from django import forms

from .queries import Wanted
from .words import actions


class HistoryFilter(forms.Form):
    who = forms.CharField(label="Кто", required=False, max_length=100)
    action = forms.ChoiceField(label="Что сделано", required=False)
    about = forms.CharField(label="О чём", required=False, max_length=100)
    from_on = forms.DateField(label="С", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    to_on = forms.DateField(label="По", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    pupil_id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        words = sorted(actions().items(), key=lambda pair: pair[1])
        self.fields["action"] = forms.ChoiceField(label="Что сделано", required=False, choices=[("", "всё"), *words])

    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)
