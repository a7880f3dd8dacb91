from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "parta.support"
    label = "support"
    verbose_name = "обращения"
