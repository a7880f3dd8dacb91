from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class ConfigConfig(AppConfig):
    name = "parta.config"
    label = "config"


class CollectedFiles(StaticFilesConfig):
    """Of htmx we collect the one file pages load: its extensions name modules that are not shipped."""

    ignore_patterns = ["CVS", ".*", "*~", "ext", "django-htmx.js", "htmx-4*", "htmax-4*", "htmx-2.js"]
