"""Employees from a file, with accounts."""

from datetime import date

import pytest

from parta.accounts.models import User
from parta.audit.models import Change
from parta.school.models import Employee

from .. import build
from .importing import check, effects, load, said

PLAIN = "Фамилия|Имя|Отчество|Должность|Электронная почта|Логин"


def test_new_employee_with_an_account_without_password(cast):
    load(cast, "employees", PLAIN, "Лебедев|Пётр|Ильич|Учитель физики|lebedev@example.ru|lebedev")

    employee = Employee.objects.get(last_name="Лебедев")
    assert (employee.full_name, employee.position, employee.email) == (
        "Лебедев Пётр Ильич", "Учитель физики", "lebedev@example.ru",
    )  # fmt: skip
    user = User.objects.get(username="lebedev")
    assert employee.user == user
    assert (user.full_name, user.email, user.has_usable_password(), user.runs_school) == (
        "Лебедев Пётр Ильич", "lebedev@example.ru", False, False,
    )  # fmt: skip


def test_account_given_to_a_known_employee_is_in_history(cast):
    known = build.employee("Лебедев Пётр Ильич")

    load(cast, "employees", PLAIN, "Лебедев|Пётр||||lebedev")

    change = Change.objects.get(action="school.set_employee", target_id=known.pk)
    assert (change.before, change.after) == ({"учётная запись": None}, {"учётная запись": "Лебедев Пётр"})


def test_known_employee_is_updated_and_the_absent_are_named(cast):
    plan = check("employees", PLAIN, "Орлова|Нина||Учитель математики||orlova")

    assert effects(plan) == [("должность", "", "Учитель математики")]
    assert plan.absent == ["Белова Анна Петровна", "Громов Илья Ильич"]


def test_second_import_of_the_same_file_changes_nothing(cast):
    rows = ["Орлова|Нина|Васильевна|учитель|n@example.ru|", "Лебедев|Пётр|Ильич|учитель||lebedev"]
    load(cast, "employees", PLAIN, *rows)

    assert check("employees", PLAIN, *rows).unchanged == 2


def test_namesakes_are_told_apart_by_mail_else_asked_about(cast):
    build.employee("Орлова Нина Васильевна", email="two@example.ru", position="завуч")

    certain = check("employees", PLAIN, "Орлова|Нина|Васильевна|директор|two@example.ru|")
    asked = check("employees", PLAIN, "Орлова|Нина|Васильевна|||")

    assert effects(certain) == [("должность", "завуч", "директор")]
    assert [words for _, words in asked.questions[0].options] == [
        "это Орлова Нина Васильевна", "это Орлова Нина Васильевна, завуч, two@example.ru", "другой человек, добавить",
    ]  # fmt: skip


def test_line_with_a_code_is_settled_before_its_namesake_without(cast):
    coded = build.employee("Лебедев Пётр Ильич", external_key="L1")

    plan = check(
        "employees", f"{PLAIN}|Код сотрудника",
        "Лебедев|Пётр|Ильич|завхоз|||", "Лебедев|Пётр|Ильич|учитель|||L1",
    )  # fmt: skip

    assert [(result.line, result.is_new) for result in plan.results] == [(2, True), (3, False)]
    assert plan.ledger.changed[Employee][coded.pk].row.position == "учитель"


def test_dismissed_namesake_is_asked_about_and_stays_dismissed(cast):
    gone = build.employee("Лебедев Пётр Ильич", left_on=date(2026, 6, 1))
    row = "Лебедев|Пётр|Ильич|учитель||"

    asked = check("employees", PLAIN, row)
    answered = check("employees", PLAIN, row, answers={"2-employee": str(gone.pk)})

    assert len(asked.questions) == 1
    assert said(answered.warnings) == [
        (2, "last_name", "уволен 01.06.2026: загрузка на работу не возвращает"),
    ]


def test_one_employee_in_two_lines_is_an_error(cast):
    plan = check("employees", PLAIN, "Орлова|Нина|Васильевна|||", "Орлова|Нина|Васильевна|завуч||")

    assert said(plan.errors) == [(3, "key", "тот же сотрудник, что в строке 2: Орлова Нина Васильевна")]


@pytest.mark.parametrize(
    ("row", "errors", "warnings"),
    [
        ("Лебедев|Пётр|||| ORLOVA", ["логин ORLOVA занят: Орлова Нина"], []),
        ("Лебедев|Пётр||||admin", ["логин admin занят: Зуева Вера"], []),
        ("Орлова|Нина|Васильевна|||other", [], ["логин уже есть: orlova. Загрузка его не меняет"]),
        ("Ермакова|Ольга||||parent", [], ["учётная запись parent уже есть и будет связана с сотрудником"]),
    ],
)
def test_login_never_takes_another_persons_account(cast, row, errors, warnings):
    plan = check("employees", PLAIN, row)

    assert [problem.text for problem in plan.errors] == errors
    assert [problem.text for problem in plan.warnings] == warnings


def test_queries_are_as_many_at_one_line_as_at_three(cast, django_assert_num_queries):
    with django_assert_num_queries(19):
        load(cast, "employees", PLAIN, "Лебедев|Пётр||||one", "Белова|Анна||учитель||")
    with django_assert_num_queries(19):
        load(cast, "employees", PLAIN, "Котов|Пётр||||two", "Китов|Пётр||||three", "Громов|Илья||учитель||")
