"""An import is taken back whole, or not at all with the reasons told."""

from datetime import date

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from parta.accounts.models import User
from parta.audit.models import Change
from parta.school.models import (
    Course,
    Employee,
    Enrolment,
    GroupMembership,
    Guardian,
    Guardianship,
    Pupil,
    StudyGroup,
    Subject,
)
from parta.school.services import imports

from .. import build
from .importing import load

ALL = [User, Employee, Subject, StudyGroup, Pupil, Guardian, Guardianship, Enrolment, GroupMembership, Course]
PUPILS = "Фамилия|Имя|Класс|Дата рождения|Родитель 1|Родитель 1: телефон"


def everything():
    """Every field of every row an import may touch; new keys of brought back rows do not matter."""
    return {
        model.__name__: sorted(
            repr({name: value for name, value in model_to_dict(row).items() if name not in ("id", "classes", "groups")})
            for row in model.objects.all()
        )
        for model in ALL
    }


def test_undo_returns_everything_to_what_it_was(cast):
    build.subgroup(cast.school_class, pupils=[cast.daria])
    GroupMembership.objects.filter(group__name="7Б (1)").update(from_on=date(2026, 11, 23))
    before = everything()
    batch = load(
        cast, "pupils", PUPILS,
        "Новикова|Анна|7Б|03.05.2013|Новикова Вера Ильинична|89001112233",
        "Ермакова|Дарья|7А|03.05.2013|Ермакова Ольга Сергеевна|89001112244",
        answers={"3-pupil": str(cast.daria.pk)},
    )  # fmt: skip
    assert everything() != before

    imports.undo(batch, by=cast.admin)

    assert everything() == before
    assert batch.undone_at is not None
    assert Change.objects.filter(action="school.undo_import", pupil_id=cast.daria.pk).exists()


def test_undo_of_employees_takes_accounts_away_too(cast):
    before = everything()
    batch = load(
        cast, "employees", "Фамилия|Имя|Отчество|Должность|Логин",
        "Орлова|Нина|Васильевна|завуч|", "Новый|Олег||учитель|novy",
    )  # fmt: skip
    assert User.objects.filter(username="novy").exists()

    imports.undo(batch, by=cast.admin)

    assert everything() == before


def test_undo_of_account_given_to_a_known_employee(cast):
    build.employee("Старый Олег")
    before = everything()
    batch = load(cast, "employees", "Фамилия|Имя|Логин", "Старый|Олег|stary")
    assert Employee.objects.get(last_name="Старый").user.username == "stary"

    imports.undo(batch, by=cast.admin)

    assert everything() == before


def test_undo_of_load_takes_subject_subgroup_and_hours_back(cast):
    before = everything()
    batch = load(
        cast, "load", "Класс|Предмет|Учитель|Часов в неделю|Подгруппа",
        "7Б|Алгебра|Орлова Н. В.|4|", "7Б|Английский язык|Громов И. И.|3|англ. 1",
    )  # fmt: skip
    assert Course.objects.count() == 3

    imports.undo(batch, by=cast.admin)

    assert everything() == before


def test_undo_is_refused_when_a_mark_stands_on_a_new_pupil(cast):
    batch = load(cast, "pupils", PUPILS, "Новикова|Анна|7Б|03.05.2013||", "Дмитриев|Егор|7Б|03.05.2013||")
    build.mark(Pupil.objects.get(last_name="Новикова"), cast.lesson)
    before = everything()

    with pytest.raises(imports.UndoRefused) as refused:
        imports.undo(batch, by=cast.admin)

    assert refused.value.reasons == ["Ученик Новикова Анна: клетки журнала (1)"]
    assert everything() == before


def test_undo_is_refused_when_what_it_changed_was_changed_again(cast):
    batch = load(cast, "pupils", PUPILS, "Ермакова|Дарья|7Б|03.05.2013||")
    Pupil.objects.filter(pk=cast.daria.pk).update(birth_date=date(2013, 6, 6))

    with pytest.raises(imports.UndoRefused) as refused:
        imports.undo(batch, by=cast.admin)

    assert refused.value.reasons == ["Ученик Ермакова Дарья: «дата рождения» с тех пор изменено"]


def test_only_the_last_import_of_a_kind_is_undone(cast):
    first = load(cast, "pupils", PUPILS, "Новикова|Анна|7Б|03.05.2013||")
    last = load(cast, "pupils", PUPILS, "Новикова|Вера|7Б|03.05.2013||")
    load(cast, "employees", "Фамилия|Имя", "Новый|Олег")

    with pytest.raises(imports.UndoRefused):
        imports.undo(first, by=cast.admin)
    imports.undo(last, by=cast.admin)
    imports.undo(first, by=cast.admin)
    with pytest.raises(imports.UndoRefused):
        imports.undo(first, by=cast.admin)

    assert not Pupil.objects.filter(last_name="Новикова").exists()


def test_queries_of_undo_are_as_many_at_one_line_as_at_three(cast):
    def queries_to_undo(*names):
        batch = load(cast, "pupils", PUPILS, *[f"{name}|Анна|7Б|03.05.2013|{name} Вера|" for name in names])
        with CaptureQueriesContext(connection) as queries:
            imports.undo(batch, by=cast.admin)
        return len(queries)

    assert queries_to_undo("Новикова") == queries_to_undo("Новикова", "Новикова-Ли", "Новикова-Ши")
