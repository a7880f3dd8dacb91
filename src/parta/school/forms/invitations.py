"""Forms of who brings a code."""

import re
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from parta.accounts.forms import NEW_PASSWORD
from parta.accounts.models import User
from parta.accounts.queries import free_username

from ..models import Invitation
from ..queries.accounts import Kind, kind_of, person_of
from ..services.joining import NewParent

USERNAME = re.compile(r"[A-Za-z0-9._-]{3,30}")


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Код с листка", max_length=40, help_text="три группы по четыре знака; чёрточки можно не набирать",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


def username_field(help_text: str) -> forms.CharField:
    widget = forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
    return forms.CharField(label="Имя пользователя", max_length=30, help_text=help_text, widget=widget)


class NewAccount(forms.Form):
    username = username_field("латинские буквы, цифры, точка; можно оставить наше")
    password = forms.CharField(
        label="Пароль", strip=False, help_text=NEW_PASSWORD,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label="Пароль ещё раз", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    email = forms.EmailField(
        label="Электронная почта", required=False, help_text="на неё придёт новый пароль, если забудете этот",
        widget=forms.EmailInput({"autocomplete": "email"}),
    )  # fmt: skip

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if not USERNAME.fullmatch(username):
            raise ValidationError("От 3 до 30 знаков: латинские буквы, цифры, точка, чёрточка.")
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError("Это имя занято: добавьте цифру или выберите другое.")
        return username

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "password" in values and values["password"] != values.get("again"):
            self.add_error("again", "Пароли не совпали.")
        return values

    def account(self) -> dict[str, Any]:
        """Values for `joining.create_account`."""
        return {name: self.cleaned_data[name] for name in ("username", "password", "email")}


class RelationForm(forms.Form):
    """Who a parent is to the child, when the school has not listed the parent."""

    relation = forms.ChoiceField(
        label="Кем приходитесь ребёнку",
        choices=[("мать", "мать"), ("отец", "отец"), ("опекун", "опекун"), ("представитель", "другой представитель")],
    )


class NewParentAccount(NewAccount, RelationForm):
    last_name = forms.CharField(label="Фамилия", max_length=100)
    first_name = forms.CharField(label="Имя", max_length=100)
    patronymic = forms.CharField(label="Отчество", max_length=100, required=False)
    username = username_field("латинские буквы, цифры, точка")
    field_order = ["last_name", "first_name", "patronymic", "relation"]

    def account(self) -> dict[str, Any]:
        named = {name: self.cleaned_data[name] for name in ("last_name", "first_name", "patronymic", "relation")}
        return {**super().account(), "parent": NewParent(**named)}


def form_for(invitation: Invitation, user: User | AnonymousUser, given: Any) -> forms.Form:
    """What to ask of who brought the code: a signed-in person nearly nothing, a new one a username and a password."""
    unlisted = kind_of(invitation) is Kind.PARENT
    if user.is_authenticated:
        return RelationForm(given) if unlisted else forms.Form(given)
    if unlisted:
        return NewParentAccount(given)
    person = person_of(invitation)
    offered = free_username(person.last_name, person.first_name) if person else ""
    return NewAccount(given, initial={"username": offered})
