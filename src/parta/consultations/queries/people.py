"""Who the people of a helper's day are, and finding who came without booking."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from parta.accounts.models import User
from parta.lib.alphabet import by_name
from parta.school.models import Employee, Guardianship
from parta.school.models.stays import stays_now

SHORTEST = 3  # letters of a name that are looked for
MOST = 8
MOST_LETTERS = 150


def parts_of(user_ids: Iterable[int | None]) -> dict[int, str]:
    """Account → «учитель физики», «ученик 7Б», «родитель, 7Б и 3А». Three queries."""
    ids = {key for key in user_ids if key is not None}
    found: dict[int, list[str]] = {}
    for user, position in Employee.objects.filter(user__in=ids, left_on=None).values_list("user", "position"):
        found.setdefault(user, []).append(position or "сотрудник")
    here = stays_now().filter(school_class__year__is_current=True)
    of_class = "school_class__level", "school_class__letter"
    for user, level, letter in here.filter(pupil__user__in=ids).values_list("pupil__user", *of_class):
        found.setdefault(user, []).append(f"ученик {level}{letter}")
    parents: dict[int, list[str]] = {}
    links = Guardianship.objects.filter(guardian__user__in=ids, ended_on=None).values("pupil", "guardian__user")
    classes = {
        pupil: f"{level}{letter}"
        for pupil, level, letter in here.filter(pupil__in={link["pupil"] for link in links}).values_list(
            "pupil", *of_class
        )
    }
    for link in links:
        parents.setdefault(link["guardian__user"], []).append(classes.get(link["pupil"], ""))
    for user, names in parents.items():
        found.setdefault(user, []).append(", ".join(["родитель", *sorted({name for name in names if name})]))
    return {user: "; ".join(words) for user, words in found.items()}


@dataclass(frozen=True, slots=True)
class Person:
    user_id: int
    name: str
    part: str


def people_named(words: str) -> list[Person]:
    """Accounts by name, for who came: staff by the beginning of any name, families only by full last and first name.

    A helper finds the parent who stands in front of them, and cannot leaf through the families of the school.
    """
    words = words.replace("\0", " ").strip()[:MOST_LETTERS]
    parts = words.split()
    if len(words) < SHORTEST:
        return []
    begins, whole = Q(), Q()
    for part in parts:
        begins &= Q(last_name__istartswith=part) | Q(first_name__istartswith=part) | Q(patronymic__istartswith=part)
        whole &= Q(last_name__iexact=part) | Q(first_name__iexact=part) | Q(patronymic__iexact=part)
    wanted = begins & Q(employee__left_on=None, employee__isnull=False)
    if len(parts) > 1:
        wanted |= whole & (Q(pupil__isnull=False) | Q(guardian__isnull=False))
    users = list(User.objects.filter(wanted, is_active=True).order_by(*by_name(), "pk")[:MOST])
    known = parts_of(user.pk for user in users)
    return [Person(user.pk, user.full_name, known.get(user.pk, "")) for user in users]
