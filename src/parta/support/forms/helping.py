"""Forms of helpers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from parta.accounts.models import User
from parta.handbook.models import Article
from parta.readiness.models import WorkPlace
from parta.regulation.rules import CHANNELS, LINES, TOPICS
from parta.school.rules import ROLES
from parta.ui.forms import ManyFilesField

from ..models import Kind, PreparedAnswer, State
from ..models.tickets import LONGEST
from ..rules import people
from .asking import KINDS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
AREA = forms.Textarea(attrs={"rows": 3})
ERA = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31))]  # days that clocks can tell
TOPIC_CHOICES = list(TOPICS.items())


class AnswerForm(forms.Form):
    """`seen` is the last message shown; `then` what follows the answer."""

    text = forms.CharField(label="Ответ", required=False, max_length=LONGEST, widget=AREA)
    uploads = ManyFilesField(label="Файлы", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    then = forms.ChoiceField(
        required=False, choices=[("", ""), ("wait", ""), ("solve", ""), ("note", "")], widget=forms.HiddenInput
    )


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(label="Кому", queryset=User.objects.filter(is_active=True))


class EscalateForm(forms.Form):
    reason = forms.CharField(label="Почему передаёте", max_length=1000, widget=AREA)


class DecideForm(forms.Form):
    decision = forms.ChoiceField(choices=[("accept", "Принять в план"), ("refuse", "Отклонить")])
    reason = forms.CharField(label="Причина", max_length=LONGEST, widget=AREA)


class SortForm(forms.Form):
    kind = forms.ChoiceField(label="Вид", choices=KINDS)
    topic = forms.ChoiceField(label="Раздел", choices=TOPIC_CHOICES)
    priority = forms.TypedChoiceField(
        label="Срочность", coerce=int, choices=[(0, "Обычная"), (1, "Важно"), (2, "Срочно")]
    )
    work_place = forms.ModelChoiceField(
        label="Рабочее место",
        queryset=WorkPlace.objects.select_related("room"),
        required=False,
        empty_label="не указано",
    )


class NumberForm(forms.Form):
    """Another request of the same year, by its number."""

    number = forms.IntegerField(label="Номер обращения", min_value=1, max_value=10**6)


class ArticleForm(forms.Form):
    article = forms.ModelChoiceField(
        label="Статья", queryset=Article.objects.filter(is_published=True).only("pk", "title").order_by("title")
    )


class ShareForm(forms.Form):
    title = forms.CharField(label="Вопрос коротко", max_length=150)
    question = forms.CharField(label="Вопрос", required=False, max_length=4000, widget=AREA)
    answer = forms.CharField(label="Ответ", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))
    roles = forms.MultipleChoiceField(
        label="Для кого", required=False, choices=list(ROLES.items()), widget=forms.CheckboxSelectMultiple,
        help_text="Ничего не отмечено: для всех.",
    )  # fmt: skip


class SendForm(forms.Form):
    text = forms.CharField(label="Что уйдёт", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 16}))
    number = forms.CharField(label="Номер во внешней службе", max_length=80, required=False)
    on = forms.DateField(label="Дата отправки", widget=DAY)


class OutsideAnswerForm(forms.Form):
    number = forms.CharField(label="Номер во внешней службе", max_length=80, required=False)
    text = forms.CharField(label="Что ответили", max_length=LONGEST, widget=AREA)
    on = forms.DateField(label="Дата ответа", widget=DAY)


class OutcomeForm(forms.Form):
    """What came of a consultation."""

    outcome = forms.CharField(label="Что решили", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    topic = forms.ChoiceField(label="Раздел", choices=TOPIC_CHOICES)
    is_solved = forms.BooleanField(label="Вопрос решён", required=False, initial=True)


class PreparedForm(forms.ModelForm[PreparedAnswer]):
    class Meta:
        model = PreparedAnswer
        fields = ["title", "topic", "text", "is_active"]
        widgets = {"text": forms.Textarea({"rows": 8})}
        help_texts = {"text": "«{имя}» заменится на имя того, кто спросил.", "topic": "Пусто: для любого раздела."}


class QueueForm(forms.Form):
    """Filters of the queue; a wrong one is no filter."""

    whose = forms.ChoiceField(required=False, choices=[("mine", ""), ("nobody", ""), ("all", "")])
    topic = forms.ChoiceField(label="Раздел", required=False, choices=[("", "Все разделы"), *TOPIC_CHOICES])
    kind = forms.ChoiceField(label="Вид", required=False, choices=[("", "Все виды"), *KINDS])
    state = forms.ChoiceField(
        label="Состояние", required=False,
        choices=[("", "Не законченные"), ("new", "Новые"), ("working", "В работе"), ("waiting", "Ждём обратившегося"),
                 ("solved", "Решённые"), ("planned", "Принятые предложения")],
    )  # fmt: skip
    words = forms.CharField(label="Слова", required=False, max_length=100, widget=forms.TextInput({"type": "search"}))


class RegisterForm(forms.Form):
    """Filters of the register; a wrong one is no filter."""

    words = forms.CharField(label="Слова", required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    kind = forms.ChoiceField(label="Вид", required=False, choices=[("", "Все виды"), *KINDS])
    topic = forms.ChoiceField(label="Раздел", required=False, choices=[("", "Все разделы"), *TOPIC_CHOICES])
    channel = forms.ChoiceField(label="Форма обращения", required=False, choices=[("", "Все формы"), *CHANNELS.items()])
    line = forms.ChoiceField(
        label="Линия", required=False,
        choices=[("", "Все линии"), *((str(line), f"{line}: {words}") for line, words in LINES.items() if line)],
    )  # fmt: skip
    state = forms.ChoiceField(
        label="Состояние", required=False,
        choices=[("", "Любое"), *((state.value, state.label) for state in State)],
    )  # fmt: skip
    from_on = forms.DateField(label="С", required=False, widget=DAY, validators=ERA)
    to_on = forms.DateField(label="По", required=False, widget=DAY, validators=ERA)
    sort = forms.ChoiceField(
        label="Порядок", required=False,
        choices=[("-number", "новые сверху"), ("number", "по номеру"), ("asked_at", "по дате обращения"),
                 ("due_at", "по сроку")],
    )  # fmt: skip


class EnterForm(forms.Form):
    """A line written down afterwards: its own date and time, who asked, and the answer when there was one."""

    channel = forms.ChoiceField(
        label="Форма обращения",
        choices=[(code, CHANNELS[code]) for code in ("phone", "slot", "seminar", "paper", "email")],
    )
    place = forms.CharField(label="Где", required=False, max_length=120, help_text="Кабинет или тема семинара.")
    asked_at = forms.SplitDateTimeField(
        label="Дата и время обращения",
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": "Дата обращения"},
            time_attrs={"type": "time", "aria-label": "Время обращения"}, date_format="%Y-%m-%d", time_format="%H:%M",
        ),
    )  # fmt: skip
    asker_name = forms.CharField(label="ФИО обратившегося", required=False, max_length=200)
    asker_role = forms.ChoiceField(label="Роль", choices=list(people.ROLES.items()), initial="parent")
    asker_words = forms.CharField(label="Класс или должность", required=False, max_length=80)
    username = forms.CharField(
        label="Имя пользователя", required=False, max_length=150,
        help_text="Если обратившийся входит в журнал: он увидит обращение у себя.",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Вид", choices=KINDS, initial=Kind.QUESTION)
    topic = forms.ChoiceField(label="Раздел", choices=TOPIC_CHOICES, initial="other")
    text = forms.CharField(label="Содержание", max_length=LONGEST, widget=AREA)
    resolution = forms.CharField(
        label="Принятое решение, ответ", required=False, max_length=LONGEST, widget=AREA,
        help_text="Пусто: обращение пойдёт в работу.",
    )  # fmt: skip
    answered_on = forms.DateField(label="Дата ответа", required=False, widget=DAY)
    helper = forms.ModelChoiceField(
        label="Кому поручено", queryset=User.objects.none(), required=False, empty_label="по очереди дежурств"
    )

    def __init__(self, *args: Any, helpers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["helper"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = User.objects.filter(pk__in=[user.pk for user in helpers])

    def clean_username(self) -> User | None:
        name = self.cleaned_data["username"].strip()
        found = User.objects.filter(username=name, is_active=True).first() if name else None
        if name and found is None:
            raise forms.ValidationError("Такого имени пользователя в журнале нет.")
        return found


def chosen(form: forms.Form) -> dict[str, Any]:
    """The filters that were understood."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value not in ("", None)}
