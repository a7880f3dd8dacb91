"""Input of the changes of a day."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from parta.school.models import Course, Employee, Room

from ..models import BellSchedule, Lesson
from ..queries.cover import Offer
from ..rules import has_weeks_around
from ..services.cover import Cover

CANCEL = "cancel"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def on_calendar(on: date) -> None:
    if not has_weeks_around(on):
        raise forms.ValidationError("Такого дня нет.")


class DayForm(forms.Form):
    """A day of the address, and perhaps the teacher who is absent."""

    on = forms.DateField(label="День", widget=DayInput, validators=[on_calendar])
    absent = forms.IntegerField(required=False)


class CancelForm(forms.Form):
    reason = forms.CharField(label="Причина", max_length=200)


class SubstituteForm(forms.Form):
    teacher = forms.ModelChoiceField(
        Employee.objects.none(),
        label="Кто проведёт",
        empty_label="выберите",
        error_messages={"required": "Выберите учителя."},
    )
    reason = forms.CharField(label="Причина", max_length=200, required=False)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["teacher"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Employee.objects.filter(left_on=None)
        field.choices = [("", "выберите"), *grouped(offer)]


class MoveForm(forms.Form):
    on = forms.DateField(label="На какой день", widget=DayInput, validators=[on_calendar])
    slot = forms.IntegerField(label="Номер урока", min_value=0, max_value=14)
    reason = forms.CharField(label="Причина", max_length=200, required=False)


class AddLessonForm(forms.Form):
    """A lesson beside the weekly timetable."""

    course = forms.ModelChoiceField(
        Course.objects.none(), label="Кому и что", empty_label="выберите", error_messages={"required": "Выберите курс."}
    )
    on = forms.DateField(label="День", widget=DayInput, validators=[on_calendar])
    slot = forms.IntegerField(label="Номер урока", min_value=0, max_value=14)
    room = forms.ModelChoiceField(
        Room.objects.filter(is_active=True), label="Кабинет", required=False, empty_label="не назначен"
    )
    reason = forms.CharField(label="Причина", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = Course.objects.filter(is_active=True, year__is_current=True).select_related(
            "subject", "group", "teacher"
        )
        field = self.fields["course"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = courses
        rows = courses.order_by("group__school_class__level", "group__name", "subject__name", "pk")
        field.choices = [("", "выберите"), *((one.pk, course_words(one)) for one in rows)]


def course_words(course: Course) -> str:
    """«7Б · Алгебра, Орлова Н. В.»."""
    return f"{course}, {course.teacher.short_name if course.teacher else 'учитель не назначен'}"


class RoomForm(forms.Form):
    room = forms.ModelChoiceField(
        Room.objects.filter(is_active=True), label="Кабинет", required=False, empty_label="не назначен"
    )


class DayBellsForm(forms.Form):
    on = forms.DateField(widget=forms.HiddenInput, validators=[on_calendar])
    schedule = forms.ModelChoiceField(BellSchedule.objects.all(), label="Звонки этого дня", empty_label="выберите")
    instead_of = forms.ModelChoiceField(
        BellSchedule.objects.all(), label="Вместо каких", required=False, empty_label="для всей школы"
    )


class CoverForm(forms.Form):
    """One choice a lesson: who gives it, or «отменить»; the fields are called `lesson_<key>`."""

    reason = forms.CharField(label="Причина отсутствия", max_length=200, required=False)

    def __init__(self, *args: Any, lessons: QuerySet[Lesson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lessons = list(lessons)
        for lesson in self.lessons:
            self.fields[f"lesson_{lesson.pk}"] = forms.CharField(required=False)

    def covers(self) -> list[Cover]:
        """What was chosen; lessons left as they are are left out. Call on a valid form."""
        chosen = {lesson: self.cleaned_data[f"lesson_{lesson.pk}"] for lesson in self.lessons}
        keys = [int(words) for words in chosen.values() if words.isdigit()]
        teachers = Employee.objects.filter(Q(left_on=None), pk__in=keys).in_bulk()
        covers = [Cover(lesson, None) for lesson, words in chosen.items() if words == CANCEL]
        return covers + [
            Cover(lesson, teachers[int(words)])
            for lesson, words in chosen.items()
            if words.isdigit() and int(words) in teachers
        ]


def grouped(offer: Offer) -> list[tuple[str, list[tuple[int, str]]]]:
    """An offer as the groups of a select."""
    return [(heading, [(person.id, person.name) for person in people]) for heading, people in offer]


def lessons_to_cover(on: date, absent_id: int | None) -> QuerySet[Lesson]:
    """Lessons of the teacher that day that still wait for somebody."""
    return (
        Lesson.objects.filter(on=on, course__teacher=absent_id, state=Lesson.State.PLANNED, substitute=None)
        .select_related("course__subject", "course__group", "course__teacher")
        .order_by("slot")
    )
