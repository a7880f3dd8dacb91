"""Screens of classes, groups and the load."""

from datetime import date

import pytest
from django.urls import reverse

from parta.school.models import Course, SchoolClass, StudyGroup, Subject
from parta.school.queries import pupils_of_group
from parta.school.services import movement
from tests import build
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def last_names(group, on=TODAY):
    return [pupil.last_name for pupil in pupils_of_group(group, on)]


def test_class_is_made_on_its_page(cast, sign_in):
    given = {"level": 8, "letter": "А", "scheme": build.scheme().pk, "class_teacher": "", "shift": 1}

    made = sign_in(cast.deputy).post(reverse("school:class-new"), given, follow=True)

    assert "Класс 8А создан." in text(made)
    assert "В классе пока никого." in text(made)
    assert "Удалить пустой класс" in text(made)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"level": 7, "letter": "Б"}, "Класс 7Б в 2026/27 году уже есть."),
        ({"level": 12, "letter": "А"}, "меньше либо равно 11"),
        ({"level": "", "letter": "А"}, "Обязательное поле."),
    ],
)
def test_wrong_class_is_refused_in_words(cast, sign_in, given, words):
    answer = sign_in(cast.deputy).post(reverse("school:class-new"), {**given, "scheme": build.scheme().pk, "shift": 1})

    assert answer.status_code == 422
    assert words in text(answer)
    assert SchoolClass.objects.count() == 2


def test_left_pupils_are_hidden_until_asked_for(cast, sign_in):
    movement.leave(cast.egor, on=date(2026, 11, 20), order="№ 3", left_to="школа № 7", by=cast.deputy)
    client, url = sign_in(cast.deputy), reverse("school:class", args=[cast.school_class.pk])

    hidden, shown = text(client.get(url)), text(client.get(f"{url}?left"))

    assert "Дмитриев Егор" not in hidden
    assert "Показать выбывших: 1" in hidden
    assert "Дмитриев Егор" in shown
    assert "№ 3, школа № 7" in shown


def test_class_page_shows_subgroups_courses_and_hours(cast, sign_in):
    first = build.subgroup(cast.school_class, "7Б англ. 1", pupils=[cast.daria])
    second = build.subgroup(cast.school_class, "7Б англ. 2", pupils=[cast.egor])
    for group in (first, second):
        build.course(cast.teacher, group, "Английский язык", hours=3)

    page = text(sign_in(cast.deputy).get(reverse("school:class", args=[cast.school_class.pk])))

    assert "<td>англ. 1</td>" in page
    assert "6 ч в неделю" in page  # 3 of algebra and 3 of English: both subgroups learn at once


def test_split_offers_halves_or_turns_and_makes_groups(cast, sign_in):
    client, url = sign_in(cast.deputy), reverse("school:class-split", args=[cast.school_class.pk])
    offered = text(client.get(url))
    assert f'name="pupil_{cast.egor.pk}" value="1"' in offered

    answer = client.post(
        url,
        {
            "on": "2026-11-23", "name_1": "7Б англ. 1", "name_2": "7Б англ. 2", f"pupil_{cast.daria.pk}": "2",
            f"pupil_{cast.egor.pk}": "none",
        },
    )  # fmt: skip

    assert answer.url == reverse("school:class", args=[cast.school_class.pk])
    groups = {group.name: last_names(group) for group in StudyGroup.objects.filter(is_whole=False)}
    assert groups == {"7Б англ. 1": [], "7Б англ. 2": ["Ермакова"]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name_2": "7Б англ. 1"}, "Назовите подгруппы по-разному."),
        ({"name_2": "7А"}, "Группа «7А» в этом году уже есть."),
        ({"on": "2025-01-01"}, "01.01.2025 вне учебного года 2026/27."),
        ({"name_1": ""}, "Обязательное поле."),
    ],
)
def test_wrong_split_makes_nothing(cast, sign_in, change, words):
    given = {
        "on": "2026-11-23", "name_1": "7Б англ. 1", "name_2": "7Б англ. 2", f"pupil_{cast.daria.pk}": "1",
        f"pupil_{cast.egor.pk}": "2",
    }  # fmt: skip

    answer = sign_in(cast.deputy).post(reverse("school:class-split", args=[cast.school_class.pk]), {**given, **change})

    assert answer.status_code == 422
    assert words in text(answer)
    assert not StudyGroup.objects.filter(is_whole=False).exists()


def test_resplit_moves_a_pupil_between_groups_that_belong_together(cast, sign_in):
    first = build.subgroup(cast.school_class, "7Б англ. 1", pupils=[cast.daria, cast.egor])
    second = build.subgroup(cast.school_class, "7Б англ. 2")
    other = build.subgroup(cast.school_class, "7Б труд 1", pupils=[cast.daria])
    client, url = sign_in(cast.deputy), reverse("school:group-split", args=[first.pk])
    page = text(client.get(url))
    assert "7Б англ. 2" in page
    assert "7Б труд 1" not in page

    client.post(
        url, {"on": "2026-11-23", f"pupil_{cast.daria.pk}": str(second.pk), f"pupil_{cast.egor.pk}": str(first.pk)}
    )

    assert (last_names(first), last_names(second), last_names(other)) == (["Дмитриев"], ["Ермакова"], ["Ермакова"])
    assert last_names(first, date(2026, 11, 22)) == ["Дмитриев", "Ермакова"]


def test_ticks_set_members_from_a_day(cast, sign_in):
    group = build.subgroup(cast.school_class, "7Б англ. 1", pupils=[cast.daria])

    answer = sign_in(cast.deputy).post(
        reverse("school:group-members", args=[group.pk]), {"on": "2026-11-23", "pupils": [cast.egor.pk]}, follow=True
    )

    assert "Состав группы 7Б англ. 1 с 23.11.2026 сохранён." in text(answer)
    assert "Были в группе" in text(answer)
    assert last_names(group) == ["Дмитриев"]


def test_stranger_among_the_ticks_is_refused_by_name_and_ticks_stay(cast, sign_in):
    group = build.subgroup(cast.school_class, "7Б англ. 1")

    answer = sign_in(cast.deputy).post(
        reverse("school:group-members", args=[group.pk]),
        {"on": "2026-11-23", "pupils": [cast.egor.pk, cast.alien.pk]},
    )

    assert answer.status_code == 422
    assert "не учатся в классах этой группы: Чужова Мира" in text(answer)
    assert f'value="{cast.egor.pk}" checked' in text(answer)
    assert last_names(group) == []


def test_mixed_group_is_made_then_filled(cast, sign_in):
    client = sign_in(cast.deputy)

    made = client.post(
        reverse("school:group-new"),
        {"name": "7 хор", "classes": [cast.school_class.pk, cast.other_class.pk]}, follow=True,
    )  # fmt: skip

    assert "Отметьте, кто в ней занимается" in text(made)
    assert "Чужова Мира" in text(made)
    assert "Ермакова Дарья" in text(made)


def test_load_is_narrowed_and_counted(cast, sign_in):
    build.course(None, build.whole(cast.school_class), "Физика", hours="2.5")
    client = sign_in(cast.deputy)

    everything = text(client.get(reverse("school:load")))
    vacant = text(client.get(reverse("school:load"), {"vacant": "on"}))

    assert "3 курса · 8,5 ч в неделю" in everything
    assert "1 курс · 2,5 ч в неделю" in vacant
    assert "История" not in vacant.split("<table")[1]


def test_teacher_is_changed_in_the_line(cast, sign_in):
    client, url = sign_in(cast.deputy), reverse("school:course-teacher", args=[cast.course.pk])
    asked = text(client.get(url, headers={"HX-Request": "true"}))
    assert "<html" not in asked
    assert 'name="teacher"' in asked

    saved = client.post(url, {"teacher": cast.stranger.pk}, headers={"HX-Request": "true"})

    assert "Громов И. И." in text(saved)
    assert "<html" not in text(saved)
    assert Course.objects.get(pk=cast.course.pk).teacher == cast.stranger


def test_refused_teacher_says_why_in_the_line(cast, sign_in):
    build.course(cast.stranger, cast.course.group, "Алгебра")

    answer = sign_in(cast.deputy).post(
        reverse("school:course-teacher", args=[cast.course.pk]), {"teacher": cast.stranger.pk},
        headers={"HX-Request": "true"},
    )  # fmt: skip

    assert answer.status_code == 422
    assert "Такой курс уже есть: 7Б · Алгебра, Громов И. И." in text(answer)


def test_teacher_is_changed_without_script_too(cast, sign_in):
    url = reverse("school:course-teacher", args=[cast.course.pk])
    client = sign_in(cast.deputy)

    assert "Учитель: 7Б · Алгебра" in text(client.get(url))
    assert client.post(url, {"teacher": ""}).url == reverse("school:load")
    assert Course.objects.get(pk=cast.course.pk).teacher is None


def test_course_is_made_for_the_class_it_was_asked_from(cast, sign_in):
    client, whole = sign_in(cast.deputy), build.whole(cast.school_class)
    form = text(client.get(reverse("school:course-new"), {"class": cast.school_class.pk}))
    assert f'<option value="{whole.pk}" selected>7Б</option>' in form

    client.post(
        reverse("school:course-new"), {"group": whole.pk, "subject": build.subject("Физика").pk, "hours": "2,5"}
    )
    client.post(reverse("school:course-new"), {"group": whole.pk, "subject": build.subject("Химия").pk, "hours": "2.5"})

    assert list(Course.objects.filter(teacher=None).values_list("subject__name", "hours")) == [
        ("Физика", 2.5), ("Химия", 2.5),
    ]  # fmt: skip


def test_course_is_stopped_and_found_among_the_stopped(cast, sign_in):
    client = sign_in(cast.deputy)

    client.post(reverse("school:course-stop", args=[cast.course.pk]))

    assert "Алгебра</a>" not in text(client.get(reverse("school:load")))
    assert "завершён" in text(client.get(reverse("school:load"), {"stopped": "on"}))


def test_subject_and_room_are_made_once(cast, sign_in):
    client = sign_in(cast.deputy)

    made = client.post(
        reverse("school:subject-new"), {"name": "Физика", "short_name": "физ.", "scale": "five", "is_active": "on"},
        follow=True,
    )  # fmt: skip
    doubled = client.post(reverse("school:subject-new"), {"name": "физика", "scale": "five"})
    room = client.post(reverse("school:room-new"), {"name": "24", "seats": "30", "is_active": "on"}, follow=True)

    assert "Предмет «Физика» добавлен." in text(made)
    assert doubled.status_code == 422
    assert Subject.objects.filter(name__iexact="физика").count() == 1
    assert "Кабинет «24» добавлен." in text(room)


def test_empty_search_says_what_was_sought(cast, sign_in):
    assert "По словам «квантовая» предметов нет." in text(
        sign_in(cast.deputy).get(reverse("school:subjects"), {"q": "квантовая"})
    )
