"""The form of the questionnaire, and of opening a round."""

from typing import Any

from django import forms

from ..models import Survey
from ..rules import SCALE, STATEMENTS


class AnswerForm(forms.Form):
    """Every statement must be answered; `values` is code → 1–5."""

    def __init__(self, given: Any, *, values: dict[str, int]) -> None:
        super().__init__(given)
        for one in STATEMENTS:
            self.fields[one.code] = forms.TypedChoiceField(
                label=one.text, choices=list(SCALE.items()), coerce=int, widget=forms.RadioSelect,
                initial=values.get(one.code), error_messages={"required": "Выберите ответ."},
            )  # fmt: skip


class OpenForm(forms.Form):
    moment = forms.ChoiceField(label="Когда", choices=Survey.Moment.choices)
