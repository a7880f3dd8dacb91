"""Forms of subjects, rooms and the load."""

from typing import Any

from django import forms

from ..models import Course, Employee, PeriodScheme, Room, Scale, SchoolClass, SchoolYear, StudyGroup, Subject
from ..queries.load import Wanted
from .rows import PersonChoice, RowForm, decimal_input, working


class SubjectForm(RowForm):
    model = Subject
    names = ("name", "short_name", "scale", "is_extra", "is_active")


class RoomForm(RowForm):
    model = Room
    names = ("name", "building", "seats", "is_active")


class Find(forms.Form):
    """The one line of search above a short list."""

    q = forms.CharField(label="Найти", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))

    @property
    def words(self) -> str:
        return self.cleaned_data["q"].strip() if self.is_valid() else ""


class LoadFilter(forms.Form):
    school_class = forms.ModelChoiceField(
        label="Класс", queryset=SchoolClass.objects.none(), required=False, empty_label="все"
    )
    subject = forms.ModelChoiceField(
        label="Предмет", queryset=Subject.objects.filter(is_active=True), required=False, empty_label="все"
    )
    teacher = PersonChoice(label="Учитель", queryset=Employee.objects.all(), required=False, empty_label="все")
    vacant = forms.BooleanField(label="без учителя", required=False)
    stopped = forms.BooleanField(label="завершённые", required=False)

    def __init__(self, given: Any, *, year: SchoolYear) -> None:
        super().__init__(given)
        self.fields["school_class"].queryset = year.classes.all()  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What to look for; everything when the address is wrong."""
        if not self.is_valid():
            return Wanted()
        values = self.cleaned_data
        return Wanted(
            school_class=values["school_class"], subject=values["subject"], teacher=values["teacher"],
            is_vacant=values["vacant"], is_stopped=values["stopped"],
        )  # fmt: skip


class TeacherForm(forms.Form):
    teacher = PersonChoice(label="Учитель", queryset=working(), required=False, empty_label="не назначен")


class CourseForm(RowForm):
    """A course that goes on: all but its subject and group."""

    model = Course
    names = ("hours", "scheme", "scale", "is_extra")
    teacher = PersonChoice(label="Учитель", queryset=working(), required=False, empty_label="не назначен")

    def __init__(self, given: Any = None, *, course: Course) -> None:
        super().__init__(given, row=course, teacher=course.teacher)
        self.narrow("scheme", course.year.schemes.all())
        self.order_fields(["teacher", *self.names])


class NewCourseForm(forms.Form):
    group = forms.ModelChoiceField(label="Класс или группа", queryset=StudyGroup.objects.none(), empty_label="выберите")
    subject = forms.ModelChoiceField(
        label="Предмет", queryset=Subject.objects.filter(is_active=True), empty_label="выберите"
    )
    teacher = PersonChoice(label="Учитель", queryset=working(), required=False, empty_label="не назначен")
    hours = forms.DecimalField(
        label="Часов в неделю", max_digits=4, decimal_places=1, min_value=0, localize=True, widget=decimal_input()
    )
    scheme = forms.ModelChoiceField(
        label="Периоды", queryset=PeriodScheme.objects.none(), required=False, empty_label="как у класса"
    )
    scale = forms.ChoiceField(
        label="Шкала", choices=[("", "как у предмета; в 1 классе без отметок"), *Scale.choices], required=False
    )

    def __init__(self, given: Any = None, *, year: SchoolYear, **initial: Any) -> None:
        super().__init__(given, initial={"hours": 1, **initial})
        groups = year.groups.order_by("school_class__level", "school_class__letter", "-is_whole", "name")
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["scheme"].queryset = year.schemes.all()  # type: ignore[attr-defined]
