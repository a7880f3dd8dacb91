"""Levels of skills: what holds, the gaps by role and skill, what a course changes (clause 1.3.1)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.readiness import services
from parta.readiness.models import Level, Required, Skill
from parta.readiness.pages.levels import gaps_page, matrix_page
from parta.readiness.queries import GapFigures, gap_figures, levels_now
from parta.readiness.services import levels
from tests import build
from tests.conftest import NOON

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill(db: None) -> Skill:
    return make.skill()


@pytest.mark.parametrize(("before", "raised", "after"), [(None, 2, 2), (1, 2, 2), (2, 2, 2), (3, 2, 3)])
def test_a_course_only_raises(cast, skill, before, raised, after):
    if before is not None:
        make.level(cast.teacher, skill, before)

    services.raise_level(cast.teacher.pk, "marks", level=raised, by=cast.teacher.user)

    assert levels_now(cast.teacher.pk) == {skill.pk: after}
    assert Change.objects.filter(action="readiness.raise_level").count() == (after != before)


@pytest.mark.parametrize(
    ("said", "source", "rows"),
    [
        (2, "self", ["self", "course"]),  # what was only said becomes firm
        (3, "self", ["self"]),  # a course never lowers
        (2, "confirmed", ["confirmed"]),
    ],
)
def test_a_course_makes_firm_what_was_only_said(cast, skill, said, source, rows):
    make.level(cast.teacher, skill, said, source=source)

    services.raise_level(cast.teacher, "marks", level=2, by=cast.teacher.user)

    assert list(Level.objects.order_by("id").values_list("source", flat=True)) == rows
    assert levels_now(cast.teacher.pk) == {skill.pk: said}


def test_an_unknown_skill_is_ignored(cast, skill):
    services.raise_level(cast.teacher, "cooking", level=3, by=cast.teacher.user)

    assert not Level.objects.exists()


def test_no_other_level_than_the_four_is_kept(cast, skill):
    with pytest.raises(ValidationError):
        services.raise_level(cast.teacher, "marks", level=4, by=cast.teacher.user)


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        (["self 1"], 1),
        (["self 1", "self 3"], 3),
        (["self 3", "confirmed 1"], 1),
        (["confirmed 1", "self 3"], 1),
        (["confirmed 1", "course 2", "self 0"], 2),
        (["course 2", "confirmed 1"], 1),
    ],
)
def test_what_is_confirmed_holds(cast, skill, said, holds):
    for words in said:
        source, value = words.split()
        make.level(cast.teacher, skill, int(value), source=source)

    assert levels_now(cast.teacher.pk) == {skill.pk: holds}


def test_an_employee_assesses_oneself(cast, skill, sign_in):
    client = sign_in(cast.teacher.user)

    client.post(reverse("readiness:skills"), {f"skill-{skill.pk}": "1"})
    client.post(reverse("readiness:skills"), {f"skill-{skill.pk}": "1"})

    assert list(Level.objects.values_list("employee", "level", "source")) == [(cast.teacher.pk, 1, "self")]
    (change,) = Change.objects.filter(action="readiness.assess_level")
    assert (change.label, change.before, change.after) == ("Орлова Н. В.: Текущие отметки", None, 1)
    assert "нужно: самостоятельно" in client.get(reverse("readiness:skills")).content.decode()


def test_the_deputy_confirms_in_the_cell_and_the_employee_is_told(cast, skill, sign_in):
    make.level(cast.teacher, skill, 3, source="self")
    url = reverse("readiness:cell", args=[cast.teacher.pk, skill.pk])

    answer = sign_in(cast.deputy).post(url, {"level": "1"}, headers={"HX-Request": "true"})

    assert 'data-state="gap"' in answer.content.decode()
    assert "с помощью; нужно: самостоятельно" in answer.content.decode()
    assert levels_now(cast.teacher.pk) == {skill.pk: 1}
    assert Notice.objects.get(user=cast.teacher.user).text == ("Ваш уровень подтверждён: Текущие отметки — с помощью.")


def test_a_wrong_level_is_refused(cast, skill, sign_in):
    url = reverse("readiness:cell", args=[cast.teacher.pk, skill.pk])

    assert sign_in(cast.deputy).post(url, {"level": "7"}).status_code == 422
    assert not Level.objects.exists()


def test_gap_list_by_role_and_skill(cast, skill):
    """Орлова and Громов teach; Громов and Белова lead classes, which asks one more skill of them."""
    families = make.skill("families", name="Сведения для родителей", teacher=0)
    Required.objects.create(skill=families, role="class_teacher", level=2)
    make.level(cast.teacher, skill, 1)
    make.level(cast.stranger, skill, 2)
    make.level(cast.class_teacher, families, 2)

    page = gaps_page()

    found = {
        (one.skill.code, role.role): ([person.short_name for person in role.short], role.asked)
        for one in page.skills
        for role in one.roles
        if role.required
    }
    assert found == {
        ("marks", "teacher"): (["Орлова Н. В."], 2),
        ("families", "class_teacher"): (["Громов И. И."], 2),
    }
    lacking = {one.skill.code: [(person.short_name, cell.level) for person, cell in one.people] for one in page.skills}
    assert lacking == {"marks": [("Орлова Н. В.", 1)], "families": [("Громов И. И.", None)]}
    assert (page.now.asked, page.now.met, page.now.lacking, page.now.unknown) == (4, 2, 3, 1)


def test_training_changes_the_gap_list_and_the_figures(cast, skill, sign_in):
    skill.course = "teacher"
    skill.save()
    make.level(cast.teacher, skill, 1, at=NOON - timedelta(days=30))
    make.level(cast.stranger, skill, 2, at=NOON - timedelta(days=30))
    client = sign_in(cast.head)
    before = client.get(reverse("readiness:gaps")).content.decode()

    services.raise_level(cast.teacher, "marks", level=2, by=cast.teacher.user)

    after = client.get(reverse("readiness:gaps")).content.decode()
    assert "1 из 2" in before
    assert "Орлова Н. В." in before
    assert "курс обучения" in before
    assert "0 из 2" in after
    assert "хватает всем" in after
    assert [gap_figures(on).percent for on in (date(2026, 11, 1), date(2026, 11, 23))] == [50, 100]


@pytest.mark.parametrize(("met", "asked", "percent"), [(1, 8, 13), (5, 8, 63), (1, 200, 1), (1, 3, 33), (0, 0, None)])
def test_percent_is_whole_with_halves_up(met, asked, percent):
    """Article 660."""
    assert GapFigures(asked=asked, met=met, lacking=0, unknown=0).percent == percent


def test_before_and_after_take_the_level_of_the_end_of_the_day(cast, skill):
    make.level(cast.teacher, skill, 2, at=datetime(2026, 11, 10, 23, 30, tzinfo=ZoneInfo("Europe/Moscow")))

    assert [gap_figures(on).met for on in (date(2026, 11, 9), date(2026, 11, 10))] == [0, 1]


def test_two_days_are_compared_on_the_page(cast, skill, sign_in):
    make.level(cast.teacher, skill, 2, at=NOON - timedelta(days=2))
    days = {"before": "2026-11-01", "after": "2026-11-23"}

    text = sign_in(cast.head).get(reverse("readiness:gaps"), days).content.decode()

    assert "1 ноября" in text
    assert "0 %" in text
    assert "50 %" in text


def test_who_left_is_in_no_figure(cast, skill):
    build.employee("Ушедшая Инна", user=build.user("gone"), left_on=date(2026, 10, 1))

    assert [row.person.name for row in matrix_page().rows] == ["Белова Анна", "Громов Илья", "Орлова Нина"]


@pytest.mark.parametrize(
    ("role", "wanted", "names"),
    [
        ("teacher", "", ["Громов Илья", "Орлова Нина"]),
        ("class_teacher", "", ["Белова Анна", "Громов Илья"]),
        ("", "gap", ["Громов Илья"]),
        ("", "unknown", ["Орлова Нина"]),
        ("", "1", ["Громов Илья"]),
        ("", "3", []),
    ],
)
def test_the_matrix_is_filtered_by_role_and_level(cast, skill, role, wanted, names):
    make.level(cast.stranger, skill, 1)

    assert [row.person.name for row in matrix_page(role=role, wanted=wanted).rows] == names


def test_defaults_come_once_and_are_kept(cast):
    levels.ensure_defaults(by=cast.admin)
    Skill.objects.filter(code="marks").update(name="Свои слова")

    levels.ensure_defaults(by=cast.admin)

    assert Skill.objects.count() == 11
    assert Skill.objects.get(code="marks").name == "Свои слова"


def test_required_levels_are_set_on_their_page(cast, skill, sign_in):
    client = sign_in(cast.deputy)
    sent = {f"{role}-{skill.pk}": "0" for role in ("class_teacher", "deputy", "head", "admin", "other")}

    client.post(reverse("readiness:required"), {**sent, f"teacher-{skill.pk}": "3"})

    assert list(Required.objects.values_list("role", "level")) == [("teacher", 3)]
    (change,) = Change.objects.filter(action="readiness.require_level")
    assert (change.before, change.after) == (2, 3)


def test_a_skill_put_aside_leaves_the_matrix_and_keeps_its_levels(cast, skill, sign_in):
    make.level(cast.teacher, skill, 2)

    sign_in(cast.deputy).post(reverse("readiness:skill", args=[skill.pk]), {"name": "Отметки", "code": "marks"})

    assert matrix_page().skills == []
    assert Level.objects.count() == 1


@pytest.mark.parametrize(("door", "starts"), [("matrix-file", "Сотрудник"), ("gaps-file", "Навык")])
def test_reports_print_and_export(cast, skill, sign_in, door, starts):
    client = sign_in(cast.head)

    files = {suffix: client.get(reverse(f"readiness:{door}", args=[suffix])) for suffix in ("csv", "xlsx", "pdf")}

    assert files["csv"].content.decode("utf-8-sig").startswith(starts)
    assert files["xlsx"].content.startswith(b"PK")
    assert files["pdf"].content.startswith(b"%PDF-")
    assert client.get(reverse(f"readiness:{door}", args=["doc"])).status_code == 404


def test_an_empty_matrix_tells_what_to_do(cast, sign_in):
    assert "Добавить обычные навыки" in sign_in(cast.deputy).get(reverse("readiness:matrix")).content.decode()
