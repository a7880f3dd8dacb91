"""Make SQLite compare Cyrillic text as people do: its own LIKE folds the case of Latin letters only."""

import re
from functools import lru_cache
from typing import Any

from parta.lib.alphabet import letters


def fold_case_of_like(connection: Any, **_: Any) -> None:
    """Receiver of Django's connection_created. PostgreSQL needs nothing: its UPPER knows Cyrillic."""
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function("like", arguments, like, deterministic=True)


def like(pattern: str | None, value: object, escape: str = "") -> bool | None:
    """SQL's `value LIKE pattern ESCAPE escape`, whatever the case and with «ё» equal to «е»."""
    if pattern is None or value is None:
        return None
    return _matcher(pattern, escape).fullmatch(_fold(str(value))) is not None


def _fold(text: str) -> str:
    return letters(text.casefold())


@lru_cache(maxsize=256)
def _matcher(pattern: str, escape: str) -> re.Pattern[str]:
    parts, letters = [], iter(_fold(pattern))
    for letter in letters:
        if escape and letter == escape:
            parts.append(re.escape(next(letters, "")))
        elif letter in "%_":
            parts.append(".*" if letter == "%" else ".")
        else:
            parts.append(re.escape(letter))
    return re.compile("".join(parts), re.DOTALL)
