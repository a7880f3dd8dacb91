"""Typed values from the environment; every setting of Parta that varies comes through here."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """Read a yes/no; raises ValueError on anything that is neither."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in TRUE:
        return True
    if raw.lower() in FALSE:
        return False
    raise ValueError(f"{name} must be yes or no, not {raw!r}")


def number(name: str, default: int) -> int:
    raw = os.environ.get(name)
    return default if raw in (None, "") else int(raw)


def words(name: str, default: str = "") -> list[str]:
    """Read a comma-separated list; blanks are dropped."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(name: str, *, default: str) -> dict[str, Any]:
    """Turn a URL into one entry of DATABASES.

    `sqlite:////abs/path`, `sqlite:///:memory:` or `postgres://user:password@host:port/name?key=value`;
    the query string becomes OPTIONS. Raises ValueError for another scheme.
    """
    url = os.environ.get(name) or default
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if parts.scheme == "sqlite":
        # The first slash ends the (empty) host; what follows is the path, so //// means absolute.
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(parts.path[1:]), "OPTIONS": options}
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "parta.config.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
        }
    raise ValueError(f"{name}: {parts.scheme!r} is neither sqlite nor postgres")
