"""`parta bench`: build the bench school in a folder of its own, serve it for real, measure and print."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connection, connections
from django.utils import timezone

from parta.lib.server import web

from ...bench import measure, school

APPLICATION = "parta.config.wsgi:application"
HEAD = f"{'':18}{'backend':12}{'median':>9}{'p95':>9}{'floor':>9}{'per s':>9}{'queries':>9}{'gzip':>9}"


class Command(BaseCommand):
    help = "Measure the speed of the pages people wait for, on SQLite and, where pg_virtualenv is found, PostgreSQL."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", metavar="FILE", help="also write the figures as a list of objects")
        parser.add_argument("--here", action="store_true", help="measure on the database this process is set to")

    def handle(self, *, here: bool, json: str | None, **_: Any) -> None:
        figures = self.measure_here() if here else self.measure_each()
        if json:
            write_json(json, figures)
        if not here:
            self.show(figures)

    def measure_each(self) -> list[dict[str, object]]:
        """Each backend in a process and a folder of its own, so that no real database is ever touched."""
        figures = []
        for backend in ("sqlite", "postgresql"):
            if backend == "postgresql" and not shutil.which("pg_virtualenv"):
                self.stderr.write(
                    "PostgreSQL is left out: pg_virtualenv is not found (Debian: apt install postgresql)."
                )
                continue
            self.stderr.write(f"{backend}: building the school and measuring…")
            with tempfile.TemporaryDirectory(prefix="parta-bench-") as home:
                out = str(Path(home) / "figures.json")
                subprocess.run(  # noqa: S603  our own command
                    inner(backend, out), check=True, env={**os.environ, "PARTA_HOME": home, "DATABASE_URL": ""}
                )
                figures += json_of(out)
        return figures

    def measure_here(self) -> list[dict[str, object]]:
        call_command("migrate", verbosity=0)
        built = school.build(timezone.localdate())
        # As a database is on an ordinary day: else PostgreSQL tidies three hundred thousand new rows while we measure.
        connection.cursor().execute("VACUUM (ANALYZE)" if connection.vendor == "postgresql" else "ANALYZE")
        call_command("collectstatic", interactive=False, verbosity=0)
        settings.ALLOWED_HOSTS.append("testserver")
        inside = {name: measure.bare(ask) for name, ask in measure.page_asks(built).items()}
        measure.static_files({name: one.size for name, one in inside.items()})
        connections.close_all()
        port = free_port()
        server = subprocess.Popen(web("127.0.0.1", port, workers=2, threads=2, application=APPLICATION))  # noqa: S603  our own command
        try:
            wait_for(port)
            found = measure.measure(port, connection.vendor, built, inside, lambda: children_of(server.pid))
        finally:
            server.terminate()
            server.wait(10)
        return [figure.plain() for figure in found]

    def show(self, figures: list[dict[str, object]]) -> None:
        self.stdout.write(HEAD)
        for one in figures:
            keys = ("median_ms", "p95_ms", "floor_ms", "per_second", "queries", "bytes_gzip")
            cells = "".join(f"{one.get(key, '')!s:>9}" for key in keys)
            memory = f"{one['rss_mb']} MB" if "rss_mb" in one else ""
            self.stdout.write(f"{one['name']!s:18}{one['backend']!s:12}{cells}{memory}")


def inner(backend: str, out: str) -> list[str]:
    command = [sys.executable, "-m", "parta", "bench", "--here", "--json", out]
    if backend == "sqlite":
        return command
    script = 'DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec "$@"'
    # A throw-away server does not wait for its disk; a school's does, and a mark acknowledged must be on it.
    return ["pg_virtualenv", "-t", "-o", "fsync=on", "sh", "-c", script, "sh", *command]


def write_json(path: str, figures: list[dict[str, object]]) -> None:
    Path(path).write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


def json_of(path: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(Path(path).read_text(encoding="utf-8"))
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The bench server did not answer within ten seconds.")


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in path.read_text().split()] if path.exists() else []
