"""Russian words of history. Each app keeps its own in `words.py`: ACTIONS, and DESCRIBE where values need words."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

ACTIONS = {
    "accounts.sign_in": "вход",
    "accounts.sign_out": "выход",
    "accounts.sign_in_failed": "неудачный вход",
}


@cache
def actions() -> dict[str, str]:
    """All actions of all apps, «app.verb_noun» → Russian words."""
    return {action: words for module in _modules() for action, words in getattr(module, "ACTIONS", {}).items()}


@cache
def describers() -> dict[str, Callable[[Any], str]]:
    """For actions whose before and after are not plain: how to put a value into words."""
    return {action: words for module in _modules() for action, words in getattr(module, "DESCRIBE", {}).items()}


def _modules() -> list[Any]:
    names = [f"{config.name}.words" for config in apps.get_app_configs() if config.name.startswith("parta.")]
    return [import_module(name) for name in names if find_spec(name)]


def in_words(action: str, value: Any) -> str:
    """Say a stored before or after; «—» for nothing."""
    if value is None or value == {} or value == "":
        return "—"
    if action in describers():
        return describers()[action](value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(part)}" for key, part in value.items())
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value) or "—"
    return str(value)
