"""`parta createadmin`: the first administrator of a school, who then invites everybody else."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from parta.accounts.models import User
from parta.lib import env

from ...services import accounts


class Command(BaseCommand):
    help = "Make an administrator. Asks for what is not given; the password may come from PARTA_ADMIN_PASSWORD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username")
        parser.add_argument("--last-name")
        parser.add_argument("--first-name")

    def handle(self, *, username: str | None, last_name: str | None, first_name: str | None, **_: Any) -> None:
        username = username or ask("Username")
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"{username} exists already. A forgotten password: parta changepassword {username}")
        last_name = last_name or ask("Last name (Фамилия)")
        first_name = first_name or ask("First name (Имя)")
        password = env.text("PARTA_ADMIN_PASSWORD") or ask_password()
        try:
            validate_password(password, User(username=username, last_name=last_name, first_name=first_name))
            accounts.create_admin(username=username, password=password, last_name=last_name, first_name=first_name)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"Administrator {username} is ready to sign in.")


def ask(what: str) -> str:
    try:
        answer = input(f"{what}: ").strip()
    except EOFError:
        answer = ""
    if not answer:
        raise CommandError(f"{what} is needed.")
    return answer


def ask_password() -> str:
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Password again: "):
        raise CommandError("The passwords differ.")
    return first
