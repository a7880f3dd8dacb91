"""Screens of people and of movement."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from parta.audit.models import Change
from parta.school.models import Employee, Guardian, Guardianship, Pupil
from parta.school.services import movement, people
from tests import build
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def test_card_of_a_pupil_tells_everything_and_the_look_is_kept(cast, sign_in):
    cast.parent.phone = "+7 978 000-00-01"
    cast.parent.save()
    build.course(cast.stranger, build.subgroup(cast.school_class, "7Б англ. 1", pupils=[cast.daria]), "Английский язык")

    page = text(sign_in(cast.deputy).get(reverse("school:pupil", args=[cast.daria.pk])))

    for words in ("Ермакова Дарья", "7Б", "Ермакова Ольга Сергеевна", "+7 978 000-00-01", "Алгебра", "7Б англ. 1"):
        assert words in page
    look = Change.objects.get(action="school.view_pupil")
    assert (look.by, look.pupil_id, look.label) == (cast.deputy, cast.daria.pk, "Ермакова Дарья")


def test_look_that_was_refused_is_not_kept(cast, sign_in):
    assert sign_in(cast.teacher.user).get(reverse("school:pupil", args=[cast.daria.pk])).status_code == 404
    assert not Change.objects.filter(action="school.view_pupil").exists()


def admission(cast, **change):
    return {
        "last_name": "Новиков", "first_name": "Лев", "school_class": cast.school_class.pk, "on": "2026-11-23",
        "order": "№ 7", **change,
    }  # fmt: skip


def test_new_pupil_is_admitted_to_a_class(cast, sign_in):
    client = sign_in(cast.deputy)
    form = text(client.get(reverse("school:pupil-new"), {"class": cast.school_class.pk}))
    assert f'<option value="{cast.school_class.pk}" selected>7Б</option>' in form

    answer = client.post(reverse("school:pupil-new"), admission(cast), follow=True)

    assert "Новиков Лев: приём оформлен." in text(answer)
    stay = Pupil.objects.get(last_name="Новиков").enrolments.get()
    assert (stay.school_class, stay.from_on, stay.order_in) == (cast.school_class, TODAY, "№ 7")


def test_namesake_is_asked_about_once(cast, sign_in):
    client, url = sign_in(cast.deputy), reverse("school:pupil-new")
    assert "Это другой человек" not in text(client.get(url))
    given = admission(cast, last_name="ермакова", first_name="Дарья")

    asked = client.post(url, given)
    assert asked.status_code == 422
    assert "Уже есть: Ермакова Дарья. Если это другой человек, отметьте." in text(asked)
    assert Pupil.objects.count() == 3
    client.post(url, {**given, "is_other": "on"})

    assert Pupil.objects.count() == 4


def test_wrong_admission_makes_no_pupil_and_does_not_ask_about_namesakes(cast, sign_in):
    answer = sign_in(cast.deputy).post(reverse("school:pupil-new"), admission(cast, on="2020-01-01"))

    assert answer.status_code == 422
    assert "01.01.2020 вне учебного года 2026/27" in text(answer)
    assert "Это другой человек" not in text(answer)
    assert not Pupil.objects.filter(last_name="Новиков").exists()


def test_transfer_leaving_and_taking_back_from_the_card(cast, sign_in):
    client, card = sign_in(cast.deputy), reverse("school:pupil", args=[cast.daria.pk])

    moved = client.post(
        reverse("school:pupil-transfer", args=[cast.daria.pk]),
        {"to_class": cast.other_class.pk, "on": "2026-11-23", "order": "№ 9"}, follow=True,
    )  # fmt: skip
    assert "Перевод оформлен: Ермакова Дарья, 7А с 23.11.2026." in text(moved)
    left = client.post(
        reverse("school:pupil-leave", args=[cast.daria.pk]),
        {"on": "2026-11-30", "order": "№ 10", "left_to": "школа № 7"}, follow=True,
    )  # fmt: skip
    assert "по 30 ноября, № 10: школа № 7" in text(left)
    assert reverse("school:pupil-enrol", args=[cast.daria.pk]) in text(left)

    asked = text(client.get(reverse("school:pupil-undo", args=[cast.daria.pk])))
    assert "выбытие из 7А 30.11.2026" in asked
    client.post(reverse("school:pupil-undo", args=[cast.daria.pk]), {"is_sure": "on"})
    client.post(reverse("school:pupil-undo", args=[cast.daria.pk]), {"is_sure": "on"})

    stay = cast.daria.enrolments.get()
    assert (stay.school_class, stay.to_on) == (cast.school_class, None)
    assert ">7Б</a>" in text(client.get(card))


@pytest.mark.parametrize("last_day", [TODAY, date(2026, 11, 27)])
def test_who_leaves_later_is_here_till_the_day(last_day, cast, sign_in):
    movement.leave(cast.daria, on=last_day, order="№ 13", by=cast.deputy)
    client, lead = sign_in(cast.deputy), sign_in(cast.class_teacher.user)

    card = text(client.get(reverse("school:pupil", args=[cast.daria.pk])))
    assert f"последний день {last_day.day} ноября" in card
    assert "выбыл</span>" not in card
    assert "Ермакова Дарья" in text(client.get(reverse("school:pupils")))
    assert "Ермакова Дарья" not in text(client.get(reverse("school:pupils"), {"kind": "left"}))
    assert lead.get(reverse("school:pupil", args=[cast.daria.pk])).status_code == 200
    found = text(client.get(reverse("home:search"), {"q": "Ермакова"}))
    assert reverse("school:pupil", args=[cast.daria.pk]) in found


def test_who_left_is_not_here_the_next_day(cast, sign_in):
    movement.leave(cast.daria, on=TODAY - timedelta(days=1), order="№ 13", by=cast.deputy)
    client, lead = sign_in(cast.deputy), sign_in(cast.class_teacher.user)

    assert "выбыл</span>" in text(client.get(reverse("school:pupil", args=[cast.daria.pk])))
    assert "Ермакова Дарья" not in text(client.get(reverse("school:pupils")))
    assert lead.get(reverse("school:pupil", args=[cast.daria.pk])).status_code == 404


def test_transfer_ordered_ahead_leaves_the_pupil_in_the_old_class_till_its_day(cast, sign_in):
    movement.transfer(cast.daria, cast.other_class, on=date(2026, 11, 30), order="№ 12", by=cast.deputy)
    client = sign_in(cast.deputy)

    card = text(client.get(reverse("school:pupil", args=[cast.daria.pk])))
    listed = text(client.get(reverse("school:pupils"), {"q": "Ермакова"}))

    assert re.search(r'class="badge" href="[^"]*">7Б<', card)
    assert re.findall(r'href="/school/classes/\d+/">([^<]+)</a>', listed) == ["7Б"]


def test_refused_transfer_says_why_beside_the_day(cast, sign_in):
    answer = sign_in(cast.deputy).post(
        reverse("school:pupil-transfer", args=[cast.daria.pk]), {"to_class": cast.other_class.pk, "on": "2026-09-01"}
    )

    assert answer.status_code == 422
    assert "Ермакова Дарья в 7Б с 01.09.2026: переведите позже этого дня." in text(answer)
    assert cast.daria.enrolments.count() == 1


def test_pupil_of_no_class_is_enrolled(cast, sign_in):
    pupil = build.pupil("Новиков Лев")

    sign_in(cast.deputy).post(
        reverse("school:pupil-enrol", args=[pupil.pk]), {"school_class": cast.school_class.pk, "on": "2026-11-23"}
    )

    assert pupil.enrolments.get().school_class == cast.school_class


def test_order_that_came_later_is_written_in(cast, sign_in):
    stay = cast.daria.enrolments.get()

    sign_in(cast.deputy).post(
        reverse("school:orders", args=[stay.pk]), {"order_in": "№ 1 от 28.08.2026", "order_out": "", "left_to": ""}
    )

    stay.refresh_from_db()
    assert stay.order_in == "№ 1 от 28.08.2026"
    assert Change.objects.get(action="school.set_orders").pupil_id is None


def test_movement_between_days_with_numbers(cast, sign_in):
    movement.transfer(cast.daria, cast.other_class, on=date(2026, 10, 12), order="№ 2", by=cast.deputy)
    movement.leave(cast.egor, on=date(2026, 11, 6), order="№ 3", left_to="школа № 7", by=cast.deputy)
    client = sign_in(cast.head)

    whole = text(client.get(reverse("school:movement")))
    october = text(client.get(reverse("school:movement"), {"first": "2026-10-01", "last": "2026-10-31"}))

    assert "прибыли 0, переведены 1, выбыли 1 · было 3, стало 2" in whole
    assert "школа № 7" in whole
    assert "Дмитриев" not in october
    assert "из 7Б в 7А" in october


def test_movement_of_days_in_the_wrong_order_is_refused(cast, sign_in):
    answer = sign_in(cast.head).get(reverse("school:movement"), {"first": "2026-10-31", "last": "2026-10-01"})

    assert answer.status_code == 422
    assert "Конец раньше начала." in text(answer)


def test_parent_is_added_found_and_ended(cast, sign_in):
    client, card = sign_in(cast.admin), reverse("school:pupil", args=[cast.egor.pk])

    client.post(
        reverse("school:guardian-add", args=[cast.egor.pk]),
        {"last_name": "Дмитриева", "first_name": "Ольга", "relation": "мать", "phone": "+7 978 000-00-02"},
    )
    assert Guardian.objects.filter(last_name="Дмитриева", pupils=cast.egor).exists()

    found = text(client.get(reverse("school:guardian-add", args=[cast.egor.pk]), {"q": "ермак"}))
    assert "Ермакова Ольга Сергеевна" in found
    assert "Ермакова Дарья, 7Б" in found
    client.post(reverse("school:guardian-link", args=[cast.egor.pk, cast.parent.pk]), {"relation": "тётя"})
    link = Guardianship.objects.get(guardian=cast.parent, pupil=cast.egor)
    assert link.relation == "тётя"

    ended = client.post(reverse("school:guardianship-end", args=[link.pk]), follow=True)
    assert "права прекращены 23 ноября" in text(ended)
    client.post(reverse("school:guardianship-resume", args=[link.pk]))
    assert "права прекращены" not in text(client.get(card))


def test_parent_of_a_known_name_is_asked_about(cast, sign_in):
    given = {"last_name": "Ермакова", "first_name": "Ольга", "patronymic": "Сергеевна", "relation": "мать"}

    answer = sign_in(cast.admin).post(reverse("school:guardian-add", args=[cast.egor.pk]), given)

    assert answer.status_code == 422
    assert "Уже есть: Ермакова Ольга Сергеевна." in text(answer)


def test_employee_is_added_corrected_and_dismissed(cast, sign_in):
    client = sign_in(cast.admin)

    client.post(
        reverse("school:employee-new"), {"last_name": "Котова", "first_name": "Инна", "position": "учитель музыки"}
    )
    employee = Employee.objects.get(last_name="Котова")
    client.post(reverse("school:employee-edit", args=[employee.pk]), {"last_name": "Котова", "first_name": "Инесса"})
    gone = client.post(reverse("school:employee-dismiss", args=[employee.pk]), {"on": "2026-11-20"}, follow=True)

    employee.refresh_from_db()
    assert (employee.first_name, employee.position, employee.left_on) == ("Инесса", "", date(2026, 11, 20))
    assert "уволен 20 ноября" in text(gone)
    assert "Котова" not in text(client.get(reverse("school:employees")))
    assert "Котова" in text(client.get(reverse("school:employees"), {"kind": "left"}))


def test_teacher_with_load_is_not_dismissed(cast, sign_in):
    answer = sign_in(cast.admin).post(reverse("school:employee-dismiss", args=[cast.teacher.pk]), {"on": "2026-11-20"})

    assert answer.status_code == 422
    assert "За Орлова Н. В. числится нагрузка" in text(answer)


def test_employee_of_a_new_name_saves_at_once(cast, sign_in):
    answer = sign_in(cast.admin).post(reverse("school:employee-new"), {"last_name": "", "first_name": "Инна"})

    assert answer.status_code == 422
    assert "Обязательное поле." in text(answer)
    assert "Это другой человек" not in text(answer)


def test_external_key_of_another_is_refused_in_words(cast, sign_in):
    people.update_person(cast.daria, external_key="15", by=cast.admin)

    answer = sign_in(cast.admin).post(
        reverse("school:pupil-edit", args=[cast.egor.pk]),
        {"last_name": "Дмитриев", "first_name": "Егор", "external_key": "15"},
    )

    assert answer.status_code == 422
    assert "Такой код уже у другого человека." in text(answer)


def test_lists_are_searched_and_narrowed(cast, sign_in):
    client = sign_in(cast.deputy)

    pupils = text(client.get(reverse("school:pupils"), {"q": "ЕРМ", "school_class": cast.school_class.pk}))
    nobody = text(client.get(reverse("school:guardians"), {"q": "нет такого"}))

    assert "Ермакова Дарья" in pupils
    assert "Дмитриев" not in pupils
    assert "Таких родителей нет." in nobody
