"""Codes: how they look and are read, writing them out by class, the sheet, taking them back."""

import hashlib
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from parta.audit.models import Change
from parta.school import codes
from parta.school.models import Guardian, Invitation, School
from parta.school.pages.codes import code_sheet, strip
from parta.school.queries.accounts import Kind, holders_of_class, holders_of_staff, live_invitations
from parta.school.services import invitations, joining
from tests import build
from tests.cast import TODAY


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


def issue_class(cast):
    return invitations.issue(holders_of_class(cast.school_class, TODAY), by=cast.deputy, label="7Б")


def test_code_is_three_groups_of_clear_signs():
    code = codes.new_code()

    assert re.fullmatch(r"([ACDEFHJKMNPRTWXY34679]{4}-){2}[ACDEFHJKMNPRTWXY34679]{4}", code)
    assert codes.new_code() != code


@pytest.mark.parametrize("typed", ["K7MD-9RTX-34AC", "k7md9rtx34ac", " k7md 9rtx 34ac ", "К7МD—9RТХ—З4АС"])
def test_code_may_be_typed_as_it_is_read(typed):
    assert codes.plain(typed) == "K7MD9RTX34AC"
    assert codes.digest(typed) == codes.digest("K7MD-9RTX-34AC")


def test_kept_digest_needs_the_key_of_the_server(settings):
    digest = codes.digest("K7MD-9RTX-34AC")

    assert digest != hashlib.sha256(b"K7MD9RTX34AC").hexdigest()
    settings.SECRET_KEY = "another key of another server, long enough as well"
    assert codes.digest("K7MD-9RTX-34AC") != digest


def test_sheet_has_a_code_for_everybody_without_an_account(cast):
    build.guardian(cast.egor, name="Дмитриева Инна Львовна")
    build.pupil("Абрамов Тимофей", of=cast.school_class)

    strips = issue_class(cast)

    assert [(strip.holder.kind, strip.holder.name) for strip in strips] == [
        (Kind.PUPIL, "Абрамов Тимофей"),
        (Kind.PARENT, ""),
        (Kind.GUARDIAN, "Дмитриева Инна Львовна"),
    ]
    assert len({strip.code for strip in strips}) == 3
    assert live_invitations().count() == 3


def test_code_lives_ninety_days_and_only_as_a_digest(cast):
    issued = issue_class(cast)[0]

    kept = Invitation.objects.get()
    assert kept.expires_on == TODAY + timedelta(days=90)
    assert kept.created_by == cast.deputy
    assert codes.plain(issued.code) not in str(Invitation.objects.values())
    assert kept == joining.find(issued.code)


def test_new_sheet_takes_the_old_codes_back(cast):
    old = issue_class(cast)[0]

    new = issue_class(cast)[0]

    assert joining.find(new.code).for_parent_of == cast.egor
    with pytest.raises(Exception, match="заменён новым"):
        joining.find(old.code)
    assert Change.objects.filter(action="accounts.issue_codes").values_list("after", flat=True).first() == {
        "выписано": 1,
        "отозвано": 1,
    }


def test_mother_of_two_may_use_either_sheet(cast):
    guardian = build.guardian(cast.egor, cast.alien, name="Общая Анна Львовна")
    here = invitations.issue(holders_of_class(cast.school_class, TODAY), by=cast.deputy, label="7Б")
    there = invitations.issue(holders_of_class(cast.other_class, TODAY), by=cast.deputy, label="7А")

    hers = [strip for strip in (*here, *there) if strip.holder.kind is Kind.GUARDIAN]
    assert [joining.find(strip.code).guardian for strip in hers] == [guardian, guardian]


def test_mother_of_twins_gets_one_strip(cast):
    twin = build.pupil("Дмитриева Анна", of=cast.school_class)
    build.guardian(cast.egor, twin, name="Дмитриева Инна Львовна")

    names = [strip.holder.name for strip in issue_class(cast)]

    assert names.count("Дмитриева Инна Львовна") == 1


def test_ended_guardian_and_left_pupil_get_no_code(cast):
    link = build.guardian(cast.egor, name="Бывший Опекун").guardianships.get()
    link.ended_on = date(2026, 10, 1)
    link.save()
    cast.daria.enrolments.update(to_on=date(2026, 10, 1))
    cast.daria.user = None
    cast.daria.save()

    strips = issue_class(cast)

    assert [(strip.holder.kind, strip.holder.child) for strip in strips] == [(Kind.PARENT, cast.egor)]


def test_employees_get_codes_unless_they_left(cast):
    build.employee("Новиков Пётр Ильич", position="учитель физики")
    build.employee("Ушедший Олег Ильич", left_on=date(2026, 9, 1))

    strips = invitations.issue(holders_of_staff(), by=cast.admin, label="сотрудники")

    assert [(strip.holder.name, strip.holder.part) for strip in strips] == [("Новиков Пётр Ильич", "учитель физики")]


def test_taken_back_code_says_so(cast):
    issued = issue_class(cast)[0]

    invitations.revoke(issued.holder, by=cast.class_teacher.user)

    with pytest.raises(Exception, match="заменён новым"):
        joining.find(issued.code)
    assert Change.objects.get(action="accounts.revoke_codes").before == 1


def test_strip_tells_whose_it_is_and_what_to_do(cast, settings):
    settings.URL = "https://journal.school15.test"
    guardian = build.guardian(cast.egor, name="Дмитриева Инна Львовна")
    holder = next(one for one in holders_of_class(cast.school_class, TODAY) if one.pk == guardian.pk)

    printed = strip(holder, "K7MD-9RTX-34AC")

    assert printed["name"] == "Дмитриева Инна Львовна"
    assert printed["part"] == "мать"
    assert printed["child"] == "Дмитриев Егор, 7Б"
    assert printed["code"] == "K7MD-9RTX-34AC"
    assert printed["picture"].startswith("<svg")


def test_sheet_is_a_pdf_of_seven_strips_a_page(cast):
    holder = holders_of_class(cast.school_class, TODAY)[0]
    school = School(name="Средняя школа № 15", short_name="Школа № 15")

    seven = code_sheet([(holder, "K7MD-9RTX-34AC")] * 7, school=school, valid_days=90)
    eight = code_sheet([(holder, "K7MD-9RTX-34AC")] * 8, school=school, valid_days=90)

    assert seven.startswith(b"%PDF-")
    assert b"/Pages/Count 1/" in seven
    assert b"/Pages/Count 2/" in eight


def test_page_says_what_printing_will_do(cast, sign_in):
    build.pupil("Абрамов Тимофей", of=cast.school_class)
    issue_class(cast)

    page = sign_in(cast.class_teacher.user).get(f"/school/invitations/{cast.school_class.pk}/").content.decode()

    assert "есть у 3 из 6" in page
    assert "На листе 3 полоски" in page
    assert "3 выданных и не использованных кода перестанут действовать" in page
    assert "код выдан 23 ноября, до 21 февраля 2027" in page
    assert "Родитель не внесён в список" in page


def test_printing_downloads_the_sheet(cast, sign_in):
    response = sign_in(cast.class_teacher.user).post(f"/school/invitations/{cast.school_class.pk}/print/")

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="kody-7b.pdf"'
    assert response.content.startswith(b"%PDF-")
    assert live_invitations().get().for_parent_of == cast.egor


def test_one_strip_may_be_printed_anew(cast, sign_in):
    build.pupil("Абрамов Тимофей", of=cast.school_class)

    sign_in(cast.deputy).post(f"/school/invitations/{cast.school_class.pk}/print/", {"key": f"parent-{cast.egor.pk}"})

    assert live_invitations().get().for_parent_of == cast.egor


@pytest.mark.parametrize("key", ["pupil-999999", "guardian-1x", "nonsense"])
def test_strip_of_nobody_is_not_found(key, cast, sign_in):
    client = sign_in(cast.deputy)

    printed = client.post(f"/school/invitations/{cast.school_class.pk}/print/", {"key": key})
    revoked = client.post(f"/school/invitations/{cast.school_class.pk}/revoke/", {"key": key})

    assert (printed.status_code, revoked.status_code) == (404, 404)
    assert not Invitation.objects.exists()


def test_strip_of_another_class_is_not_found(cast, sign_in):
    response = sign_in(cast.class_teacher.user).post(
        f"/school/invitations/{cast.school_class.pk}/print/", {"key": f"pupil-{cast.alien.pk}"}
    )

    assert response.status_code == 404


def test_code_is_taken_back_from_the_page(cast, sign_in):
    issue_class(cast)

    sign_in(cast.class_teacher.user).post(
        f"/school/invitations/{cast.school_class.pk}/revoke/", {"key": f"parent-{cast.egor.pk}"}
    )

    assert not live_invitations().exists()


def test_nothing_to_print_is_told(cast, sign_in):
    Guardian.objects.filter(pk=build.guardian(cast.egor).pk).update(user=build.user("egors-mother"))

    response = sign_in(cast.deputy).post(f"/school/invitations/{cast.school_class.pk}/print/", follow=True)

    assert "печатать нечего" in response.content.decode()


def test_class_teacher_goes_straight_to_the_only_class(cast, sign_in):
    response = sign_in(cast.class_teacher.user).get("/school/invitations/")

    assert response.url == f"/school/invitations/{cast.school_class.pk}/"


def test_office_sees_all_classes(cast, sign_in):
    page = sign_in(cast.deputy).get("/school/invitations/").content.decode()

    assert "<b>7А</b>" in page
    assert "<b>7Б</b>" in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_of_the_database_for_any_class(number, cast, sign_in, django_assert_num_queries):
    for place in range(number):
        build.guardian(build.pupil(f"Новый Ученик{place}", of=cast.school_class), name=f"Новый Родитель{place}")
    client = sign_in(cast.class_teacher.user)

    # session, user, cast, class; pupils, parents, codes; period, notices
    with django_assert_num_queries(9):
        client.get(f"/school/invitations/{cast.school_class.pk}/")


DOORS = {
    "/school/invitations/": {"admin", "deputy", "class_teacher", "stranger"},
    "/school/invitations/{class_pk}/": {"admin", "deputy", "class_teacher"},
    "/school/invitations/staff/": {"admin", "deputy"},
    "POST /school/invitations/{class_pk}/print/": {"admin", "deputy", "class_teacher"},
    "POST /school/invitations/{class_pk}/revoke/": {"admin", "deputy", "class_teacher"},
    "POST /school/invitations/staff/print/": {"admin", "deputy"},
    "POST /school/invitations/staff/revoke/": {"admin", "deputy"},
}
ROLES = [
    "admin", "head", "deputy", "introducer", "teacher", "class_teacher", "stranger",
    "pupil", "classmate", "parent", "other_parent",
]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("door", DOORS)
def test_doors(door, role, cast, sign_in):
    build.employee("Новиков Пётр Ильич", position="учитель физики")
    invitations.issue(holders_of_staff(), by=cast.admin, label="сотрудники")
    client = sign_in(cast.users()[role])
    path = door.removeprefix("POST ").format(class_pk=cast.school_class.pk)
    keys = {"staff": f"employee-{build.Employee.objects.get(last_name='Новиков').pk}", "": f"parent-{cast.egor.pk}"}
    key = keys["staff" if "staff" in path else ""]

    response = client.post(path, {"key": key}) if door.startswith("POST") else client.get(path)

    assert (response.status_code != 404) is (role in DOORS[door])


@pytest.mark.parametrize("door", DOORS)
def test_nobody_is_asked_to_sign_in(door, cast, client):
    path = door.removeprefix("POST ").format(class_pk=cast.school_class.pk)

    response = client.post(path) if door.startswith("POST") else client.get(path)

    assert response.url == f"/accounts/login/?next={path}"


def test_expired_code_says_until_when_it_was(cast):
    issued = issue_class(cast)[0]
    Invitation.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(Exception, match=r"действовал до 22\.11\.2026"):
        joining.find(issued.code)
