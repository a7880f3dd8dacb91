"""Who learns at the demo school: some have finished their course, some are half way, some have not begun."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from parta.accounts.models import User
from parta.training.access import own_courses
from parta.training.rules.lessons import Course, Lesson
from parta.training.rules.library import courses
from parta.training.services.progress import Judgement, hand_in, load

ACCEPTED = Judgement([], [])  # nothing left to be wished
DAYS = 60  # learning began so many days ago
STAFF = 60  # employees looked at; a demo need not tell of everybody
FAMILIES = 20

# Account of the demo → course → how many of its lessons are done.
TOLD = {
    "teacher": {"teacher": 6}, "classteacher": {"teacher": 10, "class-teacher": 2}, "deputy": {"deputy": 5},
    "head": {"deputy": 1}, "admin": {"admin": 3}, "introducer": {"introducer": 4}, "parent": {"parent": 2},
    "pupil": {"pupil": 1},
}  # fmt: skip

Done = tuple[User, Course, Lesson, datetime]


def build(today: date, *, seed: int, by: User) -> None:
    random = Random(seed)
    known = User.objects.in_bulk(list(TOLD), field_name="username")
    wanted = {known[name].pk: told for name, told in TOLD.items() if name in known}
    people = [*known.values(), *others(known)]
    done = [one for user in people for one in learnt(random, user, wanted.get(user.pk), today)]
    lasts = [one for one in done if one[2] == one[1].lessons[-1]]
    load(one for one in done if one not in lasts)
    for user, course, lesson, at in lasts:
        hand_in(course, lesson, ACCEPTED, by=user, now=at)


def others(known: dict[str, User]) -> list[User]:
    """Employees, parents and pupils with an account besides those one may sign in as."""
    rest = User.objects.exclude(pk__in=[user.pk for user in known.values()]).order_by("pk")
    staff = rest.filter(employee__isnull=False, employee__left_on=None)[:STAFF]
    return [*staff, *rest.filter(guardian__isnull=False, employee=None)[:FAMILIES]]


def learnt(random: Random, user: User, told: dict[str, int] | None, today: date) -> list[Done]:
    """The lessons a person has done, one by one from a day in autumn on."""
    if told is None:
        told = {course.code: share(random, len(course.lessons)) for course in own_courses(user)}
    found: list[Done] = []
    for code, number in told.items():
        course = courses()[code]
        at = noon(today - timedelta(days=random.randint(2, DAYS)))
        for lesson in course.lessons[:number]:
            found.append((user, course, lesson, at))
            at = min(at + timedelta(minutes=random.randint(4, 900)), timezone.now())
    return found


def share(random: Random, total: int) -> int:
    """A third has not begun, a third is on the way, a third has finished."""
    return random.choice([0, random.randint(1, total - 1), total])


def noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))
