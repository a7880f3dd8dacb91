"""Marks of the diary as they are printed: hundreds stand on one page, and a template asks for each word anew."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from parta.diary.pages.lessons import Chip, FileRow, TaskRow
from parta.diary.pages.marks import MarkCell

register = template.Library()

LONGEST_NAME = 60  # characters of a task in the name of its tick


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


@register.simple_tag
def task_items(tasks: Iterable[TaskRow], may_tick: bool) -> SafeString:
    """Homework, each task with its tick where the reader may set it, its files and what is to be known of it."""
    return mark_safe("".join(task_item(task, may_tick=may_tick) for task in tasks))  # noqa: S308  escaped below


def task_item(task: TaskRow, *, may_tick: bool) -> str:
    state = ' data-state="done"' if task.is_done else ""
    subject = f"<b>{escape(task.subject)}:</b> " if task.stands_alone else ""
    minutes = f" <small>≈&nbsp;{task.minutes}&nbsp;мин</small>" if task.minutes else ""
    own = ' <span class="badge">личное задание</span>' if task.is_individual else ""
    done = ' <span class="badge" data-kind="good">сделано</span>' if task.is_done and not may_tick else ""
    words = f'{subject}<span class="words">{escape(task.text)}</span>{minutes}{own}{done}'
    files = f'<ul class="files">{"".join(map(file_item, task.files))}</ul>' if task.files else ""
    return f'<li class="task"{state}>{tick_of(task) if may_tick else ""}<div>{words}{files}</div></li>'


def tick_of(task: TaskRow) -> str:
    """A checkbox that sends itself; without script its form does."""
    checked, value, sign = ("true", "0", "✓") if task.is_done else ("false", "1", "")
    text = task.text if len(task.text) <= LONGEST_NAME else f"{task.text[: LONGEST_NAME - 1]}…"
    name = escape(f"Сделано: {task.subject}, {text}")
    role = f'id="tick-{task.id}" role="checkbox" aria-checked="{checked}" aria-label="{name}"'
    sends = f'formaction="{task.url}" name="done" value="{value}"'
    swaps = f'hx-post="{task.url}" hx-target="closest .task" hx-swap="outerHTML"'
    return f'<button class="tick" {role} {sends} {swaps}>{sign}</button>'


def file_item(file: FileRow) -> str:
    outside = ' rel="noopener noreferrer" target="_blank"' if file.is_link else ""
    size = f" <small>{escape(file.size)}</small>" if file.size else ""
    return f'<li><a href="{escape(file.url)}"{outside}>{escape(file.label)}</a>{size}</li>'
