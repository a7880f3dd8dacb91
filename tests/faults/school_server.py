"""A real server of a small school in a folder of its own, to be killed and started again."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from parta.lib.server import web

ROOT = Path(__file__).resolve().parent.parent.parent
PREPARE = """
import json
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from parta.config import wsgi
from parta.demo.bench.school import cookie
from tests import build, cast as casting
settings.TESTING = True  # tables from the models, no articles: as in every other test
settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())
call_command("migrate", run_syncdb=True, verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
made = casting.make()
lesson = build.lesson(made.course, timezone.localdate(), slot=5)
print(json.dumps({"cookie": cookie(made.teacher.user), "course": made.course.pk, "lesson": lesson.pk,
                  "pupil": made.daria.pk}))
"""


class SchoolServer:
    def __init__(self, home: Path, port: int) -> None:
        self.port = port
        self.environment = {
            **os.environ, "PARTA_HOME": str(home), "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "parta.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]), "PARTA_SECRET_KEY": "a key of one test only",
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, *arguments], env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout

    def prepare(self) -> str:
        """Make the tables and the cast, and return its keys as JSON."""
        return self.run("-c", PREPARE)

    def start(self) -> None:
        command = web("127.0.0.1", self.port, workers=2, threads=2, application="parta.config.wsgi:application")
        self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT, start_new_session=True)
        for _ in range(300):
            try:
                with closing(HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
                    connection.request("GET", "/accounts/login/")
                    connection.getresponse().read()
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not answer within thirty seconds")

    def kill(self) -> None:
        """Kill −9: the server and its workers, at once, whatever they are doing."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
