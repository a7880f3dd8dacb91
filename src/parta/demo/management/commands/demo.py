"""`parta demo`: build the demo school once, say who may sign in, and serve it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from parta.accounts.models import User
from parta.demo.build import DEMO_USERS, build, is_built
from parta.demo.people import PASSWORD
from parta.lib import env


class Command(BaseCommand):
    help = "Build the demo school in PARTA_HOME (once) and serve it. PORT changes the port; --fresh builds anew."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--build-only", action="store_true", help="do not serve")
        parser.add_argument("--port", type=int, default=env.number("PORT", 8000))

    def handle(self, *, build_only: bool, port: int, **_: Any) -> None:
        if not settings.DEMO:
            raise CommandError("PARTA_DEMO is not set: a real school is never filled with invented people.")
        call_command("migrate", verbosity=0)
        if not is_built():
            self.stdout.write("Строится демонстрационная школа…")
            build(timezone.localdate(), say=self.stdout.write)
        self.say_logins(port)
        if not build_only:
            call_command("serve", port=port)

    def say_logins(self, port: int) -> None:
        self.stdout.write(f"\nПарта: http://127.0.0.1:{port}/   (пароль у всех «{PASSWORD}»)\n")
        names = {user.username: user.full_name for user in User.objects.filter(username__in=DEMO_USERS)}
        for username, role in DEMO_USERS.items():
            if username in names:
                self.stdout.write(f"  {username:13} {role}: {names[username]}")
        self.stdout.write("\nОстановить: Ctrl+C\n")
