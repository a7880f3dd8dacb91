"""The filter of the office's list of journals."""

from django import forms

from parta.journal.queries.journals import JournalFilter
from parta.school.models import Employee, SchoolClass, Subject


class JournalFilterForm(forms.Form):
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.filter(year__is_current=True), required=False, label="Класс", empty_label="все классы"
    )
    subject = forms.ModelChoiceField(
        Subject.objects.filter(is_active=True), required=False, label="Предмет", empty_label="все предметы"
    )
    teacher = forms.ModelChoiceField(
        Employee.objects.filter(courses__year__is_current=True, courses__is_active=True).distinct(),
        required=False, label="Учитель", empty_label="все учителя",
    )  # fmt: skip

    def wanted(self) -> JournalFilter:
        """What was asked for; a choice that does not exist asks for nothing."""
        self.is_valid()
        chosen = {name: row.pk if row else None for name, row in self.cleaned_data.items()}
        return JournalFilter(chosen.get("school_class"), chosen.get("subject"), chosen.get("teacher"))
