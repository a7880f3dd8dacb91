"""Rows that many tests begin with are built once by the models; later tests get the same rows by plain inserts."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model


@dataclass
class _Kept:
    inserts: list[tuple[str, list[Any]]]  # statement, its rows
    made: bytes


T = TypeVar("T")

_kept: dict[object, _Kept] = {}


def again(make: Callable[[], T]) -> T:
    """What `make` returns, its rows in the database: built by `make` the first time, copied afterwards.

    Where other rows stand in the way of the copies, it is built anew.
    """
    if make in _kept:
        try:
            return _copied(_kept[make])
        except IntegrityError:
            return make()
    is_blank = not _rows()
    made = make()
    if is_blank:
        _kept[make] = _Kept(_rows(), pickle.dumps(made))
    return made


def _copied(kept: _Kept) -> Any:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, rows in kept.inserts:
            cursor.executemany(statement, rows)
    return pickle.loads(kept.made)


def _models() -> list[type[Model]]:
    return [one for one in apps.get_models(include_auto_created=True) if one.__module__.startswith("parta.")]


def _rows() -> list[tuple[str, list[Any]]]:
    """Every row of our tables, as inserts."""
    found = []
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in _models():
            table = quote(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table}")
            rows = [tuple(map(_sent, row)) for row in cursor.fetchall()]
            columns = ", ".join(quote(column[0]) for column in cursor.description)
            places = ", ".join(["%s"] * len(cursor.description))
            if rows:
                found.append((f"INSERT INTO {table} ({columns}) VALUES ({places})", rows))
    return found


def _sent(value: Any) -> Any:
    """SQLite keeps moments as Django prints them, and its driver has words for none of them."""
    return str(value) if connection.vendor == "sqlite" and isinstance(value, (date, time)) else value
