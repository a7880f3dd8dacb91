"""`parta migrate`: Django's own, the table that counts attempts, the articles, the hours of the help desk."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate

from parta.handbook.exchange import read_articles
from parta.handbook.services.articles import renew
from parta.support.services import ensure_defaults


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        call_command("createcachetable", database=options["database"], verbosity=0)
        if not options["app_label"] and not settings.TESTING:
            renew(read_articles())
            ensure_defaults()
