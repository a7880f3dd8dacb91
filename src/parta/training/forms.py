"""Input of training's own forms."""

from collections.abc import Mapping

from django import forms

from .queries.staff import STATES, staff_courses
from .rules.lessons import Lesson


class StaffForm(forms.Form):
    """Whose progress to show."""

    name = forms.CharField(label="Сотрудник", required=False, max_length=60)
    course = forms.ChoiceField(label="Курс", required=False)
    state = forms.ChoiceField(label="Как идёт", required=False, choices=[("", "все"), *STATES.items()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        course = self.fields["course"]
        assert isinstance(course, forms.ChoiceField)
        course.choices = [("", "все"), *((one.code, one.title) for one in staff_courses())]

    @property
    def wanted(self) -> dict[str, str]:
        """Part of a name, code of a course, state; "" for what is not asked or is no choice."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("name", "course", "state")}


def read_answers(lesson: Lesson, sent: Mapping[str, str]) -> dict[int, int]:
    """Number of the question → number of the chosen answer, from the fields `question-0` and so on."""
    found = {}
    for place in range(len(lesson.questions)):
        value = sent.get(f"question-{place}", "")
        if value.isascii() and value.isdigit() and len(value) < 3:
            found[place] = int(value)
    return found
