from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "parta.notices"
    label = "notices"
    verbose_name = "уведомления"
