"""The school's list of kinds of work."""

import pytest
from django.urls import reverse

from parta.audit.models import Change
from parta.journal.models import WorkKind
from tests import build

FIELDS = {"name": "контрольная", "short_name": "КР", "tone": "fail", "weight": "3", "counts": "on", "is_active": "on",
          "position": "4"}  # fmt: skip


@pytest.fixture
def admin(cast, sign_in):
    return sign_in(cast.admin)


def test_new_kind(admin):
    admin.post(reverse("journal:new-kind"), FIELDS)

    kind = WorkKind.objects.get(name="контрольная")
    assert (kind.short_name, kind.weight, kind.is_default) == ("КР", 3, False)
    change = Change.objects.get()
    assert (change.action, change.before, change.after["weight"]) == ("journal.save_kind", None, 3)


def test_change_tells_what_was(admin):
    kind = build.work_kind("контрольная", weight=2)

    admin.post(reverse("journal:edit-kind", args=[kind.pk]), FIELDS)

    change = Change.objects.get()
    assert (change.before["weight"], change.after["weight"]) == (2, 3)


def test_new_default_takes_the_old_one_s_place(admin):
    kind = build.work_kind("контрольная")

    admin.post(reverse("journal:edit-kind", args=[kind.pk]), {**FIELDS, "as_default": "on"})

    assert list(WorkKind.objects.filter(is_default=True).values_list("name", flat=True)) == ["контрольная"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"weight": "101"}, "меньше либо равно 100"),
        ({"name": ""}, "Обязательное поле"),
        ({"name": "ответ"}, "уже существует"),
        ({"tone": "red"}, "нет среди допустимых"),
        ({"as_default": "on", "is_active": ""}, "Вид по умолчанию должен использоваться."),
    ],
)
def test_wrong_kind_is_422_with_words(admin, fields, words):
    answer = admin.post(reverse("journal:new-kind"), {**FIELDS, **fields})

    assert (answer.status_code, WorkKind.objects.count()) == (422, 1)
    assert words in answer.content.decode()


def test_some_kind_stays_the_default(admin):
    default = build.work_kind()

    answer = admin.post(reverse("journal:edit-kind", args=[default.pk]), FIELDS)

    assert answer.status_code == 422
    assert WorkKind.objects.get().is_default


def test_empty_list_offers_the_usual_kinds(admin):
    WorkKind.objects.all().delete()

    assert "Завести обычные" in admin.get(reverse("journal:kinds")).content.decode()
    admin.post(reverse("journal:usual-kinds"))
    assert "контрольная работа" in admin.get(reverse("journal:kinds")).content.decode()
