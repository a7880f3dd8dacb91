"""People of the school. Each row may be linked to the account of its person; one account may be several of them."""

from django.conf import settings
from django.db import models

from parta.lib.alphabet import by_name


class Person(models.Model):
    """What every person has: a name and, perhaps, an account."""

    last_name = models.CharField("фамилия", max_length=100)
    first_name = models.CharField("имя", max_length=100)
    patronymic = models.CharField("отчество", max_length=100, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    external_key = models.CharField(
        "код во внешней системе", max_length=64, blank=True, help_text="по нему повторный импорт узнаёт человека"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def name(self) -> str:
        """«Фамилия Имя», as lists print people."""
        return f"{self.last_name} {self.first_name}"

    @property
    def short_name(self) -> str:
        """«Орлова Н. В.»"""
        initials = " ".join(f"{part[0]}." for part in (self.first_name, self.patronymic) if part)
        return f"{self.last_name} {initials}".strip()


def external_key_unique(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["external_key"], condition=~models.Q(external_key=""), name=name,
        violation_error_message="Такой код уже у другого человека.",
    )  # fmt: skip


class Employee(Person):
    """Who works at the school; teaches when a course names them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="employee"
    )
    position = models.CharField("должность", max_length=150, blank=True)
    phone = models.CharField("телефон", max_length=50, blank=True)
    left_on = models.DateField("уволен", null=True, blank=True)

    class Meta:
        verbose_name = "сотрудник"
        verbose_name_plural = "сотрудники"
        ordering = [*by_name(), "id"]
        constraints = [external_key_unique("employee_external_key")]


class Pupil(Person):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="pupil")
    birth_date = models.DateField("дата рождения", null=True, blank=True)

    class Meta:
        verbose_name = "ученик"
        verbose_name_plural = "ученики"
        ordering = [*by_name(), "id"]
        constraints = [external_key_unique("pupil_external_key")]


class Guardian(Person):
    """A parent or another lawful representative (законный представитель)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="guardian"
    )
    phone = models.CharField("телефон", max_length=50, blank=True)
    pupils = models.ManyToManyField(Pupil, through="Guardianship", related_name="guardians")

    class Meta:
        verbose_name = "родитель"
        verbose_name_plural = "родители"
        ordering = [*by_name(), "id"]
        constraints = [external_key_unique("guardian_external_key")]


class Guardianship(models.Model):
    guardian = models.ForeignKey(Guardian, models.PROTECT, related_name="guardianships")
    pupil = models.ForeignKey(Pupil, models.PROTECT, related_name="guardianships")
    relation = models.CharField("кем приходится", max_length=40, blank=True)
    ended_on = models.DateField("права прекращены", null=True, blank=True)

    class Meta:
        verbose_name = "представительство"
        verbose_name_plural = "представительства"
        constraints = [models.UniqueConstraint(fields=["guardian", "pupil"], name="guardianship_unique")]

    def __str__(self) -> str:
        return f"{self.guardian_id} → {self.pupil_id}"
