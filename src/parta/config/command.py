"""The `parta` command: `parta demo`, `parta serve`, `parta migrate`, `parta createadmin` and every other command."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parta.config.settings")
    if len(sys.argv) > 1 and sys.argv[1] == "demo":
        # The demo lives in a folder of its own and can never touch a real school's database.
        os.environ["PARTA_DEMO"] = "1"
        os.environ.setdefault("PARTA_HOME", "parta-demo")
    execute_from_command_line(["parta", *sys.argv[1:]])
