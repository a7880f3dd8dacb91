"""The load from a file: courses, their teachers and hours."""

from datetime import date
from decimal import Decimal

from parta.notices.models import Notice
from parta.school.models import Course, Scale, StudyGroup, Subject

from .. import build
from .importing import check, effects, load, said

PLAIN = "Класс|Предмет|Учитель|Часов в неделю|Подгруппа"


def test_new_course_takes_the_periods_of_the_class_and_the_scale_of_the_subject(cast):
    build.subject("Физика", scale=Scale.TEN)

    load(cast, "load", PLAIN, "7 б|физика|Орлова Н.В.|1,5|")

    course = Course.objects.get(subject__name="Физика")
    assert (course.group, course.teacher, course.hours) == (
        build.whole(cast.school_class),
        cast.teacher,
        Decimal("1.5"),
    )
    assert (course.scheme, course.scale) == (cast.school_class.scheme, Scale.TEN)
    assert list(Notice.objects.values_list("user", flat=True)) == [cast.teacher.user_id]


def test_class_one_has_no_marks(cast):
    first = build.school_class("1А")

    load(cast, "load", PLAIN, "1А|Алгебра|Орлова Н. В.|4|")

    assert Course.objects.get(group=build.whole(first)).scale == Scale.NONE


def test_known_course_changes_hours_and_teacher(cast):
    plan = check("load", PLAIN, "7Б|Алгебра|Громов Илья Ильич|4|")

    assert effects(plan) == [("часов в неделю", "3", "4"), ("учитель", "Орлова Н. В.", "Громов И. И.")]
    assert (plan.absent, plan.absent_elsewhere) == ([], 1)


def test_two_teachers_of_one_subject_stay_two_courses(cast):
    build.course(cast.stranger, build.whole(cast.school_class))

    plan = check("load", PLAIN, "7Б|Алгебра|Орлова Н. В.|3|", "7Б|Алгебра|Громов И. И.|3|")

    assert plan.unchanged == 2


def test_which_of_two_courses_got_a_new_teacher_is_asked(cast):
    second = build.course(cast.stranger, build.whole(cast.school_class))
    row = "7Б|Алгебра|Белова А. П.|3|"

    asked = check("load", PLAIN, row)
    replaced = check("load", PLAIN, row, answers={"2-course": str(second.pk)})
    added = check("load", PLAIN, row, answers={"2-course": "new"})

    assert [words for _, words in asked.questions[0].options] == [
        "вместо Орлова Н. В.", "вместо Громов И. И.", "да, ещё один курс",
    ]  # fmt: skip
    assert effects(replaced) == [("учитель", "Громов И. И.", "Белова А. П.")]
    assert [result.is_new for result in added.results] == [True]


def test_stopped_course_of_the_same_teacher_goes_on_again(cast):
    Course.objects.filter(pk=cast.course.pk).update(is_active=False)

    plan = check("load", PLAIN, "7Б|Алгебра|Орлова Н. В.|3|")

    assert effects(plan) == [("курс", "остановлен", "идёт")]


def test_subgroup_is_found_by_its_short_name_or_made_empty_with_a_warning(cast):
    known = build.subgroup(cast.school_class, "7Б англ. 1")

    load(cast, "load", PLAIN, "7Б|Алгебра|Орлова Н. В.|2|англ 1", "7Б|Алгебра|Громов И. И.|2|англ. 2")
    plan = check("load", PLAIN, "7Б|История|Орлова Н. В.|2|англ. 3")

    groups = StudyGroup.objects.filter(courses__subject__name="Алгебра", is_whole=False)
    assert sorted(groups.values_list("name", flat=True)) == [known.name, "7Б англ. 2"]
    assert said(plan.warnings) == [
        (2, "part", "подгруппы «7Б англ. 3» нет: будет добавлена без учеников, распределите их"),
    ]


def test_mixed_group_is_found_by_its_name(cast):
    choir = StudyGroup.objects.create(year=cast.school_class.year, name="Хор 5–7")
    choir.classes.set([cast.school_class, cast.other_class])

    plan = check("load", PLAIN, "хор 5–7|Алгебра|Орлова Н. В.|1|")

    assert [(result.label, result.is_new) for result in plan.results] == [("Хор 5–7 · Алгебра", True)]


def test_new_subject_is_warned_about_with_the_one_it_resembles(cast):
    plan = check("load", PLAIN, "7Б|Алгбера|Орлова Н. В.|1|", "7А|алгбера|Орлова Н. В.|1|")

    assert said(plan.warnings) == [
        (2, "subject", "предмета «Алгбера» нет, он будет добавлен; похож на «Алгебра»"),
    ]
    assert plan.ledger.count(Subject) == 1


def test_teacher_is_found_or_asked_about_or_told_missing(cast):
    build.employee("Орлова Наталья Викторовна", position="учитель физики")
    build.employee("Ушёл Олег", left_on=date(2026, 6, 1))

    plan = check(
        "load", PLAIN,
        "7Б|Алгебра|Орлова Н. В.|3|", "7А|Алгебра|Орлова Н. В.|3|", "7А|История|Никто Н. Н.|3|", "7А|Пение|Ушёл О.|3|",
    )  # fmt: skip

    assert [(question.name, [words for _, words in question.options]) for question in plan.questions] == [
        ("3-teacher", ["Орлова Наталья Викторовна, учитель физики", "Орлова Нина Васильевна"]),
    ]
    assert said(plan.errors) == [
        (4, "teacher", "сотрудника «Никто Н. Н.» нет: сначала загрузите сотрудников"),
        (5, "teacher", "Ушёл Олег: уволен 01.06.2026"),
    ]


def test_unknown_class_and_doubled_course_are_errors(cast):
    plan = check("load", PLAIN, "9Ж|Алгебра|Орлова Н. В.|3|", "7Б|Алгебра|Орлова Н. В.|3|", "7Б|Алгебра|Орлова Нина|2|")

    assert said(plan.errors) == [
        (2, "group", "ни класса, ни группы «9Ж» нет в 2026/27 учебном году"),
        (4, "group", "тот же курс, что в строке 3: 7Б · Алгебра"),
    ]


def test_course_without_teacher(cast):
    load(cast, "load", PLAIN, "7Б|Физика||2|")

    assert Course.objects.get(subject__name="Физика").teacher is None


def test_second_import_of_the_same_file_changes_nothing(cast):
    rows = ["7Б|Алгебра|Орлова Н. В.|2|1", "7Б|Алгебра|Громов И. И.|2|2", "7А|Физика||1,5|"]
    load(cast, "load", PLAIN, *rows)

    assert check("load", PLAIN, *rows).unchanged == 3


def test_queries_are_as_many_at_one_line_as_at_three(cast, django_assert_num_queries):
    with django_assert_num_queries(29):
        load(cast, "load", PLAIN, "7Б|Физика|Орлова Н. В.|1|1", "7Б|Алгебра|Громов И. И.|1|")
    with django_assert_num_queries(29):
        load(
            cast, "load", PLAIN,
            "7А|Химия|Орлова Н. В.|1|2", "7А|Химия|Громов И. И.|1|3", "7А|Пение|Громов И. И.|1|",
            "7Б|Алгебра|Орлова Н. В.|1|",
        )  # fmt: skip
