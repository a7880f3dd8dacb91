from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.db.backends.signals import connection_created

from .database import fold_case_of_like


class ConfigConfig(AppConfig):
    name = "parta.config"
    label = "config"

    def ready(self) -> None:
        connection_created.connect(fold_case_of_like)


class CollectedFiles(StaticFilesConfig):
    """Of htmx we collect the one file pages load: its extensions name modules that are not shipped."""

    ignore_patterns = ["CVS", ".*", "*~", "ext", "django-htmx.js", "htmx-4*", "htmax-4*", "htmx-2.js"]
