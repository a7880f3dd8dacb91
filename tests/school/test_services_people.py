"""People, their parents, and the school's own settings."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.school.access import own_pupils
from parta.school.models import Employee, Guardian, Pupil, School
from parta.school.queries.people import WantedPupils, employees, guardians, namesakes, pupils
from parta.school.services import movement, people
from parta.school.services.school import update_school
from tests import build
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def test_created_pupil_is_trimmed_and_recorded_under_the_child(cast):
    pupil = people.create_pupil(
        last_name="  Новиков ", first_name="Лев", patronymic="Ильич  ", birth_date=date(2014, 5, 1), by=cast.admin
    )

    assert pupil.full_name == "Новиков Лев Ильич"
    change = Change.objects.get(action="school.create_pupil")
    assert change.pupil_id == pupil.pk
    assert change.after == {
        "фамилия": "Новиков", "имя": "Лев", "отчество": "Ильич", "дата рождения": "01.05.2014",
    }  # fmt: skip


@pytest.mark.parametrize(
    "create", [people.create_pupil, people.create_employee, people.create_guardian], ids=lambda one: one.__name__
)
def test_person_without_a_name_is_refused(cast, create):
    with pytest.raises(ValidationError) as refused:
        create(last_name="", first_name="Лев", by=cast.admin)

    assert list(refused.value.message_dict) == ["last_name"]


def test_person_of_a_known_external_key_is_refused(cast):
    people.create_pupil(last_name="Новиков", first_name="Лев", external_key="15", by=cast.admin)

    with pytest.raises(ValidationError):
        people.create_pupil(last_name="Новиков", first_name="Пётр", external_key="15", by=cast.admin)


def test_many_are_all_or_nothing(cast):
    with pytest.raises(ValidationError):
        people.create_many([Guardian(last_name="Белов", first_name="Олег"), Guardian(first_name="Олег")], by=cast.admin)

    assert not Guardian.objects.filter(first_name="Олег").exists()


def test_update_records_only_what_differs(cast):
    people.update_person(cast.teacher, last_name="Орлова", first_name="Нина", position="учитель", by=cast.admin)

    change = Change.objects.get(action="school.set_employee")
    assert (change.before, change.after) == ({"должность": ""}, {"должность": "учитель"})


def test_update_without_difference_leaves_no_history(cast):
    people.update_person(cast.teacher, last_name="Орлова ", first_name="Нина", by=cast.admin)

    assert not Change.objects.exists()


def test_teacher_with_load_or_class_is_not_dismissed(cast):
    with pytest.raises(ValidationError, match="числится нагрузка"):
        people.dismiss(cast.teacher, on=TODAY, by=cast.admin)
    with pytest.raises(ValidationError, match="классный руководитель"):
        people.dismiss(cast.class_teacher, on=TODAY, by=cast.admin)

    cast.course.is_active = False
    cast.course.save()
    people.dismiss(cast.teacher, on=TODAY, by=cast.admin)
    cast.teacher.refresh_from_db()
    assert cast.teacher.left_on == TODAY

    people.rehire(cast.teacher, by=cast.admin)
    cast.teacher.refresh_from_db()
    assert cast.teacher.left_on is None


def test_guardian_sees_the_child_until_the_rights_end(cast):
    link = people.link_guardian(cast.parent, cast.egor, relation="тётя", by=cast.admin)
    assert cast.egor in own_pupils(cast.parent.user)

    people.end_guardianship(link, on=TODAY, by=cast.admin)

    assert own_pupils(cast.parent.user) == [cast.daria]
    ended = Change.objects.get(action="school.end_guardianship")
    assert (ended.pupil_id, ended.before, ended.after) == (cast.egor.pk, "тётя", "прекращено 23.11.2026")


def test_ended_rights_begin_anew_on_the_same_row(cast):
    link = people.link_guardian(cast.parent, cast.egor, relation="тётя", by=cast.admin)
    people.end_guardianship(link, on=TODAY, by=cast.admin)

    again = people.link_guardian(cast.parent, cast.egor, relation="опекун", by=cast.admin)

    assert (again.pk, again.relation, again.ended_on) == (link.pk, "опекун", None)


def test_new_parent_is_added_with_the_link(cast):
    made = people.add_guardian(
        cast.egor, last_name="Дмитриева", first_name="Ольга", relation="мать", phone="+7 978 1", by=cast.admin
    )

    assert list(cast.egor.guardians.all()) == [made]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ерм", ["Ермакова"]),
        ("ЕРМ дар", ["Ермакова"]),
        ("дар ерм", ["Ермакова"]),
        ("макова", []),
        ("", ["Дмитриев", "Ермакова", "Чужова"]),
    ],
)
def test_pupils_are_found_by_the_start_of_each_name(cast, words, found):
    assert [pupil.last_name for pupil in pupils(WantedPupils(words=words))] == found


def test_pupils_are_told_apart_by_what_is_missing(cast):
    nowhere = build.pupil("Новиков Лев")
    movement.leave(cast.alien, on=date(2026, 11, 20), order="", by=cast.deputy)

    found = {
        kind: [pupil.last_name for pupil in pupils(WantedPupils(kind=kind))]
        for kind in ("here", "left", "nowhere", "orphan", "offline")
    }

    assert found == {
        "here": ["Дмитриев", "Ермакова"],
        "left": ["Чужова"],
        "nowhere": [nowhere.last_name],
        "orphan": ["Дмитриев"],
        "offline": [],
    }


def test_pupils_of_one_class(cast):
    found = pupils(WantedPupils(school_class=cast.school_class))

    assert [pupil.last_name for pupil in found] == ["Дмитриев", "Ермакова"]


def test_employees_by_name_position_and_hours(cast):
    cast.stranger.position = "учитель истории"
    cast.stranger.save()

    assert [one.last_name for one in employees("истор")] == ["Громов"]
    assert [(one.last_name, one.hours) for one in employees(kind="teachers")] == [
        ("Громов", Decimal(3)), ("Орлова", Decimal(3)),
    ]  # fmt: skip
    assert [one.last_name for one in employees("орл", kind="left")] == []


def test_guardians_without_children_at_school(cast):
    build.guardian(name="Пустов Олег")

    assert [one.last_name for one in guardians(kind="childless")] == ["Пустов"]


@pytest.mark.parametrize(("patronymic", "count"), [("", 1), ("Васильевна", 1), ("ВАСИЛЬЕВНА", 1), ("Петровна", 0)])
def test_namesakes_compare_what_both_know(cast, patronymic, count):
    found = namesakes(Employee, last_name="орлова", first_name="НИНА", patronymic=patronymic)

    assert found.count() == count


def test_pupil_of_an_unknown_patronymic_is_a_namesake_of_any(cast):
    assert namesakes(Pupil, last_name="Ермакова", first_name="Дарья", patronymic="Олеговна").count() == 1


def test_school_is_made_at_first_and_then_changed(db):
    by = build.user("office", is_admin=True)

    update_school(name="Школа № 15", short_name="Школа № 15", by=by)
    update_school(edit_days=7, by=by)

    assert (School.objects.get().pk, School.objects.get().edit_days) == (1, 7)
    last = Change.objects.filter(action="school.set_school").first()
    assert (last.before, last.after) == (
        {"журнал открыт для правки, дней": 14}, {"журнал открыт для правки, дней": 7},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("three", "four", "five"),
    [("2.5", "2.5", "4.5"), ("3.5", "2.5", "4.5"), ("1", "3.5", "4.5"), ("2.5", "3.5", "5.1")],
)
def test_thresholds_must_grow(db, three, four, five):
    with pytest.raises(ValidationError, match="Пороги должны расти"):
        update_school(
            threshold_3=Decimal(three), threshold_4=Decimal(four), threshold_5=Decimal(five),
            by=build.user("office", is_admin=True),
        )  # fmt: skip
