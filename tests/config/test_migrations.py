"""Tests make their tables from the models; a school makes them by migrations. Both must be the same tables."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

Table = tuple[frozenset[tuple[object, ...]], frozenset[tuple[object, ...]], frozenset[tuple[object, ...]], str]


def tables(cursor: sqlite3.Cursor) -> dict[str, Table]:
    """Name → columns (name, type, NOT NULL, key), indexes (columns, unique, condition), references, checks."""
    found = {}
    for name, text in cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall():
        if name in ("django_migrations", "cache"):
            continue
        columns = {row[1:4] + row[5:6] for row in cursor.execute(f"PRAGMA table_info('{name}')").fetchall()}
        indexes = set()
        for _, index, unique, *_ in cursor.execute(f"PRAGMA index_list('{name}')").fetchall():
            parts = tuple(row[2] for row in cursor.execute(f"PRAGMA index_info('{index}')").fetchall())
            made = cursor.execute("SELECT sql FROM sqlite_master WHERE name = ?", [index]).fetchone()
            condition = (made[0] or "").partition(" WHERE ")[2] if made else ""
            indexes.add((parts, unique, condition))
        references = {row[2:5] for row in cursor.execute(f"PRAGMA foreign_key_list('{name}')").fetchall()}
        checks = sorted(part.split(" ", 1)[0] for part in text.split("CONSTRAINT ")[1:] if " CHECK " in part)
        found[name] = (frozenset(columns), frozenset(indexes), frozenset(references), " ".join(checks))
    return found


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="told by SQLite's own tables")
def test_migrations_make_the_tables_the_models_say(tmp_path: Path) -> None:
    environment = {**os.environ, "PARTA_HOME": str(tmp_path), "DATABASE_URL": "", "PYTHONWARNINGS": "ignore"}
    subprocess.run([sys.executable, "-m", "parta", "migrate"], check=True, env=environment, capture_output=True)

    migrated = tables(sqlite3.connect(tmp_path / "parta.sqlite3").cursor())
    with connection.cursor() as cursor:
        modelled = tables(cursor.cursor if hasattr(cursor, "cursor") else cursor)  # type: ignore[arg-type]

    assert migrated.keys() == modelled.keys()
    assert {name: (migrated[name], modelled[name]) for name in migrated if migrated[name] != modelled[name]} == {}
