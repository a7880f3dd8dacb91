"""The form of a homework task."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from parta.journal.models import Homework
from parta.journal.rules.homework import Task
from parta.school.models import Pupil
from parta.timetable.models import Lesson
from parta.ui.forms import ManyFilesField
from parta.ui.templatetags.ui import weekday_day


class HomeworkForm(forms.Form):
    text = forms.CharField(
        label="Задание", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )
    due_lesson = forms.ChoiceField(label="К уроку", required=False)
    due_on = forms.DateField(
        label="Или к дню", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    minutes = forms.IntegerField(label="Сколько минут займёт", required=False, min_value=1, max_value=300)
    pupils = forms.MultipleChoiceField(
        label="Только этим ученикам", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Никто не отмечен: задание всей группе.",
    )  # fmt: skip
    links = forms.CharField(
        label="Ссылки", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="По одной в строке."
    )
    uploads = ManyFilesField(
        label="Файлы", required=False,
        help_text="До 20 МБ каждый: PDF, картинки, документы, текст, ZIP, MP3, MP4.",
    )  # fmt: skip

    def __init__(self, *args: Any, lessons: Sequence[Lesson], pupils: Sequence[Pupil], **kwargs: Any) -> None:
        """`lessons` are those ahead, the nearest first; it is chosen unless the form says otherwise."""
        super().__init__(*args, **kwargs)
        self.lessons = {str(lesson.pk): lesson for lesson in lessons}
        choices = [(key, _lesson_words(lesson)) for key, lesson in self.lessons.items()]
        due, names = self.fields["due_lesson"], self.fields["pupils"]
        assert isinstance(due, forms.ChoiceField)
        assert isinstance(names, forms.MultipleChoiceField)
        due.choices = [*choices, ("", "другой день")]
        names.choices = [(str(pupil.pk), pupil.name) for pupil in pupils]
        self._choose_lesson(choices[0][0] if choices else "")

    def _choose_lesson(self, nearest: str) -> None:
        """The nearest lesson at first; for a cancelled one the lesson of its day; the day alone when none is ahead."""
        chosen = self.initial.setdefault("due_lesson", nearest)
        if chosen and chosen not in self.lessons:
            on = self.initial.get("due_on")
            chosen = self.initial["due_lesson"] = next((key for key, one in self.lessons.items() if one.on == on), "")
        if chosen in self.lessons:
            self.initial["due_on"] = None
        else:
            self.initial["due_lesson"] = ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("due_lesson") and not cleaned.get("due_on") and not self.errors:
            self.add_error("due_on", "Выберите урок или день.")
        return cleaned

    def task(self) -> Task:
        """The valid form as a task."""
        cleaned = self.cleaned_data
        lesson = self.lessons.get(cleaned["due_lesson"])
        return Task(
            text=cleaned["text"].strip(),
            due_on=lesson.on if lesson else cleaned["due_on"],
            due_lesson_id=lesson.pk if lesson else None,
            minutes=cleaned["minutes"],
            pupil_ids=frozenset(map(int, cleaned["pupils"])),
            links=tuple(line.strip() for line in cleaned["links"].splitlines() if line.strip()),
        )

    def due_day(self) -> date | None:
        """The chosen day of a form that may be half filled in."""
        lesson = self.lessons.get(self.data.get("due_lesson", ""))
        return lesson.on if lesson else self.cleaned_data.get("due_on")


def _lesson_words(lesson: Lesson) -> str:
    return f"{weekday_day(lesson.on)}, {lesson.slot}-й урок" if lesson.slot else weekday_day(lesson.on)


def initial_of(homework: Homework) -> dict[str, Any]:
    """What the form shows of a task being changed."""
    return {
        "text": homework.text,
        "due_lesson": str(homework.due_lesson_id or ""),
        "due_on": homework.due_on,
        "minutes": homework.minutes,
        "pupils": [str(pk) for pk in homework.pupils.values_list("pk", flat=True)] if homework.is_individual else [],
    }
