"""Accounts: who may sign in and which offices they hold at the school."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from parta.lib.alphabet import by_name


class User(AbstractUser):
    """A person who signs in.

    Teacher, pupil and guardian are not kept here: `school` links their rows to an account, so one person
    may be all three. Only offices that are rights by themselves are flags.
    """

    patronymic = models.CharField("отчество", max_length=150, blank=True)
    is_admin = models.BooleanField("администратор журнала", default=False)
    is_head = models.BooleanField("директор", default=False)
    is_deputy = models.BooleanField("завуч", default=False)
    is_introducer = models.BooleanField("ответственный за внедрение", default=False)
    must_change_password = models.BooleanField("сменить пароль при входе", default=False)
    direction_down = models.BooleanField("после отметки вниз", default=True)

    class Meta:
        verbose_name = "пользователь"
        verbose_name_plural = "пользователи"
        ordering = [*by_name(), "id"]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def short_name(self) -> str:
        """«Орлова Н. В.», or the username when no name is known."""
        initials = " ".join(f"{part[0]}." for part in (self.first_name, self.patronymic) if part)
        return f"{self.last_name} {initials}".strip() or self.username

    @property
    def runs_school(self) -> bool:
        """Head, deputy or administrator: sees all journals."""
        return self.is_admin or self.is_head or self.is_deputy
