"""Who leaves on a later day, and who is to change class, is in the diary as before till the day."""

import re
from datetime import date

import pytest
from django.utils import timezone

from parta.diary.queries.children import class_years, classes_in_week
from parta.journal.models import AbsenceNotice, HomeworkDone, Remark, WeekRead
from parta.school.models import (
    Enrolment,
    GroupMembership,
    Period,
    PeriodScheme,
    SchoolClass,
    SchoolYear,
    StudyGroup,
)
from parta.school.services import movement
from tests import build
from tests.cast import TODAY
from tests.diary.seen import give, text


def main(client, url):
    return re.search(r"<main.*</main>", client.get(url).content.decode(), re.DOTALL).group()


@pytest.mark.parametrize("last_day", [TODAY, date(2026, 11, 27)])
def test_family_of_who_leaves_later_reads_marks_and_holidays(last_day, cast, sign_in):
    build.mark(cast.daria, cast.lesson, 5)
    movement.leave(cast.daria, on=last_day, order="№ 13", by=cast.deputy)

    page = text(sign_in(cast.parent.user), f"/diary/{cast.daria.pk}/marks/")

    assert "не числится в классе" not in page
    assert "II четверть" in page


@pytest.fixture
def left(cast):
    """Дарья left on Friday 20 November with a mark, an absence, a remark and homework behind her."""
    build.mark(cast.daria, build.lesson(cast.course, date(2026, 11, 9)), 4)
    build.cell(build.lesson(cast.course, date(2026, 11, 10)), cast.daria, absence="н")
    Remark.objects.create(
        pupil=cast.daria, on=date(2026, 11, 11), kind="praise", text="Помогла классу", author=cast.teacher.user,
        at=timezone.now(), pupil_sees=True,
    )  # fmt: skip
    movement.leave(cast.daria, on=date(2026, 11, 20), order="№ 13", by=cast.deputy)
    return f"/diary/{cast.daria.pk}/"


@pytest.mark.parametrize("role", ["parent", "pupil"])
def test_who_left_reads_what_is_written(role, left, cast, sign_in):
    client = sign_in(cast.users()[role])
    course, second = cast.course, cast.course.scheme.periods.get(number=2)

    assert client.get("/diary/", follow=True).status_code == client.get("/").status_code == 200
    page = text(client, f"{left}marks/")
    assert "Ермакова Дарья, 7Б до 20.11.2026" in page
    assert "Учёба здесь закончена 20 ноября" in page
    assert "Алгебра Средний балл 4,00" in page
    assert "если" not in page  # nothing more can be got
    assert "4 : 1 = 4,00" in text(client, f"{left}marks/{second.pk}/{course.pk}/")
    assert "4 : 1 = 4,00" in text(client, f"{left}marks/year/{course.pk}/")
    assert "10 ноября" in text(client, f"{left}absences/")
    assert "Помогла классу" in text(client, f"{left}remarks/")
    assert "Алгебра" in text(client, f"{left}2026-11-09/")
    assert "Уроков нет" in text(client, f"{left}day/2026-11-23/")


def test_first_page_of_the_family_of_who_left_leads_on(left, cast, sign_in):
    client = sign_in(cast.parent.user)

    desk = text(client, "/")
    assert "Дарья дневник Сейчас не учится ни в одном классе. Прежние отметки остаются в дневнике." in desk
    for page in ("/timetable/", "/diary/feed/", "/diary/marks/", "/diary/absences/"):
        assert client.get(page, follow=True).status_code == 200, page


def test_who_left_writes_nothing_new(left, cast, sign_in):
    task = give(cast, due=build.lesson(cast.course, date(2026, 11, 19)))
    notice = {"from_on": "2026-11-23", "to_on": "2026-11-23", "reason": "б"}
    parent, pupil = sign_in(cast.parent.user), sign_in(cast.daria.user)

    for page in (f"{left}absences/", f"{left}2026-11-16/", f"{left}day/2026-11-19/"):
        assert "Сообщить" not in text(parent, page)
        assert "Ознакомлен" not in text(parent, page)
        assert "<form" not in main(pupil, page)
    assert parent.post(f"{left}absences/", notice).status_code == 404
    assert parent.post(f"{left}2026-11-16/read/").status_code == 404
    assert pupil.post(f"{left}homework/{task.pk}/", {"done": "1"}).status_code == 404
    assert not AbsenceNotice.objects.exists()
    assert not WeekRead.objects.exists()
    assert not HomeworkDone.objects.exists()


def test_only_family_and_office_have_a_door_to_who_left(left, cast, sign_in):
    assert sign_in(cast.deputy).get(f"{left}marks/").status_code == 200
    for role in ("class_teacher", "teacher", "stranger", "other_parent", "classmate"):
        assert sign_in(cast.users()[role]).get(f"{left}marks/").status_code == 404, role


def test_absence_is_not_announced_beyond_the_ordered_leaving(cast, sign_in):
    movement.leave(cast.daria, on=date(2026, 11, 27), order="№ 13", by=cast.deputy)
    url, client = f"/diary/{cast.daria.pk}/absences/", sign_in(cast.parent.user)

    late = client.post(url, {"from_on": "2026-11-27", "to_on": "2026-11-30", "reason": "б"})
    assert late.status_code == 422
    assert "Ребёнок учится здесь по 27.11.2026: позже сообщать не о чем." in late.content.decode()
    assert client.post(url, {"from_on": "2026-11-27", "to_on": "2026-11-27", "reason": "б"}).status_code == 302


@pytest.fixture
def former(cast):
    """Дарья was in 6Б last year, with a five in geometry in its second half."""
    year = SchoolYear.objects.create(name="2025/26", starts_on=date(2025, 9, 1), ends_on=date(2026, 5, 31))
    scheme = PeriodScheme.objects.create(year=year, name="полугодия")
    for number, first, last in ((1, date(2025, 9, 1), date(2025, 12, 30)), (2, date(2026, 1, 11), date(2026, 5, 31))):
        Period.objects.create(scheme=scheme, number=number, name=f"{number} полугодие", starts_on=first, ends_on=last)
    six = SchoolClass.objects.create(year=year, level=6, letter="Б", scheme=scheme)
    group = StudyGroup.objects.create(year=year, name="6Б", school_class=six, is_whole=True)
    days = {"from_on": year.starts_on, "to_on": year.ends_on}
    Enrolment.objects.create(pupil=cast.daria, school_class=six, **days)
    GroupMembership.objects.create(pupil=cast.daria, group=group, **days)
    course = build.course(cast.teacher, group, "Геометрия")
    build.mark(cast.daria, build.lesson(course, date(2026, 4, 6)), 5)
    build.cell(build.lesson(course, date(2026, 4, 7)), cast.daria, absence="б")
    return year, course, scheme.periods.get(number=2)


@pytest.mark.parametrize("has_left", [False, True])
def test_former_years_are_read_too(has_left, former, cast, sign_in):
    year, course, second = former
    if has_left:
        movement.leave(cast.daria, on=date(2026, 11, 20), order="№ 13", by=cast.deputy)
    client, own, asked = sign_in(cast.parent.user), f"/diary/{cast.daria.pk}/", {"year": str(year.pk)}

    now = client.get(f"{own}marks/").content.decode()
    assert f'href="{own}marks/year/?year={year.pk}">2025/26, 6Б</a>' in now
    assert "Геометрия" not in now
    page = text(client, f"{own}marks/year/", **asked)
    assert "1 полугодие 2 полугодие Год" in page
    assert "Геометрия Средний балл 5,00" in page
    assert f'hx-get="{own}marks/year/{course.pk}/?year={year.pk}"' in main(client, f"{own}marks/year/?year={year.pk}")
    assert "5 : 1 = 5,00" in text(client, f"{own}marks/year/{course.pk}/", **asked)
    assert "Геометрия Средний балл 5,00" in text(client, f"{own}marks/{second.pk}/")
    away = text(client, f"{own}absences/", **asked)
    assert "7 апреля" in away
    assert "За этот год" in away
    assert "ничего не записано Замечаний и похвал не было." in text(client, f"{own}remarks/", **asked)


@pytest.mark.parametrize("where", ["marks/year/", "absences/", "remarks/"])
@pytest.mark.parametrize("asked", ["999", "x", "-1", "9" * 40])
def test_year_not_spent_here_is_404(where, asked, cast, sign_in):
    answer = sign_in(cast.parent.user).get(f"/diary/{cast.daria.pk}/{where}", {"year": asked})

    assert answer.status_code == 404


def test_year_of_another_child_is_404(former, cast, sign_in):
    year, _, second = former
    client = sign_in(cast.egor.user)

    assert client.get(f"/diary/{cast.egor.pk}/marks/year/", {"year": year.pk}).status_code == 404
    assert client.get(f"/diary/{cast.egor.pk}/marks/{second.pk}/").status_code == 404


def test_transfer_ordered_ahead_does_not_change_the_class_today(cast):
    movement.transfer(cast.daria, cast.other_class, on=date(2026, 11, 30), order="№ 12", by=cast.deputy)

    assert class_years([cast.daria])[cast.daria.pk].name == "7Б"
    assert classes_in_week([cast.daria], TODAY, TODAY)[cast.daria.pk].name == "7Б"
