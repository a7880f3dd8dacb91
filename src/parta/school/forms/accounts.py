"""Forms of the office that looks after accounts."""

from django import forms

from ..queries.accounts import OFFICES, PARTS


class AccountsFilter(forms.Form):
    q = forms.CharField(label="Имя или имя пользователя", required=False, max_length=100)
    part = forms.ChoiceField(
        label="Кто", required=False, choices=[("", "все"), *((key, words) for key, (words, _) in PARTS.items())]
    )


class OfficesForm(forms.Form):
    is_admin = forms.BooleanField(label=OFFICES["is_admin"], required=False)
    is_head = forms.BooleanField(label=OFFICES["is_head"], required=False)
    is_deputy = forms.BooleanField(label=OFFICES["is_deputy"], required=False)
    is_introducer = forms.BooleanField(label=OFFICES["is_introducer"], required=False)
