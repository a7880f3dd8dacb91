"""Screens: what each person finds there."""

import shutil
import subprocess

import pytest

from parta.training.models import CourseDone
from tests.conftest import NOON

from .test_progress import finish


@pytest.fixture
def page(cast, sign_in):
    def opened(who, url):
        return sign_in(cast.users()[who]).get(url).content.decode()

    return opened


@pytest.mark.parametrize(
    ("who", "own", "not_own"),
    [
        ("teacher", ["Учитель"], ["Родитель"]),
        ("stranger", ["Учитель", "Классный руководитель"], ["Завуч и директор"]),
        ("deputy", ["Завуч и директор"], ["Учитель"]),
        ("head", ["Завуч и директор"], ["Учитель"]),
        ("admin", ["Администратор журнала"], ["Учитель"]),
        ("introducer", ["Ответственный за внедрение"], ["Учитель"]),
        ("parent", ["Родитель"], []),
        ("pupil", ["Ученик"], []),
    ],
)
def test_home_offers_the_courses_of_ones_roles(page, who, own, not_own):
    shown, _, others = page(who, "/training/").partition("Другие курсы")

    assert [title for title in own if f">{title}</a></h2>" not in shown] == []
    assert [title for title in not_own if f">{title}</a></h2>" in shown] == []
    assert [title for title in not_own if title not in others] == []
    assert bool(others) == (who not in ("parent", "pupil"))


def test_check_list_ticks_what_is_done(page, cast):
    finish(cast.teacher.user, "teacher", but="point")

    shown = page("teacher", "/training/")

    assert "9 из 10" in shown
    assert "Дальше: Точка: работа не сдана" in shown
    assert shown.count('<li data-state="done">') == 9


def test_course_lists_its_lessons(page, cast):
    finish(cast.parent.user, "parent", but="average")

    shown = page("parent", "/training/parent/")

    assert "Научитесь понимать, из чего сложился средний балл" in shown
    assert "пройден 20 ноября" in shown


def test_lesson_with_a_task_shows_the_grid_and_the_days_of_its_class(page):
    shown = page("teacher", "/training/teacher/mark/")

    assert "за контрольную работу 13 ноября" in shown
    assert "сегодня среда, 18 ноября" in shown
    assert '"Иванова Мария"' in shown  # in the snapshot
    assert "Иванова Мария, 13 ноября: «5»" in shown


def test_lesson_leads_to_the_article_its_reader_may_open(page, db):
    from parta.handbook.exchange import read_articles
    from parta.handbook.services.articles import renew

    renew(read_articles())

    assert 'href="/handbook/put-mark/"' in page("teacher", "/training/teacher/mark/")
    assert 'href="/handbook/put-mark/"' not in page("admin", "/training/teacher/mark/")


@pytest.mark.parametrize("url", ["/training/nothing/", "/training/teacher/nothing/", "/training/pupil/homework/"])
def test_course_or_lesson_that_is_not_ones_own_does_not_exist(cast, sign_in, url):
    assert sign_in(cast.parent.user).get(url).status_code == 404


def test_certificate_names_the_person_and_the_course(cast, sign_in, tmp_path):
    done = CourseDone.objects.create(user=cast.parent.user, course="parent", at=NOON)

    answer = sign_in(cast.parent.user).get("/training/parent/certificate/")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    if shutil.which("pdftotext"):
        file = tmp_path / "certificate.pdf"
        file.write_bytes(answer.content)
        told = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, text=True).stdout
        for words in ("Сертификат", f"№ {done.pk}", "Ермакова Ольга", "Родитель", "23 ноября 2026 г."):
            assert words in told


def test_certificate_of_a_course_not_finished_does_not_exist(cast, sign_in):
    assert sign_in(cast.parent.user).get("/training/parent/certificate/").status_code == 404


def test_way_back_leads_only_to_lessons(client, practice):
    lesson = practice.lessons.get(code="today")

    task = client.get(f"/training/practice/lesson/{lesson.pk}/roll/?back=teacher/roll-call").content.decode()
    strange = client.get(f"/training/practice/lesson/{lesson.pk}/roll/?back=https://example.org/").content.decode()

    assert 'href="/training/teacher/roll-call/"' in task
    assert "К заданию" in task
    assert "example.org" not in strange
    assert "В учебный класс" in strange
