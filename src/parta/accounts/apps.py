from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "parta.accounts"
    label = "accounts"
    verbose_name = "учётные записи"
