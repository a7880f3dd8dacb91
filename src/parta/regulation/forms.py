"""Input of the regulation's screens."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from parta.accounts.models import User
from parta.school.models import Employee

from .models import Campaign, Document, Duty
from .rules import CHANNELS, ROLES, TOPICS
from .rules.campaigns import MOST_DAYS_AHEAD


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AgreementForm(forms.ModelForm[Document]):
    """The draft of the user agreement."""

    class Meta:
        model = Document
        fields = ["title", "in_force_from", "text"]
        widgets = {"in_force_from": DayInput, "text": forms.Textarea({"rows": 24})}
        help_texts = {
            "text": "Заголовок: «# » в начале строки; пункт списка: «- »; <b>жирно</b>: две звёздочки с обеих сторон."
        }


class RegulationForm(AgreementForm):
    """The draft of the regulation. The numbers may come later, but before publication."""

    class Meta(AgreementForm.Meta):
        fields = ["title", "protocol", "approved_on", "order", "ordered_on", "in_force_from", "text"]
        widgets = {**AgreementForm.Meta.widgets, "approved_on": DayInput, "ordered_on": DayInput}


DRAFTS: dict[str, type[AgreementForm]] = {
    Document.Kind.REGULATION: RegulationForm,
    Document.Kind.AGREEMENT: AgreementForm,
}


class EmployeeField(forms.ModelChoiceField[Employee]):
    def label_from_instance(self, obj: Employee) -> str:
        return f"{obj.full_name}, {obj.position}" if obj.position else obj.full_name


class DutyForm(forms.Form):
    """One appointment: who helps with what, on which line, how and when."""

    topic = forms.ChoiceField(label="Тема", choices=[(code, f"{code} {words}" if code[0].isdigit() else words)
                                                     for code, words in TOPICS.items()])  # fmt: skip
    employee = EmployeeField(Employee.objects.none(), label="Помощник", empty_label="выберите")
    line = forms.TypedChoiceField(label="Линия", choices=Duty.Line.choices, coerce=int)
    rank = forms.ChoiceField(
        label="Место", choices=Duty.Rank.choices,
        help_text="Основной на линии один: обращения сначала получает он, потом заместители по очереди.",
    )  # fmt: skip
    channels = forms.MultipleChoiceField(
        label="Как обратиться", choices=list(CHANNELS.items()), widget=forms.CheckboxSelectMultiple
    )
    hours = forms.CharField(
        label="Когда", max_length=200, required=False,
        help_text="Словами: «вт и чт, 15:00–16:30, каб. 24». Личный телефон здесь не пишут: строку видят семьи.",
    )  # fmt: skip

    def __init__(self, *args: Any, duty: Duty | None = None, **kwargs: Any) -> None:
        if duty is not None:
            names = ("topic", "employee", "line", "rank", "channels", "hours")
            kwargs["initial"] = {name: getattr(duty, name) for name in names}
        super().__init__(*args, **kwargs)
        field = self.fields["employee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Employee.objects.filter(left_on=None)


class PaperForm(forms.Form):
    """A signature of the printed sheet."""

    employee = EmployeeField(Employee.objects.none(), label="Сотрудник", empty_label="выберите")
    on = forms.DateField(label="Дата подписи", widget=DayInput)

    def __init__(self, given: Any = None, *, offered: QuerySet[Employee]) -> None:
        super().__init__(given)
        field = self.fields["employee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offered


class AccountField(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name or obj.username


class DelegationForm(forms.Form):
    to = AccountField(User.objects.none(), label="Кому", empty_label="выберите сотрудника")
    until = forms.DateField(label="По какое число", widget=DayInput, help_text="Включительно; дальше права вернутся.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(employee__left_on=None, employee__isnull=False, is_introducer=False)
        self.fields["until"].widget.attrs["min"] = timezone.localdate().isoformat()


class CampaignForm(forms.ModelForm[Campaign]):
    roles = forms.MultipleChoiceField(
        label="Кого касается", choices=list(ROLES.items()), widget=forms.CheckboxSelectMultiple
    )
    lines = forms.CharField(
        label="Что сделать", strip=False, widget=forms.Textarea({"rows": 7}),
        help_text="По одной строке. Строка, слова которой не изменились, сохранит отметки людей.",
    )  # fmt: skip
    links = forms.CharField(
        label="Материалы", required=False, strip=False, widget=forms.Textarea({"rows": 4}),
        help_text="По одной строке: название, черта «|», адрес страницы, например «Перекличка | /handbook/roll-call/».",
    )  # fmt: skip

    class Meta:
        model = Campaign
        fields = ["title", "banner", "starts_on", "ends_on", "days_ahead", "roles", "lines", "links"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput, "banner": forms.Textarea({"rows": 2})}
        help_texts = {
            "banner": "Одно-два предложения для рабочего стола.",
            "days_ahead": f"Объявление появится на рабочем столе за столько дней до начала, до {MOST_DAYS_AHEAD}.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            kept = self.instance.lines.filter(is_dropped=False).values_list("words", flat=True)
            self.initial["lines"] = "\n".join(kept)
            self.initial["links"] = "\n".join(f"{words} | {address}" for words, address in self.instance.links)

    def clean_lines(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if not lines:
            raise forms.ValidationError("Напишите хотя бы одну строку списка.")
        for number, line in enumerate(lines, start=1):
            if len(line) > 200:
                raise forms.ValidationError(f"Строка {number} длиннее 200 букв.")
        return lines

    def clean_links(self) -> list[list[str]]:
        """Pairs of words and an address within Parta; other hosts are refused."""
        found = []
        for number, line in enumerate(self.cleaned_data["links"].splitlines(), start=1):
            words, _, address = (part.strip() for part in line.partition("|"))
            if not words and not address:
                continue
            if not words or not address.startswith("/") or not url_has_allowed_host_and_scheme(address, None):
                raise forms.ValidationError(f"Строка {number}: нужны название, «|» и адрес, который начинается с «/».")
            found.append([words, address])
        return found
