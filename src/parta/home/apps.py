from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "parta.home"
    label = "home"
    verbose_name = "рабочий стол"
