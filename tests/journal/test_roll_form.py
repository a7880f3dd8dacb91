"""The roll call without script: a plain form on the same address."""

from datetime import date

import pytest
from django.urls import reverse

from parta.journal.models import Cell, LessonRecord
from tests import build


@pytest.fixture
def teacher(cast, sign_in):
    return sign_in(cast.teacher.user)


def url(lesson):
    return reverse("journal:roll-call", args=[lesson.pk])


def shown(client, lesson):
    """What a browser would send back of the page as it stands."""
    form = client.get(url(lesson) + "?plain=1").context["form"]
    return {field.html_name: "" if field.value() is None else str(field.value()) for field in form}


def test_page_leads_there_when_scripts_are_off(cast, teacher):
    assert '<noscript><p class="note" data-kind="warn">' in teacher.get(url(cast.lesson)).content.decode()


def test_page_names_everybody_with_what_is_noted(cast, teacher):
    build.cell(cast.lesson, cast.egor, late_minutes=5)

    page = teacher.get(url(cast.lesson) + "?plain=1").content.decode()

    assert "1. Дмитриев Егор" in page
    assert "2. Ермакова Дарья" in page
    assert '<option value="оп" selected>опоздание</option>' in page
    assert 'value="5"' in page


def test_signs_are_written_and_the_roll_is_noted(cast, teacher):
    build.mark(cast.daria, cast.lesson, 4)
    sent = shown(teacher, cast.lesson)
    sent |= {f"sign-{cast.egor.pk}": "б", f"sign-{cast.daria.pk}": "оп", f"late-{cast.daria.pk}": "7"}

    answer = teacher.post(url(cast.lesson), sent, follow=True)

    assert "Перекличка записана." in answer.content.decode()
    assert Cell.objects.get(pupil=cast.egor).absence == "б"
    daria = Cell.objects.get(pupil=cast.daria)
    assert (daria.late_minutes, [mark.value for mark in daria.marks.all()]) == (7, [4])
    assert LessonRecord.objects.get().roll_by == cast.teacher.user


def test_all_here_is_a_roll_call_too(cast, teacher):
    teacher.post(url(cast.lesson), shown(teacher, cast.lesson))

    assert LessonRecord.objects.get().roll_at is not None
    assert not Cell.objects.exists()


def test_form_sent_twice_writes_once(cast, teacher):
    sent = shown(teacher, cast.lesson) | {f"sign-{cast.egor.pk}": "н"}

    answers = [teacher.post(url(cast.lesson), sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Cell.objects.get(pupil=cast.egor).version == 1


def test_what_another_wrote_meanwhile_is_told_and_may_be_written_over(cast, teacher):
    sent = shown(teacher, cast.lesson) | {f"sign-{cast.egor.pk}": "н", f"sign-{cast.daria.pk}": "б"}
    build.cell(cast.lesson, cast.egor, absence="у", changed_by=cast.class_teacher.user)

    answer = teacher.post(url(cast.lesson), sent)

    assert answer.status_code == 422
    assert "у: по уважительной причине. Выберите и сохраните снова." in answer.content.decode()
    assert Cell.objects.get(pupil=cast.egor).absence == "у"
    assert Cell.objects.get(pupil=cast.daria).absence == "б"
    assert not LessonRecord.objects.filter(roll_at__isnull=False).exists()

    again = {field.html_name: str(field.value() or "") for field in answer.context["form"]}
    assert teacher.post(url(cast.lesson), again).status_code == 302
    assert Cell.objects.get(pupil=cast.egor).absence == "н"
    assert LessonRecord.objects.get().roll_at is not None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"sign": "оп", "late": ""}, "Сколько минут?"),
        ({"sign": "оп", "late": "0"}, "Опоздание от 1 минуты."),
        ({"sign": "оп", "late": "241"}, "До 240 минут."),
        ({"sign": "оп", "late": "семь"}, "Введите целое число."),
        ({"sign": "ы"}, "ы нет среди допустимых значений"),
        ({"seen": ""}, ""),
    ],
)
def test_wrong_fields_are_told_and_nothing_is_written(cast, teacher, fields, words):
    sent = shown(teacher, cast.lesson) | {f"{name}-{cast.egor.pk}": value for name, value in fields.items()}

    answer = teacher.post(url(cast.lesson), sent | {f"sign-{cast.daria.pk}": "н"})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Cell.objects.exists()
    assert not LessonRecord.objects.exists()


def test_lesson_of_tomorrow_takes_no_roll(cast, teacher):
    future = build.lesson(cast.course, date(2026, 11, 24))
    page = teacher.get(url(future) + "?plain=1").content.decode()

    assert "Урок будет 24 ноября" in page
    assert "Записать перекличку" not in page
    answer = teacher.post(url(future), shown(teacher, future) | {f"sign-{cast.egor.pk}": "н"})
    assert (answer.status_code, Cell.objects.count()) == (422, 0)


@pytest.mark.parametrize("role", ["class_teacher", "parent", "pupil", "stranger"])
def test_only_who_writes_the_lesson_takes_its_roll(role, cast, teacher, sign_in):
    sent = shown(teacher, cast.lesson) | {f"sign-{cast.egor.pk}": "н"}

    answer = sign_in(cast.users()[role]).post(url(cast.lesson), sent)

    assert (answer.status_code, Cell.objects.count()) == (404, 0)


def test_who_signed_out_is_led_to_sign_in(cast, client):
    assert client.post(url(cast.lesson), {"op": "x"}).url.startswith("/accounts/login/")


def test_page_asks_the_same_of_the_database_for_any_number(cast, teacher, django_assert_num_queries):
    teacher.get(url(cast.lesson) + "?plain=1")
    with django_assert_num_queries(10):
        teacher.get(url(cast.lesson) + "?plain=1")
    for name in ("Ким Олег", "Ли Анна", "Цой Вера"):
        build.pupil(name, of=cast.school_class)
    with django_assert_num_queries(10):
        teacher.get(url(cast.lesson) + "?plain=1")
