from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "parta.training"
    label = "training"
    verbose_name = "обучение"
