from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "parta.audit"
    label = "audit"
    verbose_name = "история"

    def ready(self) -> None:
        from .receivers import listen  # models must be loaded first

        listen()
