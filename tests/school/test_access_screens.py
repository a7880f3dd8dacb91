"""Role × door over every screen of the school's settings: yes, or the page does not exist."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from parta.school import urls
from parta.school.models import Guardianship, Holiday, SchoolYear, StudyGroup, Subject
from tests import build

ADMIN = {"admin"}
MANAGE = {"admin", "deputy"}
OFFICE = {"admin", "deputy", "head"}
LEAD = OFFICE | {"class_teacher"}
ROLES = [
    "admin", "head", "deputy", "introducer", "teacher", "class_teacher", "stranger", "pupil", "classmate", "parent",
    "other_parent", "nobody",
]  # fmt: skip


@dataclass(frozen=True)
class Door:
    name: str
    allowed: set[str]
    about: tuple[str, ...] = ()  # rows of `rows` whose keys stand in the address
    post: bool = False


DOORS = [
    Door("overview", OFFICE),
    Door("settings", ADMIN),
    Door("years", OFFICE),
    Door("year-new", ADMIN),
    Door("year", OFFICE, ("year",)),
    Door("year-edit", ADMIN, ("year",)),
    Door("year-make-current", ADMIN, ("year",), post=True),
    Door("scheme-new", ADMIN, ("year",)),
    Door("holiday-new", ADMIN, ("year",)),
    Door("scheme", ADMIN, ("scheme",)),
    Door("scheme-remove", ADMIN, ("scheme",), post=True),
    Door("period-close", MANAGE, ("period",), post=True),
    Door("period-open", MANAGE, ("period",), post=True),
    Door("holiday", ADMIN, ("holiday",)),
    Door("holiday-remove", ADMIN, ("holiday",), post=True),
    Door("classes", OFFICE),
    Door("class-new", MANAGE),
    Door("class", LEAD, ("school_class",)),
    Door("class-edit", MANAGE, ("school_class",)),
    Door("class-remove", MANAGE, ("school_class",), post=True),
    Door("class-split", MANAGE, ("school_class",)),
    Door("groups", OFFICE),
    Door("group-new", MANAGE),
    Door("group", OFFICE, ("group",)),
    Door("group-members", MANAGE, ("group",), post=True),
    Door("group-edit", MANAGE, ("group",)),
    Door("group-split", MANAGE, ("group",)),
    Door("group-remove", MANAGE, ("group",), post=True),
    Door("load", OFFICE),
    Door("course-new", MANAGE),
    Door("course", MANAGE, ("course",)),
    Door("course-teacher", MANAGE, ("course",)),
    Door("course-line", MANAGE, ("course",)),
    Door("course-stop", MANAGE, ("course",), post=True),
    Door("course-resume", MANAGE, ("course",), post=True),
    Door("subjects", OFFICE),
    Door("subject-new", MANAGE),
    Door("subject", MANAGE, ("subject",)),
    Door("rooms", OFFICE),
    Door("room-new", MANAGE),
    Door("room", MANAGE, ("room",)),
    Door("pupils", OFFICE),
    Door("pupil-new", MANAGE),
    Door("pupil", LEAD, ("daria",)),
    Door("pupil-edit", ADMIN, ("daria",)),
    Door("guardian-add", ADMIN, ("daria",)),
    Door("guardian-link", ADMIN, ("daria", "guardian"), post=True),
    Door("guardianship-end", ADMIN, ("guardianship",), post=True),
    Door("guardianship-resume", ADMIN, ("guardianship",), post=True),
    Door("guardians", OFFICE),
    Door("guardian-new", ADMIN),
    Door("guardian", OFFICE, ("guardian",)),
    Door("guardian-edit", ADMIN, ("guardian",)),
    Door("employees", OFFICE),
    Door("employee-new", ADMIN),
    Door("employee", OFFICE, ("teacher",)),
    Door("employee-edit", ADMIN, ("teacher",)),
    Door("employee-dismiss", ADMIN, ("teacher",)),
    Door("employee-rehire", ADMIN, ("teacher",), post=True),
    Door("movement", OFFICE),
    Door("pupil-enrol", MANAGE, ("daria",)),
    Door("pupil-transfer", MANAGE, ("daria",)),
    Door("pupil-leave", MANAGE, ("daria",)),
    Door("pupil-undo", MANAGE, ("daria",)),
    Door("orders", MANAGE, ("enrolment",)),
]


@pytest.fixture
def keys(cast):
    """Every row an address may name."""
    scheme = build.scheme()
    holiday = Holiday.objects.create(
        year=build.year(), name="Каникулы", starts_on=date(2026, 12, 31), ends_on=date(2027, 1, 10)
    )
    rows = {
        "year": SchoolYear.objects.get(), "scheme": scheme, "period": scheme.periods.get(number=1),
        "holiday": holiday, "school_class": cast.school_class, "course": cast.course,
        "group": build.subgroup(cast.school_class, "7Б англ. 1", pupils=[cast.daria]),
        "subject": Subject.objects.first(), "room": build.room(), "daria": cast.daria, "guardian": cast.parent,
        "guardianship": Guardianship.objects.get(pupil=cast.daria), "teacher": cast.teacher,
        "enrolment": cast.daria.enrolments.get(),
    }  # fmt: skip
    return {name: row.pk for name, row in rows.items()}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_door_lets_in_whom_it_must_and_nobody_else(door, cast, keys, sign_in):
    url = reverse(f"school:{door.name}", args=[keys[name] for name in door.about])
    let_in, sent_to_sign_in = set(), set()
    for role, user in cast.users().items():
        client = sign_in(user)
        with transaction.atomic():  # what one role changes the next one must not miss
            answer = client.post(url) if door.post else client.get(url)
            transaction.set_rollback(True)
        if answer.status_code == 302 and answer.url.startswith("/accounts/login/"):
            sent_to_sign_in.add(role)
        elif answer.status_code != 404:
            assert answer.status_code in (200, 302, 422), (role, answer.status_code)
            let_in.add(role)

    assert let_in == door.allowed
    assert sent_to_sign_in == {"nobody"}


def test_every_screen_stands_in_the_table():
    lists = (urls.heading, urls.calendar, urls.classes_and_groups, urls.taught, urls.people, urls.moving)

    assert sorted(door.name for door in DOORS) == sorted(path.name for paths in lists for path in paths)


@pytest.mark.parametrize("door", [door for door in DOORS if door.about], ids=lambda door: door.name)
def test_row_that_is_not_there_does_not_exist_even_for_the_administrator(door, cast, sign_in):
    url = reverse(f"school:{door.name}", args=[999_999] * len(door.about))
    client = sign_in(cast.admin)

    assert (client.post(url) if door.post else client.get(url)).status_code == 404


def test_class_teacher_reads_own_class_and_no_other(cast, sign_in):
    client = sign_in(cast.class_teacher.user)

    own = client.get(reverse("school:class", args=[cast.school_class.pk])).content.decode()

    assert "Ермакова Дарья" in own
    assert "Принять ученика" not in own
    assert f'href="{reverse("school:classes")}"' not in own
    assert client.get(reverse("school:class", args=[cast.other_class.pk])).status_code == 404
    assert client.get(reverse("school:pupil", args=[cast.alien.pk])).status_code == 404


def test_head_sees_no_button_that_would_answer_404(cast, sign_in):
    group = build.subgroup(cast.school_class, "7Б англ. 1", pupils=[cast.daria])
    client = sign_in(cast.head)
    pages = [
        reverse("school:overview"), reverse("school:year", args=[build.year().pk]), reverse("school:classes"),
        reverse("school:class", args=[cast.school_class.pk]), reverse("school:group", args=[group.pk]),
        reverse("school:load"), reverse("school:subjects"), reverse("school:rooms"), reverse("school:pupils"),
        reverse("school:pupil", args=[cast.daria.pk]), reverse("school:employees"),
        reverse("school:employee", args=[cast.teacher.pk]), reverse("school:guardian", args=[cast.parent.pk]),
    ]  # fmt: skip
    for page in pages:
        for url in links_of(client.get(page).content.decode()):
            assert client.get(url).status_code in (200, 302), (page, url)


def links_of(html: str) -> set[str]:
    """Addresses of the school that a page leads to; buttons that post are told by their forms' own table."""
    return {url.replace("&amp;", "&") for url in re.findall(r'href="(/school/[^"]*)"', html)}


def test_whole_group_is_shown_but_not_ticked(cast, sign_in):
    whole = StudyGroup.objects.get(school_class=cast.school_class, is_whole=True)

    page = sign_in(cast.deputy).get(reverse("school:group", args=[whole.pk])).content.decode()

    assert "Ермакова Дарья" in page
    assert 'type="checkbox"' not in page
