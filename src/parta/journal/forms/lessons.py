"""Small forms of a lesson: its topic, its kind of work, a remark, a request to open."""

from typing import Any

from django import forms

from parta.journal.models import Remark, WorkKind
from parta.school.models import Pupil


class TopicForm(forms.Form):
    """`was` is the topic the teacher saw; `op` makes a form sent twice one change."""

    topic = forms.CharField(label="Тема", required=False, max_length=500)
    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    op = forms.UUIDField(widget=forms.HiddenInput)


class KindForm(forms.Form):
    kind = forms.ModelChoiceField(WorkKind.objects.all(), required=False, label="Вид работы")
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)
    op = forms.UUIDField(widget=forms.HiddenInput)


class RemarkForm(forms.Form):
    pupil = forms.ChoiceField(label="О ком")
    kind = forms.ChoiceField(choices=Remark.Kind.choices, initial=Remark.Kind.REMARK, label="Что пишете")
    text = forms.CharField(
        label="Родителям", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Родители получат уведомление. Без диагнозов и оценок личности.",
    )  # fmt: skip
    pupil_sees = forms.BooleanField(label="Показать и ученику", required=False)

    def __init__(self, *args: Any, pupils: list[Pupil] | None = None, **kwargs: Any) -> None:
        """`pupils` to choose from; None when the pupil is known and the field goes away."""
        super().__init__(*args, **kwargs)
        self.pupils = {str(pupil.pk): pupil for pupil in pupils or []}
        if pupils is None:
            del self.fields["pupil"]
        else:
            field = self.fields["pupil"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "выберите ученика"), *((key, pupil.name) for key, pupil in self.pupils.items())]

    def chosen(self) -> Pupil:
        """The chosen one of a valid form."""
        return self.pupils[self.cleaned_data["pupil"]]


class UnlockForm(forms.Form):
    reason = forms.CharField(
        label="Зачем открыть", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Например: проверила контрольную позже срока, болела с 5 по 16 ноября.",
    )  # fmt: skip


class GrantForm(forms.Form):
    hours = forms.IntegerField(label="Открыть на, часов", min_value=1, max_value=168, initial=24)
    answer = forms.CharField(label="Ответ учителю", required=False, max_length=500)


class RefuseForm(forms.Form):
    answer = forms.CharField(label="Почему отказано", max_length=500)
