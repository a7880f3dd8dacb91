"""Forms of work places, of their file, of wishes."""

from typing import Any

from django import forms

from parta.lib.sheets import MAX_BYTES, Book, SheetError, read_book
from parta.school.forms.rows import RowForm
from parta.school.models import Room

from ..models import Wish, WorkPlace
from ..queries.inventory import Wanted, natural


def rooms() -> list[tuple[str, str]]:
    """The rooms in use in the order of their numbers."""
    found = sorted(Room.objects.filter(is_active=True), key=lambda room: natural(room.name))
    return [(str(room.pk), room.name) for room in found]


class PlaceFilter(forms.Form):
    q = forms.CharField(label="Найти", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    room = forms.ModelChoiceField(
        label="Кабинет", queryset=Room.objects.filter(work_places__isnull=False).distinct(), required=False,
        empty_label="все",
    )  # fmt: skip
    state = forms.ChoiceField(label="Состояние", choices=[("", "все"), *WorkPlace.State.choices], required=False)

    def wanted(self) -> Wanted:
        """Everything when the address is wrong."""
        if not self.is_valid():
            return Wanted()
        values = self.cleaned_data
        return Wanted(words=values["q"], room=values["room"], state=values["state"])


class PlaceForm(RowForm):
    model = WorkPlace
    names = (
        "room", "number", "computer", "system", "browser", "internet", "state", "checked_on", "has_printer",
        "has_projector", "is_bookable", "note",
    )  # fmt: skip

    def __init__(self, given: Any = None, *, row: WorkPlace | None = None) -> None:
        super().__init__(given, row=row)
        self.narrow("room", Room.objects.filter(is_active=True), empty="выберите")


class PlacesFile(forms.Form):
    file = forms.FileField(
        label="Файл",
        help_text="XLSX, XLS, ODS или CSV.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def clean_file(self) -> tuple[str, Book]:
        """The file's name and its sheets."""
        sent = self.cleaned_data["file"]
        if sent.size > MAX_BYTES:
            raise forms.ValidationError(f"Файл больше {MAX_BYTES // 1024 // 1024} МБ.")
        try:
            return sent.name, read_book(sent.read(), name=sent.name)
        except SheetError as error:
            raise forms.ValidationError(str(error)) from None


class WishFilter(forms.Form):
    state = forms.ChoiceField(label="Состояние", choices=[("", "все"), *Wish.State.choices], required=False)

    def chosen(self) -> str:
        return self.cleaned_data["state"] if self.is_valid() else ""


class WishForm(RowForm):
    model = Wish
    names = ("what", "count", "why", "room", "priority")

    def __init__(self, given: Any = None, *, row: Wish | None = None) -> None:
        super().__init__(given, row=row)
        self.narrow("room", Room.objects.filter(is_active=True), empty="не для кабинета")


class DecisionForm(RowForm):
    model = Wish
    names = ("state", "reason")
