"""The form of a kind of work."""

from typing import Any

from django import forms

from parta.journal.models import WorkKind
from parta.journal.rules.kinds import TONES


class KindOfWorkForm(forms.ModelForm):  # type: ignore[type-arg]
    """`as_default` stands apart from the model's field: the old default gives way only when the new one is saved."""

    tone = forms.ChoiceField(choices=TONES, label="Цвет", help_text="Цвет края столбца; подпись остаётся всегда.")
    as_default = forms.BooleanField(
        label="По умолчанию", required=False, help_text="Этот вид у столбца, пока учитель не выбрал другой."
    )

    class Meta:
        model = WorkKind
        fields = ["name", "short_name", "tone", "weight", "counts", "is_control", "is_active", "position"]
        help_texts = {
            "short_name": "До 6 букв: над столбцом журнала.",
            "weight": "От 0 до 100; обычно 1, контрольная 2–3.",
            "is_control": "Попадает в график контрольных и отчёты о них.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["as_default"] = self.instance.is_default

    def kind(self) -> WorkKind:
        """The valid form as a kind, not saved yet."""
        self.instance.is_default = self.cleaned_data["as_default"]
        kind: WorkKind = self.instance
        return kind
