"""`parta serve`: the web server and the work by the clock, as one command to start and stop."""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from parta.lib import env
from parta.lib.server import web

GRACE = 10  # seconds a process gets to finish what it answers


class Command(BaseCommand):
    help = "Serve Parta (granian, 2 workers) and do what is due by the clock. PORT or --port changes the port."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=env.text("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=env.number("PORT", 8000))
        parser.add_argument("--workers", type=int, default=env.number("PARTA_WORKERS", 2))
        parser.add_argument("--threads", type=int, default=env.number("PARTA_THREADS", 2))
        parser.add_argument("--no-tasks", action="store_true", help="serve pages only")

    def handle(self, *, host: str, port: int, workers: int, threads: int, no_tasks: bool, **_: Any) -> None:
        self.refuse_old_database()
        call_command("collectstatic", interactive=False, verbosity=0)
        connections.close_all()
        application = settings.WSGI_APPLICATION.replace(".application", ":application")
        commands = [web(host, port, workers=workers, threads=threads, application=application)]
        if not no_tasks:
            commands.append([sys.executable, "-m", "parta", "work"])
        raise SystemExit(run_together(commands))

    def refuse_old_database(self) -> None:
        executor = MigrationExecutor(connections["default"])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is not up to date: run `parta migrate` first.")


def run_together(commands: list[list[str]]) -> int:
    """Run all until the first ends or we are told to stop; then stop the rest. Return an exit code."""
    stopping: list[int] = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, _frame: stopping.append(number))
    # The database path must not depend on where a child is started from.
    environment = {**os.environ, "PARTA_HOME": str(settings.HOME)}
    running = [subprocess.Popen(command, env=environment, start_new_session=True) for command in commands]  # noqa: S603
    while not stopping and all(process.poll() is None for process in running):
        time.sleep(0.2)
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if stopping else 1
