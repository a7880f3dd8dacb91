"""The Markdown of documents: to HTML for the screen, to plain blocks for paper."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from markdown_it.token import Token

from parta.lib import markdown

MARKDOWN = markdown.reader()


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face."""

    words: str
    is_strong: bool = False
    is_slanted: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of paper: a heading (level 1–6), a line of a list (with its mark), or plain text."""

    runs: list[Run]
    heading: int = 0
    mark: str = ""
    depth: int = 0  # of the list it stands in; 0 is no list


def html(text: str) -> SafeString:
    return markdown.html(text, MARKDOWN)


def blocks(text: str) -> list[Block]:
    found: list[Block] = []
    numbers: list[int | None] = []  # the next number of each list we stand in; None for a list of dashes
    heading, mark = 0, ""
    for token in MARKDOWN.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            is_ordered = token.type == "ordered_list_open"
            numbers.append(int(token.attrGet("start") or 1) if is_ordered else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            mark = "–" if numbers[-1] is None else f"{numbers[-1]}."
            numbers[-1] = None if numbers[-1] is None else numbers[-1] + 1
        elif token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "inline":
            found.append(Block(runs(token.children or []), heading, mark, len(numbers)))
            heading, mark = 0, ""
        elif token.type in ("fence", "code_block"):
            found.append(Block([Run(token.content.rstrip())], depth=len(numbers)))
    return found


def runs(children: list[Token]) -> list[Run]:
    """The words of a line, face by face; a link is its words."""
    found: list[Run] = []
    strong = slanted = 0
    for token in children:
        if token.type in ("text", "code_inline"):
            found.append(Run(token.content, strong > 0, slanted > 0))
        elif token.type in ("softbreak", "hardbreak"):
            found.append(Run("\n" if token.type == "hardbreak" else " "))
        elif token.type.startswith("strong_"):
            strong += token.nesting
        elif token.type.startswith("em_"):
            slanted += token.nesting
    return [run for run in found if run.words]
