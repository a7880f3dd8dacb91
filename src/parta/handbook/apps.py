from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "parta.handbook"
    label = "handbook"
    verbose_name = "справочные материалы"
