from django.apps import AppConfig


class SchoolConfig(AppConfig):
    name = "parta.school"
    label = "school"
    verbose_name = "школа"
