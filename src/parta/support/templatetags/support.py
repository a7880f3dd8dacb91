"""What of the register is printed without a template: four hundred cells and nine filters stand on one page."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import forms, template
from django.utils.safestring import SafeString, mark_safe

from parta.support.pages.register import Line

register = template.Library()


@register.simple_tag
def register_rows(lines: Iterable[Line], may_open: bool) -> SafeString:
    """A table row a line; its number leads to the request for who may open it."""
    return mark_safe("".join(table_row(line, may_open) for line in lines))  # noqa: S308  escaped below


def table_row(line: Line, may_open: bool) -> str:
    number, *cells = map(escape, line.cells)
    rest = "".join(f"<td>{cell}</td>" for cell in cells)
    first = f'<a href="{line.url}">{number}</a>' if may_open else number
    return f'<tr><th scope="row">{first}</th>{rest}</tr>'


@register.simple_tag
def filter_field(field: forms.BoundField) -> SafeString:
    """A filter with its label: a list to choose from, words, or a day."""
    name, key, value = field.name, field.id_for_label, str(field.value() or "")
    if isinstance(field.field, forms.ChoiceField):
        body = f'<select name="{name}" id="{key}">{"".join(options(field.field, value))}</select>'
    else:
        kind = getattr(field.field.widget, "input_type", "search")
        body = f'<input type="{kind}" name="{name}" id="{key}" value="{escape(value)}">'
    return mark_safe(f'<div class="field"><label for="{key}">{field.label}</label>{body}</div>')  # noqa: S308  ours


def options(field: forms.ChoiceField, chosen: str) -> Iterable[str]:
    choices: Any = field.choices
    for value, label in choices:
        selected = " selected" if str(value) == chosen else ""
        yield f'<option value="{value}"{selected}>{escape(str(label))}</option>'
