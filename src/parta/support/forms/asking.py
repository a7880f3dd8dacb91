"""Forms of who asks."""

from django import forms
from django.core.exceptions import ValidationError

from parta.regulation.rules import TOPICS
from parta.ui.forms import ManyFilesField

from ..models import Kind

LONGEST = 4000
KINDS = [(kind.value, kind.label.capitalize()) for kind in Kind]
FILES_HELP = "До 20 МБ каждый: PDF, картинки, документы, текст, ZIP."


class AskForm(forms.Form):
    """`at` is the path of the page asked from: what goes along is read from it anew."""

    at = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Ваш вопрос", max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "Что вы делали и что получилось?"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label="Что это", choices=KINDS, initial=Kind.QUESTION)
    topic = forms.ChoiceField(label="О чём", choices=list(TOPICS.items()), initial="other")
    uploads = ManyFilesField(label="Файлы и снимок экрана", required=False, help_text=FILES_HELP)


class SayForm(forms.Form):
    """A message of the asker."""

    text = forms.CharField(
        label="Сообщение", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    uploads = ManyFilesField(label="Файлы", required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Что осталось", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))


class RateForm(forms.Form):
    stars = forms.TypedChoiceField(
        label="Оценка", coerce=int, choices=[(number, str(number)) for number in range(1, 6)],
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(label="Пара слов", required=False, max_length=1000)


class PublicForm(forms.Form):
    """A request without signing in. `site` is a trap: people do not see it, programs fill it in."""

    name = forms.CharField(label="Как вас зовут", max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    contact = forms.CharField(
        label="Почта или телефон", max_length=50, help_text="Чтобы мы могли ответить, если номер потеряется."
    )
    words = forms.CharField(label="Кто вы и какой класс", max_length=120, help_text="Например: мама ученицы 7Б.")
    text = forms.CharField(label="Что случилось", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))
    site = forms.CharField(
        label="Не заполняйте это поле",
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_contact(self) -> str:
        contact: str = self.cleaned_data["contact"].strip()
        if "@" in contact:
            return str(forms.EmailField().clean(contact))
        if sum(sign.isdigit() for sign in contact) < 6:
            raise ValidationError("Похоже, это не почта и не телефон.")
        return contact

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("site"))


class LookupForm(forms.Form):
    number = forms.IntegerField(label="Номер обращения", min_value=1, max_value=10**6)
    code = forms.CharField(label="Код", max_length=30, widget=forms.TextInput({"autocomplete": "off"}))
