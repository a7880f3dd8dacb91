"""An article as the eye reads it."""

from django.utils.safestring import SafeString

from parta.lib import markdown

from .markdown import MARKDOWN


def html(text: str) -> SafeString:
    return markdown.html(text, MARKDOWN)
