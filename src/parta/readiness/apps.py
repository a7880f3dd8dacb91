from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "parta.readiness"
    label = "readiness"
    verbose_name = "готовность"
