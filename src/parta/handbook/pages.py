"""An article as the eye reads it."""

from django.utils.safestring import SafeString, mark_safe

from .markdown import MARKDOWN


def html(text: str) -> SafeString:
    """Markdown to HTML; headings begin at the second level, because the page has the first."""
    tokens = MARKDOWN.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"
    rendered: str = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return mark_safe(rendered)  # noqa: S308  no raw HTML comes through
