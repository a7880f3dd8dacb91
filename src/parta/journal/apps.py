from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "parta.journal"
    label = "journal"
    verbose_name = "журнал"

    def ready(self) -> None:
        from .receivers import listen  # models must be loaded first

        listen()
