from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "parta.consultations"
    label = "consultations"
    verbose_name = "консультации"
