"""Tags of the journal's templates."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from parta.journal.pages.topics import KindChoices

register = template.Library()


@register.simple_tag
def kind_options(kinds: KindChoices, chosen: int | None) -> SafeString:
    """The options of a kind of work, rendered once for each chosen kind."""
    if chosen not in kinds.printed:
        options = get_template("journal/parts/kind_options.html")
        kinds.printed[chosen] = options.render({"kinds": kinds.choices, "chosen": chosen})
    return mark_safe(kinds.printed[chosen])  # noqa: S308  rendered by the template
