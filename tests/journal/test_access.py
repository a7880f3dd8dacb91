"""Role × door of the journal: every address, every role, yes or 404."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from parta.journal.models import Homework, HomeworkFile, Remark, UnlockRequest, WorkKind
from tests.undo import taken_back

OFFICE = {"admin", "head", "deputy"}
READERS = OFFICE | {"teacher", "class_teacher"}
WRITERS = {"teacher"}
FAMILY = {"pupil", "classmate", "parent"}
STAFF = READERS | {"stranger"}
DECIDERS = {"admin", "deputy"}

DOORS = [
    ("get", "list", STAFF),
    ("get", "course", READERS),
    ("get", "page", READERS),
    ("get", "topics", READERS),
    ("post", "apply", READERS),
    ("get", "changes", READERS),
    ("get", "cell-history", READERS),
    ("get", "average", READERS),
    ("get", "unlock", WRITERS),
    ("get", "lesson", READERS),
    ("get", "roll-call", READERS),
    ("post", "roll-call", WRITERS),
    ("post", "set-topic", WRITERS),
    ("post", "copy-topic", WRITERS),
    ("post", "set-kind", WRITERS),
    ("get", "give-homework", WRITERS),
    ("post", "give-homework-quick", WRITERS),
    ("get", "homework-load", WRITERS),
    ("get", "remark", WRITERS),
    ("get", "change-homework", WRITERS),
    ("post", "remove-homework", WRITERS),
    ("get", "homework-file", READERS | FAMILY),
    ("post", "remove-homework-file", WRITERS),
    ("get", "pupil-remarks", READERS),
    ("post", "remove-remark", WRITERS),
    ("get", "unlock-list", DECIDERS),
    ("post", "decide-unlock", DECIDERS),
    ("get", "kinds", {"admin"}),
    ("post", "usual-kinds", {"admin"}),
    ("get", "new-kind", {"admin"}),
    ("get", "edit-kind", {"admin"}),
]
ROLES = [
    "admin", "head", "deputy", "introducer", "teacher", "class_teacher", "stranger", "pupil", "classmate", "parent",
    "other_parent", "nobody",
]  # fmt: skip
JSON_DOORS = {"apply", "changes"}  # a script is told 401


@pytest.fixture
def addresses(cast):
    """The address of each door, with rows behind it that could leak."""
    homework = Homework.objects.create(
        lesson=cast.lesson, due_on=cast.lesson.on + timedelta(days=1), text="№ 5", author=cast.teacher.user
    )
    file = HomeworkFile(homework=homework, name="задача.txt", size=3, content_type="text/plain")
    file.file.save("x", ContentFile(b"abc"))
    remark = Remark.objects.create(
        pupil=cast.daria, lesson=cast.lesson, on=cast.lesson.on, text="Молодец", kind="praise", author=cast.teacher.user
    )
    unlock = UnlockRequest.objects.create(course=cast.course, reason="Болела", by=cast.teacher.user, at=timezone.now())
    course, lesson, pupil = cast.course.pk, cast.lesson.pk, cast.daria.pk
    period = cast.course.scheme.periods.get(number=2).pk
    arguments = {
        "list": [], "unlock-list": [], "kinds": [], "usual-kinds": [], "new-kind": [],
        "course": [course], "apply": [course], "unlock": [course],
        "page": [course, period], "topics": [course, period], "changes": [course, period],
        "cell-history": [course, lesson, pupil], "average": [course, period, pupil],
        "change-homework": [homework.pk], "remove-homework": [homework.pk],
        "homework-file": [file.pk], "remove-homework-file": [file.pk],
        "pupil-remarks": [pupil], "remove-remark": [remark.pk], "decide-unlock": [unlock.pk],
        "edit-kind": [WorkKind.objects.first().pk],
    }  # fmt: skip
    found = {name: reverse(f"journal:{name}", args=arguments.get(name, [lesson])) for _, name, _ in DOORS}
    found["changes"] += "?since=2026-11-23T09:00:00Z"
    return found


@pytest.mark.parametrize("role", ROLES)
def test_doors(cast, sign_in, addresses, role):
    client = sign_in(cast.users()[role])
    found = {}
    for method, name, allowed in DOORS:
        with taken_back():
            found[method, name] = knock(client, method, name, addresses[name]), wanted_of(role, method, name, allowed)

    assert {door: pair for door, pair in found.items() if pair[0] != pair[1]} == {}


def knock(client, method, name, address) -> str:
    if method == "post" and name in ("apply", "roll-call"):
        answer = client.post(address, {"ops": [], "roll": True}, content_type="application/json")
    else:
        answer = getattr(client, method)(address)
    b"".join(answer.streaming_content if answer.streaming else [])  # a file is open until it is read
    if answer.status_code == 302 and answer["Location"].startswith("/accounts/login/"):
        return "sign in"
    return {401: "told 401", 404: "404"}.get(answer.status_code, "opens" if answer.status_code < 500 else "broken")


def wanted_of(role, method, name, allowed) -> str:
    if role == "nobody":
        is_script = name in JSON_DOORS or (method, name) == ("post", "roll-call")
        return "told 401" if is_script else "sign in"
    return "opens" if role in allowed else "404"


def test_every_address_has_its_line_in_the_table():
    from parta.journal.urls import urlpatterns

    elsewhere = {"decide-absence"}  # test_family.py
    assert {pattern.name for pattern in urlpatterns} - elsewhere == {name for _, name, _ in DOORS}


class TestSubstitute:
    @pytest.fixture
    def client(self, cast, sign_in):
        cast.lesson.substitute = cast.stranger
        cast.lesson.save()
        return sign_in(cast.stranger.user)

    @pytest.mark.parametrize("name", ["course", "lesson", "roll-call", "give-homework", "remark"])
    def test_opens_the_journal_and_writes_the_lesson(self, client, addresses, name):
        assert client.get(addresses[name], follow=True).status_code == 200

    def test_may_not_write_another_lesson_of_it(self, cast, client, sign_in):
        from tests import build

        other = build.lesson(cast.course, cast.lesson.on - timedelta(days=3))

        assert client.get(reverse("journal:lesson", args=[other.pk])).status_code == 200
        assert client.get(reverse("journal:give-homework", args=[other.pk])).status_code == 404


def test_former_employee_reads_nothing(cast, sign_in):
    cast.teacher.left_on = cast.lesson.on
    cast.teacher.save()

    assert sign_in(cast.teacher.user).get(reverse("journal:course", args=[cast.course.pk])).status_code == 404


def test_class_teacher_reads_a_mixed_group_with_own_pupils(cast, sign_in):
    from tests import build

    group = build.subgroup(cast.other_class, "Сводная", pupils=[cast.daria])
    course = build.course(cast.stranger, group, "Физкультура")

    assert sign_in(cast.class_teacher.user).get(reverse("journal:course", args=[course.pk])).status_code == 302


def test_lesson_of_another_course_in_the_address_is_404(cast, sign_in):
    client = sign_in(cast.teacher.user)

    url = reverse("journal:cell-history", args=[cast.course.pk, cast.other_lesson.pk, cast.alien.pk])

    assert client.get(url).status_code == 404
    assert (
        client.get(reverse("journal:unlock", args=[cast.course.pk]) + f"?lesson={cast.other_lesson.pk}").status_code
        == 404
    )
    assert client.get(reverse("journal:unlock", args=[cast.course.pk]) + "?lesson=x").status_code == 404


def test_average_of_a_stranger_is_404(cast, sign_in):
    period = cast.course.scheme.periods.get(number=2).pk

    url = reverse("journal:average", args=[cast.course.pk, period, cast.alien.pk])

    assert sign_in(cast.teacher.user).get(url).status_code == 404
