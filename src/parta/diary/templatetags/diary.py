"""Marks of the diary as they are printed: hundreds stand on one page, and a template asks for each word anew."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from parta.diary.pages.lessons import Chip
from parta.diary.pages.marks import MarkCell

register = template.Library()


@register.simple_tag
def mark_cells(cells: Iterable[MarkCell]) -> SafeString:
    """Items of a subject's row of marks: the mark by its colour role, under it the kind of work."""
    return mark_safe("".join(map(cell_item, cells)))  # noqa: S308  escaped below


def cell_item(cell: MarkCell) -> str:
    state = ' data-state="replaced"' if cell.is_replaced else ' data-state="quiet"' if cell.is_quiet else ""
    mark = f'<span class="mark" data-level="{cell.level}"{state}>{escape(cell.text)}</span>'
    return f'<li title="{escape(cell.hint)}">{mark}<small>{escape(cell.kind)}</small></li>'


@register.simple_tag
def mark_chips(chips: Iterable[Chip]) -> SafeString:
    """What stands in a lesson's cell, each opening its words on a tap."""
    return mark_safe("".join(map(chip_item, chips)))  # noqa: S308  escaped below


def chip_item(chip: Chip) -> str:
    part = ' data-part="2"' if chip.is_second_part else ""
    state = ' data-state="replaced"' if chip.is_replaced else ""
    text = escape(chip.text)
    words = "".join(f"<li>{escape(line)}</li>" for line in chip.words)
    mark = f'<span class="mark" data-level="{chip.level}"{state}>{text}</span>'
    head = f'<summary aria-label="{text}: {escape(chip.words[0])}">{mark}</summary>'
    return f'<details name="chip"{part}>{head}<ul class="pop">{words}</ul></details>'
