"""Search in the head of every page: people, classes, subjects, journals and articles, as staff see them."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from parta.accounts.models import User
from parta.handbook.queries import search as handbook
from parta.journal.queries.journals import running
from parta.lib.alphabet import by_name
from parta.school.access import cast_of, roles_of
from parta.school.models import Employee, Guardian, Guardianship, Pupil, SchoolClass, Subject
from parta.school.models.stays import stays_now

MOST = 8  # found things of one kind
SHORTEST = 2  # letters


@dataclass(frozen=True, slots=True)
class Found:
    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    found: list[Found]


def search(user: User, words: str) -> list[Group]:
    """Return what matches every word, grouped; empty groups are left out. Nothing for words of one letter."""
    words = words.strip()
    if len(words) < SHORTEST:
        return []
    groups = [
        Group("Ученики", pupils(user, words)),
        Group("Родители", guardians(user, words)),
        Group("Классы", classes(user, words)),
        Group("Журналы", journals(user, words)),
        Group("Сотрудники", employees(user, words)),
        Group("Предметы", subjects(user, words)),
        Group("Справочник", articles(user, words)),
    ]
    return [group for group in groups if group.found]


def named(words: str) -> Q:
    """Every word begins the last name, the first name or the patronymic."""
    found = Q()
    for word in words.split():
        found &= Q(last_name__istartswith=word) | Q(first_name__istartswith=word) | Q(patronymic__istartswith=word)
    return found


def pupils(user: User, words: str) -> list[Found]:
    """All pupils for who runs the school; a class teacher finds the pupils of own class only."""
    cast = cast_of(user)
    here = Q(enrolments__in=stays_now(), enrolments__school_class__year__is_current=True)
    if not cast.runs_school:
        here &= Q(enrolments__school_class__class_teacher_id=cast.employee_id or 0)
    rows = Pupil.objects.filter(here).filter(named(words)).values_list(
        "pk", "last_name", "first_name", "enrolments__school_class__level", "enrolments__school_class__letter"
    )  # fmt: skip
    return [
        Found(f"{last} {first}", f"{level}{letter}", reverse("school:pupil", args=[pk]))
        for pk, last, first, level, letter in rows[:MOST]
    ]


def guardians(user: User, words: str) -> list[Found]:
    """Parents with the names of their children, for who runs the school: a parent's card is the office's."""
    if not cast_of(user).runs_school:
        return []
    rows = Guardian.objects.filter(named(words)).order_by(*by_name(), "pk")[:MOST]
    links = Guardianship.objects.filter(guardian__in=[row.pk for row in rows], ended_on=None).select_related("pupil")
    children: dict[int, list[str]] = {}
    for link in links.order_by(*by_name("pupil__")):
        children.setdefault(link.guardian_id, []).append(link.pupil.name)
    return [
        Found(row.full_name, ", ".join(children.get(row.pk, [])), reverse("school:guardian", args=[row.pk]))
        for row in rows
    ]


def classes(user: User, words: str) -> list[Found]:
    cast = cast_of(user)
    rows = SchoolClass.objects.filter(year__is_current=True).select_related("class_teacher")
    if not cast.runs_school:
        rows = rows.filter(class_teacher_id=cast.employee_id or 0)
    wanted = words.replace(" ", "").upper()
    return [
        Found(row.name, teacher_words(row), class_url(cast.runs_school, row))
        for row in rows
        if row.name.upper().startswith(wanted)
    ][:MOST]  # fmt: skip


def teacher_words(school_class: SchoolClass) -> str:
    return f"кл. рук. {school_class.class_teacher.short_name}" if school_class.class_teacher else ""


def class_url(runs_school: bool, school_class: SchoolClass) -> str:
    return reverse("school:class" if runs_school else "home:my-class", args=[school_class.pk])


def journals(user: User, words: str) -> list[Found]:
    """Journals of the whole school for who runs it; a teacher finds own ones and those of the own class."""
    cast = cast_of(user)
    courses = running()
    if not cast.runs_school:
        own = Q(teacher_id=cast.employee_id or 0)
        courses = courses.filter(own | Q(group__school_class__class_teacher_id=cast.employee_id or 0))
    for word in words.split():
        courses = courses.filter(Q(subject__name__icontains=word) | Q(group__name__istartswith=word))
    rows = courses.select_related("subject", "group", "teacher")[:MOST]
    return [
        Found(
            str(course),
            course.teacher.short_name if course.teacher else "",
            reverse("journal:course", args=[course.pk]),
        )
        for course in rows
    ]


def employees(user: User, words: str) -> list[Found]:
    if not cast_of(user).runs_school:
        return []
    rows = Employee.objects.filter(named(words), left_on=None)
    return [Found(row.full_name, row.position, reverse("school:employee", args=[row.pk])) for row in rows[:MOST]]


def subjects(user: User, words: str) -> list[Found]:
    """Subjects lead to the load of the whole school, for who runs it."""
    if not cast_of(user).runs_school:
        return []
    rows = Subject.objects.filter(name__icontains=words).annotate(
        running=Count("courses", filter=Q(courses__is_active=True, courses__year__is_current=True))
    )
    return [
        Found(row.name, f"курсов: {row.running}", f"{reverse('school:load')}?subject={row.pk}") for row in rows[:MOST]
    ]


def articles(user: User, words: str) -> list[Found]:
    hits = handbook.search(words, roles=roles_of(user), kinds=("article",), most=4)
    return [Found(hit.title, hit.summary, hit.url) for hit in hits]
