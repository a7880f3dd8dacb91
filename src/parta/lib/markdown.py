"""Markdown to HTML, as every text that people of the school write is shown."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt


def reader() -> MarkdownIt:
    """HTML in a text is shown as text, and only web addresses become links."""
    return MarkdownIt("commonmark", {"html": False, "linkify": False})


def html(text: str, markdown: MarkdownIt) -> SafeString:
    """Headings begin at the second level, because the page has the first."""
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"
    rendered: str = markdown.renderer.render(tokens, markdown.options, {})
    return mark_safe(rendered)  # noqa: S308  no raw HTML comes through
