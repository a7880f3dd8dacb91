"""The two ways every screen of the school saves: a form on its page, and a button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render

from parta.accounts.http import Request

FOLLOW = "Чтобы изменились и будущие уроки, откройте «Расписание», «Составление» и нажмите «Обновить уроки»."


@dataclass(frozen=True, slots=True)
class Button:
    """One more thing to do with the row of a form: a POST of its own."""

    label: str
    url: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class FormPage:
    """What `school/form.html` prints around a form. `back` is an address, `area` and `screen` are for the tabs."""

    title: str
    area: str
    back: str
    screen: str = ""
    button: str = "Сохранить"
    cancel: str = "Отмена"
    note: str = ""
    buttons: tuple[Button, ...] = ()


def answer(
    request: Request,
    form: BaseForm,
    save: Callable[[dict[str, Any]], str],
    page: object,
    *,
    template: str = "school/form.html",
    **context: Any,
) -> HttpResponse:
    """On a good POST save the cleaned values and go to the address `save` returns; else print the form, 422 if refused.

    `page` is a FormPage, or what another template prints around the form.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(save(form.cleaned_data))
        except ValidationError as error:
            tell(form, error)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, "page": page, **context}, status=status)


def tell(form: BaseForm, error: ValidationError) -> None:
    """Put what a service refused on the form: beside the field when the form has it, else above all."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def act(request: Request, change: Callable[[], object], *, done: str, to: str) -> HttpResponse:
    """A button: do the change, say so or say why not, and go to the address."""
    try:
        change()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(to)
