"""People who press at the same moment, each with a connection of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection


@contextmanager
def seen_by_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """SQLite of the tests is in memory, where threads cannot wait for each other: lend them a copy in a file."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as file, monkeypatch.context() as patch:
        connection.connection.backup(file)
        patch.setitem(connection.settings_dict, "NAME", str(tmp_path / "db.sqlite3"))
        yield
        file.backup(connection.connection)


def pressed(jobs: Sequence[Callable[[], Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Do them all at once; what each returned, in their order. An exception of one is raised here."""
    together = Barrier(len(jobs))

    def press(job: Callable[[], Any]) -> Any:
        together.wait()
        try:
            return job()
        finally:
            connection.close()

    with seen_by_threads(tmp_path, monkeypatch), ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(press, jobs))
