"""The form of a kind of work."""

from django import forms

from parta.journal.models import WorkKind
from parta.journal.rules.kinds import TONES


class KindOfWorkForm(forms.ModelForm):  # type: ignore[type-arg]
    tone = forms.ChoiceField(choices=TONES, label="Цвет", help_text="Цвет края столбца; подпись остаётся всегда.")

    class Meta:
        model = WorkKind
        fields = ["name", "short_name", "tone", "weight", "counts", "is_control", "is_default", "is_active", "position"]
        help_texts = {
            "short_name": "До 6 букв: над столбцом журнала.",
            "weight": "От 0 до 100; обычно 1, контрольная 2–3.",
            "is_control": "Попадает в график контрольных и отчёты о них.",
            "is_default": "Этот вид у столбца, пока учитель не выбрал другой.",
        }
