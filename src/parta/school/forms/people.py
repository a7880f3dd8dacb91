"""Forms of people: who they are, whose parents they are, and their movement."""

from datetime import date
from typing import Any

from django import forms
from django.db import models

from ..models import Employee, Enrolment, Guardian, Guardianship, Pupil, SchoolClass, SchoolYear
from ..queries.people import WantedPupils, namesakes
from .load import Find
from .rows import RowForm, day_field

NAME = ("last_name", "first_name", "patronymic")


class EmployeeForm(RowForm):
    model: type[models.Model] = Employee
    names = (*NAME, "position", "email", "phone", "external_key")


class PupilForm(RowForm):
    model: type[models.Model] = Pupil
    names = (*NAME, "birth_date", "email", "external_key")


class GuardianForm(RowForm):
    model: type[models.Model] = Guardian
    names = (*NAME, "phone", "email", "external_key")


class NamesakeMixin(forms.Form):
    """A new person of a known name is asked about once: another person, or the same one entered twice?"""

    model: type[models.Model]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound:
            self.fields["is_other"] = forms.BooleanField(label="Это другой человек с тем же именем", required=False)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        ticked = values.pop("is_other", False)
        known = self.known() if values.get("last_name") and values.get("first_name") else []
        if not known:
            self.fields.pop("is_other", None)
        elif not ticked:
            self.add_error("is_other", f"Уже есть: {', '.join(known)}. Если это другой человек, отметьте.")
        return values

    def known(self) -> list[str]:
        name = {part: " ".join((self.cleaned_data.get(part) or "").split()) for part in NAME}
        return [str(person) for person in namesakes(self.model, **name)[:3]]  # type: ignore[type-var]


class NewEmployeeForm(NamesakeMixin, EmployeeForm):
    pass


class NewGuardianForm(NamesakeMixin, GuardianForm):
    """A new parent of a child, or of nobody yet."""

    relation = forms.CharField(label="Кем приходится", max_length=40, required=False, initial="мать")

    def __init__(self, given: Any = None, *, of_child: bool, **initial: Any) -> None:
        super().__init__(given, **initial)
        if not of_child:
            self.fields.pop("relation")


class LinkForm(RowForm):
    model = Guardianship
    names = ("relation",)


class MovementForm(forms.Form):
    """The day and the order, as приём, перевод and выбытие share them."""

    on = day_field("С какого дня")
    order = forms.CharField(label="Приказ", max_length=80, required=False, help_text="номер и дата")

    def __init__(self, given: Any = None, *, on: date, **initial: Any) -> None:
        super().__init__(given, initial={"on": on, **initial})


class EnrolForm(MovementForm):
    school_class = forms.ModelChoiceField(label="Класс", queryset=SchoolClass.objects.none(), empty_label="выберите")

    def __init__(self, given: Any = None, *, year: SchoolYear, on: date, **initial: Any) -> None:
        super().__init__(given, on=on, **initial)
        self.fields["school_class"].queryset = year.classes.all()  # type: ignore[attr-defined]
        self.order_fields(["school_class", "on", "order"])


class TransferForm(MovementForm):
    to_class = forms.ModelChoiceField(
        label="В какой класс", queryset=SchoolClass.objects.none(), empty_label="выберите"
    )

    def __init__(self, given: Any = None, *, year: SchoolYear, on: date) -> None:
        super().__init__(given, on=on)
        self.fields["to_class"].queryset = year.classes.all()  # type: ignore[attr-defined]
        self.fields["on"].label = "Первый день в новом классе"
        self.order_fields(["to_class", "on", "order"])


class LeaveForm(MovementForm):
    left_to = forms.CharField(label="Куда выбывает", max_length=200, required=False)

    def __init__(self, given: Any = None, *, on: date) -> None:
        super().__init__(given, on=on)
        self.fields["on"].label = "Последний день в школе"


class OrdersForm(RowForm):
    model = Enrolment
    names = ("order_in", "order_out", "left_to")


class AdmitForm(NamesakeMixin, PupilForm):
    """A new pupil together with the приём."""

    school_class = forms.ModelChoiceField(label="Класс", queryset=SchoolClass.objects.none(), empty_label="выберите")
    on = day_field("С какого дня")
    order = forms.CharField(label="Приказ о приёме", max_length=80, required=False, help_text="номер и дата")

    def __init__(self, given: Any = None, *, year: SchoolYear, **initial: Any) -> None:
        super().__init__(given, **initial)
        self.fields["school_class"].queryset = year.classes.all()  # type: ignore[attr-defined]
        self.order_fields([*NAME, "birth_date", "school_class", "on", "order"])


class NoFields(forms.Form):
    """A question with one answer: the button."""

    is_sure = forms.BooleanField(initial=True, widget=forms.HiddenInput())


class DismissForm(forms.Form):
    on = day_field("Последний рабочий день")


class PupilFind(Find):
    school_class = forms.ModelChoiceField(
        label="Класс", queryset=SchoolClass.objects.none(), required=False, empty_label="все"
    )
    kind = forms.ChoiceField(
        label="Показать", required=False,
        choices=[
            ("here", "учатся"), ("left", "выбыли"), ("nowhere", "не приняты в класс"), ("orphan", "без родителей"),
            ("offline", "без доступа"),
        ],
    )  # fmt: skip

    def __init__(self, given: Any, *, year: SchoolYear | None) -> None:
        super().__init__(given)
        if year:
            self.fields["school_class"].queryset = year.classes.all()  # type: ignore[attr-defined]

    def wanted(self) -> WantedPupils:
        if not self.is_valid():
            return WantedPupils()
        values = self.cleaned_data
        return WantedPupils(self.words, values["school_class"], values["kind"] or "here")


class GuardianFind(Find):
    kind = forms.ChoiceField(
        label="Показать", required=False,
        choices=[("", "всех"), ("offline", "без доступа"), ("childless", "без детей в школе")],
    )  # fmt: skip


class EmployeeFind(Find):
    kind = forms.ChoiceField(
        label="Показать", required=False,
        choices=[("", "работают"), ("teachers", "с нагрузкой"), ("offline", "без доступа"), ("left", "уволены")],
    )  # fmt: skip


class DaysForm(forms.Form):
    """From a day to a day."""

    first = day_field("С")
    last = day_field("По")

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", "Конец раньше начала.")
        return self.cleaned_data
