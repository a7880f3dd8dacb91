"""Plain SQL through Django's connection, for the few paths where building a query costs more than running it.

A queryset of three joins takes Django about a millisecond to write, and SQLite a tenth of that to run. A page that must
be answered within seven milliseconds writes its statements here once, as text; every other page keeps to querysets.
Rows come back as the driver gives them. PostgreSQL has Python's own dates, instants and truths; SQLite has them for a
bare column, and text or 0 and 1 for an expression, so a reader passes them through `day`, `instant` and `bool`.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from json import loads
from typing import Any
from uuid import UUID

from django.db import connection

MOST_PARAMETERS = 30_000  # a statement; SQLite takes 32,766 and PostgreSQL 65,535

Row = tuple[Any, ...]


def rows(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """What the statement finds. A number too big for any key, as an address may hold, finds nothing."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(sql, parameters)
        except OverflowError:  # SQLite's driver takes 64 bits; PostgreSQL compares and finds nothing
            return []
        found: list[Row] = cursor.fetchall()
    return found


def run(sql: str, parameters: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def places(count: int) -> str:
    """`%s, %s, %s` for an IN list of so many values, at least one."""
    return ", ".join(["%s"] * count)


def for_update() -> str:
    """The clause that locks the rows read; SQLite needs none, its writing transactions follow one another."""
    return " FOR UPDATE" if connection.features.has_select_for_update else ""


def day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def instant(value: datetime | str | None) -> datetime | None:
    """SQLite keeps instants naive, in UTC."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def instant_in(at: datetime | None) -> Any:
    """The instant as a parameter of a statement."""
    return connection.ops.adapt_datetimefield_value(at)


def json_in(value: Any) -> Any:
    """A JSON value as a parameter; None is NULL."""
    return None if value is None else connection.ops.adapt_json_value(value, None)


def clock(value: time | str | None) -> time | None:
    return time.fromisoformat(value) if isinstance(value, str) else value


def uuid_in(value: UUID | None) -> Any:
    """A UUID as a parameter: SQLite keeps its 32 digits."""
    return value if value is None or connection.features.has_native_uuid_field else value.hex


def uuid(value: UUID | str) -> UUID:
    return UUID(value) if isinstance(value, str) else value


def json(value: Any) -> Any:
    """Both drivers give JSON as its text."""
    return loads(value) if isinstance(value, str) else value


def json_array(*expressions: str) -> str:
    """The expression that gives the values as a JSON array."""
    make = "json_build_array" if connection.vendor == "postgresql" else "json_array"
    return f"{make}({', '.join(expressions)})"


def numbers_array(*expressions: str) -> str:
    """The same of whole numbers, as text and without a NULL among them: the cheapest way each database has."""
    if connection.vendor == "postgresql":
        inside = " || ',' || ".join(expressions)
        return f"'[' || {inside} || ']'"
    digits = ",".join(["%%d"] * len(expressions))
    return f"printf('[{digits}]', {', '.join(expressions)})"


def json_rows(select: str, parameters: Sequence[Any] = ()) -> bytes:
    """A JSON array of what the statement finds: one column `one`, each already JSON as text.

    A row of a dozen columns costs the driver and Python several times what it costs the database to print it.
    """
    join = "string_agg" if connection.vendor == "postgresql" else "group_concat"
    [(found,)] = rows(f"SELECT {join}(one, ',') FROM ({select}) AS found", parameters)  # noqa: S608  our own statements
    return f"[{found or ''}]".encode()


def insert(
    table: str, columns: Sequence[str], values: Sequence[Row], *, end: str = "", returning: str = ""
) -> list[Row]:
    """Insert rows, many a statement; `end` is an ON CONFLICT clause, `returning` names what to give back.

    The rows given back come in no promised order. Without values nothing is done.
    """
    at_once = MOST_PARAMETERS // len(columns)
    one = f"({places(len(columns))})"
    head = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "  # noqa: S608  names of our own tables
    tail = f" {end}" + (f" RETURNING {returning}" if returning else "")
    found: list[Row] = []
    with connection.cursor() as cursor:
        for start in range(0, len(values), at_once):
            part = values[start : start + at_once]
            cursor.execute(head + ", ".join([one] * len(part)) + tail, [value for row in part for value in row])
            if returning:
                found += cursor.fetchall()
    return found


def on_conflict(keys: Iterable[str], update: Iterable[str]) -> str:
    """The clause that turns an insert of a known row into its update."""
    return f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in update)
