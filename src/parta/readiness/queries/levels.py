"""Levels as they hold now and held on a day."""

from ..models import Level


def level_now(employee: int, skill: int) -> int | None:
    """The level that holds (0–3), None where nothing was said yet."""
    rows = Level.objects.filter(employee=employee, skill=skill).order_by("-id").values_list("source", "level")
    said = list(rows)
    firm = [level for source, level in said if source != Level.Source.SELF]
    return next(iter(firm or [level for _, level in said]), None)
