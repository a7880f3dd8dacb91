from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "parta.timetable"
    label = "timetable"
    verbose_name = "расписание"
