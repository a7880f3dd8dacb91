"""Pupils and parents from a file: who they are, what changes, and what is never guessed."""

from datetime import date

import pytest

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.school.models import Enrolment, GroupMembership, Guardian, Guardianship, ImportBatch, Pupil, SchoolClass
from parta.school.queries import current_year
from parta.school.queries.exports import lines_of
from parta.school.services import imports, movement

from .. import build
from .importing import TODAY, check, effects, load, read, said

PLAIN = "Фамилия|Имя|Класс|Дата рождения"
FULL = "Фамилия|Имя|Отчество|Класс|Дата рождения|Родитель 1|Родитель 1: кем приходится|Родитель 1: телефон"


def test_new_pupil_comes_with_class_group_and_parent(cast):
    load(cast, "pupils", FULL, "Новикова|Анна|Олеговна|7Б|03.05.2013|Новикова Вера Ильинична|мать|+7 900 111-22-33")

    pupil = Pupil.objects.get(last_name="Новикова")
    assert (pupil.full_name, pupil.birth_date) == ("Новикова Анна Олеговна", date(2013, 5, 3))
    stay = pupil.enrolments.get()
    assert (stay.school_class, stay.from_on, stay.to_on) == (cast.school_class, date(2026, 9, 1), None)
    membership = pupil.memberships.get()
    assert (membership.group, membership.from_on) == (build.whole(cast.school_class), date(2026, 9, 1))
    link = pupil.guardianships.get()
    assert (link.guardian.full_name, link.guardian.phone, link.relation) == (
        "Новикова Вера Ильинична", "+7 900 111-22-33", "мать",
    )  # fmt: skip


def test_import_leaves_history_of_each_row_and_of_the_batch(cast):
    batch = load(cast, "pupils", FULL, "Новикова|Анна||7Б|03.05.2013|Новикова Вера|мать|89001112233")

    pupil = Pupil.objects.get(last_name="Новикова")
    told = set(Change.objects.filter(pupil_id=pupil.pk, by=cast.admin).values_list("action", flat=True))
    assert told == {"school.create_pupil", "school.enrol_pupil", "school.link_guardian"}
    whole = Change.objects.get(action="school.import")
    assert (whole.target_id, whole.after["новых учеников"], whole.after["новых родителей"]) == (batch.pk, 1, 1)


def test_class_teacher_is_told_and_the_doer_is_not(cast):
    load(cast, "pupils", PLAIN, "Новикова|Анна|7Б|03.05.2013")

    assert list(Notice.objects.values_list("user", flat=True)) == [cast.class_teacher.user_id]


def test_second_import_of_the_same_file_changes_nothing(cast):
    rows = [
        "Новикова|Анна|Олеговна|7Б|03.05.2013|Новикова Вера Ильинична|мать|+7 900 111-22-33",
        "Ермакова|Дарья||7Б||Ермакова Ольга Сергеевна||",
    ]
    load(cast, "pupils", FULL, *rows)

    plan = check("pupils", FULL, *rows)

    assert (len(plan.created), len(plan.updated), plan.unchanged, plan.may_apply) == (0, 0, 2, False)


def test_known_by_code_a_pupil_takes_the_new_name_and_date(cast):
    build.pupil("Петрова Инна", of=cast.school_class, external_key="K7", birth_date=date(2013, 1, 2))

    plan = check("pupils", f"{PLAIN}|Код ученика", "Сидорова|Инна|7Б|03.01.2013|K7")

    assert effects(plan) == [
        ("имя", "Петрова Инна", "Сидорова Инна"),
        ("дата рождения", "02.01.2013", "03.01.2013"),
    ]


def test_code_of_a_person_with_quite_another_name_is_an_error(cast):
    build.pupil("Петрова Инна", of=cast.school_class, external_key="7")

    plan = check("pupils", f"{PLAIN}|Код ученика", "Козлов|Олег|7Б|03.01.2013|7")

    assert said(plan.errors) == [
        (2, "key", "код 7 у человека с другим именем: Петрова Инна. Проверьте столбец кода"),
    ]


def test_known_by_name_and_birth_date_wherever_the_class(cast):
    pupil = build.pupil("Петрова Инна", of=cast.other_class, birth_date=date(2013, 1, 2))
    build.pupil("Петрова Инна", of=cast.school_class, birth_date=date(2013, 6, 6))

    plan = check("pupils", PLAIN, "ПЕТРОВА|ИННА|7-а|02.01.2013")

    assert [(result.is_new, list(result.effects)) for result in plan.results] == [(False, [])]
    assert plan.absent == ["Чужова Мира, 7А"]
    assert pupil.enrolments.get().school_class == cast.other_class


def test_known_by_name_and_class_takes_the_birth_date(cast):
    plan = check("pupils", PLAIN, "Ермакова|Дарья|7Б|03.05.2013")

    assert effects(plan) == [("дата рождения", "", "03.05.2013")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Ермакова|Дарья|7А|", "another class, no birth date to compare"),
        ("Ермакова|Дарья|7А|03.05.2013", "another class, birth date unknown at school"),
    ],
)
def test_namesake_in_another_class_is_asked_about(cast, row, why):
    plan = check("pupils", PLAIN, row)

    question = plan.questions[0]
    assert (question.name, plan.may_apply) == ("2-pupil", False), why
    assert question.options == [
        (str(cast.daria.pk), "это Ермакова Дарья, 7Б"), ("new", "другой ученик, добавить"),
    ]  # fmt: skip


def test_other_birth_date_in_the_same_class_is_asked_about(cast):
    build.pupil("Петрова Инна", of=cast.school_class, birth_date=date(2013, 1, 2))

    plan = check("pupils", PLAIN, "Петрова|Инна|7Б|03.01.2013")

    assert [words for _, words in plan.questions[0].options] == [
        "это Петрова Инна, 7Б, 02.01.2013", "другой ученик, добавить",
    ]  # fmt: skip


def test_answer_decides_and_a_strange_answer_is_asked_again(cast):
    row = "Ермакова|Дарья|7А|"

    same = check("pupils", PLAIN, row, answers={"2-pupil": str(cast.daria.pk)})
    other = check("pupils", PLAIN, row, answers={"2-pupil": "new"})
    strange = check("pupils", PLAIN, row, answers={"2-pupil": str(cast.alien.pk)})

    assert effects(same) == [("класс", "7Б", "7А с 23.11.2026")]
    assert [result.is_new for result in other.results] == [True]
    assert len(strange.questions) == 1


def test_one_pupil_in_two_lines_is_an_error(cast):
    plan = check("pupils", PLAIN, "Ермакова|Дарья|7Б|", "Ермакова|Дарья|7 «Б»|03.05.2013")

    assert said(plan.errors) == [
        (3, "birth_date", "Ермакова Дарья из 7 «Б» уже есть в строке 2: различите их датой рождения"),
    ]


def test_same_row_twice_is_told_as_a_double_and_not_sent_for_another_date(cast):
    plan = check("pupils", PLAIN, "Ермакова|Дарья|7Б|03.05.2013", "Ермакова|Дарья|7Б|03.05.2013")

    assert said(plan.errors) == [
        (3, "last_name", "Ермакова Дарья из 7Б уже есть в строке 2, и дата рождения та же: оставьте одну строку"),
    ]


def test_pupil_who_changed_class_is_transferred_today_with_groups(cast):
    english = build.subgroup(cast.school_class, pupils=[cast.daria])
    mixed = build.subgroup(cast.school_class, "Хор", pupils=[cast.daria])
    mixed.school_class = None
    mixed.save()
    mixed.classes.set([cast.school_class, cast.other_class])

    load(cast, "pupils", f"{PLAIN}|Приказ", "Ермакова|Дарья|7А||№ 9", answers={"2-pupil": str(cast.daria.pk)})

    yesterday = date(2026, 11, 22)
    stays = list(
        Enrolment.objects.filter(pupil=cast.daria).values_list(
            "school_class", "from_on", "to_on", "order_in", "order_out"
        )
    )
    assert stays == [
        (cast.school_class.pk, date(2026, 9, 1), yesterday, "", "№ 9"),
        (cast.other_class.pk, TODAY, None, "№ 9", ""),
    ]
    groups = dict(GroupMembership.objects.filter(pupil=cast.daria).values_list("group__name", "to_on"))
    assert groups == {"7Б": yesterday, english.name: yesterday, "Хор": None, "7А": None}


def test_pupil_who_had_left_comes_back(cast):
    Enrolment.objects.filter(pupil=cast.daria).update(to_on=date(2026, 10, 1))
    GroupMembership.objects.filter(pupil=cast.daria).update(to_on=date(2026, 10, 1))
    Pupil.objects.filter(pk=cast.daria.pk).update(birth_date=date(2013, 5, 3))

    plan = check("pupils", PLAIN, "Ермакова|Дарья|7А|03.05.2013")

    assert effects(plan) == [("приём", "выбыл из 7Б", "7А с 23.11.2026")]


def test_classes_the_year_lacks_are_made_with_the_periods_a_person_chose(cast):
    halves = build.scheme("полугодия")
    rows = ["Новикова|Анна|10 «ж»|", "Котов|Иван|10З|", "Китов|Иван|10Ж|"]

    asked = check("pupils", PLAIN, *rows)
    batch = load(cast, "pupils", PLAIN, *rows, answers={"2-level10": str(halves.pk)})

    assert [question.text for question in asked.questions] == ["В 2026/27 учебном году нет: 10Ж, 10З. Создать?"]
    assert asked.errors == []
    made = SchoolClass.objects.filter(level=10)
    assert {(one.name, one.scheme) for one in made} == {("10Ж", halves), ("10З", halves)}
    members = GroupMembership.objects.filter(group__is_whole=True, group__school_class__level=10)
    assert sorted(members.values_list("group__name", "pupil__last_name")) == [
        ("10Ж", "Китов"), ("10Ж", "Новикова"), ("10З", "Котов"),
    ]  # fmt: skip

    imports.undo(batch, by=cast.admin)

    assert not SchoolClass.objects.filter(level=10).exists()


@pytest.mark.parametrize("name", ["12А", "выпускной", "0"])
def test_class_that_no_school_has_is_told_by_line(cast, name):
    plan = check("pupils", PLAIN, f"Новикова|Анна|{name}|")

    assert said(plan.errors) == [(2, "class", f"класса «{name}» нет в 2026/27 учебном году")]


def test_pupils_not_in_the_file_are_named_by_its_classes_and_stay(cast):
    plan = check("pupils", PLAIN, "Ермакова|Дарья|7Б|")

    assert (plan.absent, plan.absent_elsewhere) == (["Дмитриев Егор, 7Б"], 1)


def test_children_of_one_parent_are_joined_by_phone(cast):
    load(
        cast, "pupils", FULL,
        "Новикова|Анна||7Б|03.05.2013|Новикова Вера Ильинична|мать|+7 (900) 111-22-33",
        "Новиков|Иван||7А|03.05.2012|Новикова Вера Ильинична|мать|89001112233",
    )  # fmt: skip

    third = check("pupils", FULL, "Новиков|Олег||7А|03.05.2012|Новикова Вера Ильинична|мать|8-900-111-22-33")
    parent = Guardian.objects.get(last_name="Новикова")
    assert effects(third)[1:] == [("родитель 1", "", "Новикова Вера Ильинична, уже в школе")]
    assert sorted(parent.pupils.values_list("first_name", flat=True)) == ["Анна", "Иван"]


def test_namesake_parents_without_a_common_phone_stay_two_and_are_told(cast):
    plan = check("pupils", FULL, "Новикова|Анна||7Б|03.05.2013|Ермакова Ольга Сергеевна|мать|89001112233")

    assert plan.ledger.count(Guardian) == 1
    assert said(plan.warnings)[0][:2] == (2, "parent1_name")
    assert "записан отдельно" in plan.warnings[0].text


def test_parent_of_the_child_is_known_by_name_and_gets_the_phone(cast):
    plan = check("pupils", FULL, "Ермакова|Дарья||7Б||Ермакова Ольга Сергеевна|мать|89001112233")

    assert effects(plan) == [("телефон, Ермакова О. С.", "", "89001112233")]


def test_two_lines_that_disagree_about_one_parent_are_an_error(cast):
    titles = f"{FULL}|Родитель 1: почта|Родитель 1: код"
    plan = check(
        "pupils", titles,
        "Новикова|Анна||7Б|03.05.2013|Новикова Вера|мать|89001112233|a@example.ru|P1",
        "Новиков|Иван||7А|03.05.2012|Новикова Вера|мать|89004445566|a@example.ru|P1",
    )  # fmt: skip

    assert said(plan.errors) == [(3, "parent1_phone", "в строке 2 о том же родителе сказано иначе: Новикова Вера")]


def test_ended_rights_are_not_given_back(cast):
    Guardianship.objects.update(ended_on=date(2026, 10, 1))

    plan = check("pupils", FULL, "Ермакова|Дарья||7Б||Ермакова Ольга Сергеевна||")

    assert plan.unchanged == 1
    assert said(plan.warnings) == [
        (2, "parent1_name", "права родителя Ермакова Ольга Сергеевна прекращены: загрузка их не возвращает"),
    ]


def test_blank_cell_changes_nothing(cast):
    Pupil.objects.filter(pk=cast.daria.pk).update(birth_date=date(2013, 5, 3), patronymic="Олеговна")

    assert check("pupils", FULL, "Ермакова|Дарья||7Б||||").unchanged == 1


def test_plan_that_is_not_what_was_shown_is_refused_and_nothing_is_written(cast):
    lines = read("pupils", PLAIN, "Новикова|Анна|7Б|03.05.2013")
    draft = imports.start("pupils", file_name="x", content=b"-", sheet=0, header=0, columns=[], by=cast.admin)

    with pytest.raises(imports.ImportRefused):
        imports.apply(draft, lines, year=current_year(), seen="other", by=cast.admin)

    assert not Pupil.objects.filter(last_name="Новикова").exists()
    assert not ImportBatch.objects.exists()


def test_queries_are_as_many_at_one_line_as_at_three(cast, django_assert_num_queries):
    def row(number):
        return f"Новикова{'абв'[number]}|Анна||7Б|03.05.2013|Новикова{'абв'[number]} Вера|мать|8900111223{number}"

    with django_assert_num_queries(33):
        load(cast, "pupils", FULL, row(0), "Ермакова|Дарья||7Б|03.05.2013||||")
    with django_assert_num_queries(33):
        load(cast, "pupils", FULL, row(1), row(2), "Дмитриев|Егор||7Б|03.05.2013||||")


def leave_later(cast, pupil, *, on=date(2026, 11, 30)):
    movement.leave(pupil, on=on, order="№ 5", by=cast.deputy)


def test_pupil_who_leaves_on_a_later_day_is_exported_and_comes_back_without_a_change(cast):
    leave_later(cast, cast.daria)

    (line,) = [line for line in lines_of("pupils", build.year()) if line.name.first == "Дарья"]
    plan = imports.check(
        "pupils", lines_of("pupils", build.year()), year=build.year(), answers={}, starts_on=date(2026, 9, 1)
    )

    assert (line.class_name, line.enrolled_on) == ("7Б", date(2026, 9, 1))
    assert (plan.unchanged, plan.errors, effects(plan), plan.absent) == (3, [], [], [])


def test_pupil_who_changes_class_on_a_later_day_is_known_in_both_and_stays_as_ordered(cast):
    movement.transfer(cast.daria, cast.other_class, on=date(2026, 12, 1), order="№ 6", by=cast.deputy)

    assert [line.class_name for line in lines_of("pupils", build.year()) if line.name.first == "Дарья"] == ["7Б"]
    for name in ("7Б", "7А"):
        plan = check("pupils", PLAIN, f"Ермакова|Дарья|{name}|03.05.2013")
        assert [what for what, _, _ in effects(plan)] == ["дата рождения"]


def test_pupil_of_a_class_of_the_file_who_leaves_on_a_later_day_is_missed(cast):
    leave_later(cast, cast.egor)

    assert check("pupils", PLAIN, "Ермакова|Дарья|7Б|").absent == ["Дмитриев Егор, 7Б"]


def test_pupil_who_leaves_today_is_of_the_class_and_tomorrow_is_not(cast):
    for last_day, exported in [(TODAY, True), (date(2026, 11, 22), False)]:
        Enrolment.objects.filter(pupil=cast.daria).update(to_on=last_day)
        assert ("Дарья" in [line.name.first for line in lines_of("pupils", build.year())]) is exported


def test_return_after_the_ordered_leaving_is_a_new_stay(cast):
    leave_later(cast, cast.daria)
    titles = f"{PLAIN}|Дата зачисления"

    load(cast, "pupils", titles, "Ермакова|Дарья|7Б|03.05.2013|11.01.2027")

    stays = cast.daria.enrolments.order_by("from_on").values_list("from_on", "to_on")
    assert list(stays) == [(date(2026, 9, 1), date(2026, 11, 30)), (date(2027, 1, 11), None)]
