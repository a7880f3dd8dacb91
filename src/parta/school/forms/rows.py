"""What the forms of the school share: fields as the model declares them, dates, people to choose from."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.forms.models import ModelChoiceField, fields_for_model, model_to_dict

from ..models import Employee


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def decimal_input() -> forms.TextInput:
    """For «2,5» and «2.5» alike: a number input of the browser takes only its own sign."""
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


def day_field(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), **options)


def as_field(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    if isinstance(field, models.DateField):
        options["widget"] = DateInput()
    if isinstance(field, models.DecimalField):
        return field.formfield(localize=True, widget=decimal_input(), **options)
    return field.formfield(**options)


class RowForm(forms.Form):
    """Fields of one row. The row itself is left alone: the service compares it with what came."""

    model: type[models.Model]
    names: tuple[str, ...]

    def __init__(self, given: Any = None, *, row: models.Model | None = None, **initial: Any) -> None:
        was = model_to_dict(row, fields=self.names) if row else {}
        super().__init__(given, initial={**was, **initial})
        own = fields_for_model(self.model, fields=self.names, formfield_callback=as_field)
        self.fields = {**own, **self.fields}

    def narrow(self, name: str, rows: QuerySet[Any], *, empty: str | None = None) -> None:
        """Offer only these rows in a field of choice; `empty` is the words for nobody and nothing."""
        field = self.fields[name]
        assert isinstance(field, ModelChoiceField)
        field.queryset = rows
        if empty is not None:
            field.empty_label = empty


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Chooses a person; prints the full name."""

    def label_from_instance(self, person: Any) -> str:
        return str(person.full_name)


def working() -> QuerySet[Employee]:
    return Employee.objects.filter(left_on=None)
