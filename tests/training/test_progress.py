"""Doing lessons: what is accepted, what is kept, what a finished course brings."""

from datetime import UTC, date, datetime

import pytest

from parta.audit.models import Change
from parta.readiness.models import Level, Skill
from parta.readiness.rules.levels import DEFAULTS
from parta.training.models import CourseDone, Progress
from parta.training.queries import open_courses, progress_figures
from parta.training.rules.library import courses

from .conftest import mark


def right_answers(lesson):
    """What the form sends when every question is answered rightly."""
    return {
        f"question-{place}": str(next(n for n, one in enumerate(question.answers) if one.is_right))
        for place, question in enumerate(lesson.questions)
    }


def check(client, course, slug, **sent):
    return client.post(f"/training/{course}/{slug}/check/", sent)


def finish(user, code, *, but=""):
    """Everything of a course is done, `but` one lesson."""
    for lesson in courses()[code].lessons:
        if lesson.slug != but:
            Progress.objects.create(
                user=user, course=code, lesson=lesson.slug, tries=1, done_at=datetime(2026, 11, 20, 9, tzinfo=UTC)
            )


def test_task_not_done_says_what_is_not_yet_right(client, practice):
    page = check(client, "teacher", "mark").content.decode()

    assert "отметки пока нет" in page
    assert "Принято" not in page
    assert Progress.objects.get().done_at is None


def test_task_done_is_accepted_and_leads_on(client, hand):
    hand.put("ivanova", "control", mark(5))
    hand.put("sidorov", "control", mark(3))

    page = check(client, "teacher", "mark").content.decode()

    assert "Принято." in page
    assert "Пройдено 1 из 10." in page
    assert "Дальше: Две отметки в клетке и работа над двойкой" in page
    assert Progress.objects.get().done_at is not None


def test_page_that_asks_by_itself_counts_no_tries_until_accepted(client, hand, cast):
    check(client, "teacher", "mark", auto="yes")
    assert not Progress.objects.exists()

    hand.put("ivanova", "control", mark(5))
    hand.put("sidorov", "control", mark(3))
    answer = check(client, "teacher", "mark", auto="yes")

    assert "Принято." in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert Progress.objects.get(user=cast.teacher.user).tries == 1


def test_lesson_done_stays_done_when_the_class_begins_anew(client, hand, cast):
    hand.put("ivanova", "control", mark(5))
    hand.put("sidorov", "control", mark(3))
    check(client, "teacher", "mark")
    client.post("/training/practice/restart/")

    check(client, "teacher", "mark")

    row = Progress.objects.get(user=cast.teacher.user)
    assert (row.tries, row.done_at is not None) == (1, True)


def test_wrong_answer_is_explained_and_not_accepted(cast, sign_in):
    parent = sign_in(cast.parent.user)
    lesson = courses()["parent"].lesson("letters")
    sent = right_answers(lesson)
    wrong = next(n for n, one in enumerate(lesson.questions[0].answers) if not one.is_right)

    page = check(parent, "parent", "letters", **(sent | {"question-0": str(wrong)})).content.decode()

    assert lesson.questions[0].answers[wrong].why in page
    assert lesson.questions[1].because in page
    assert "Принято." not in page
    assert Progress.objects.get().done_at is None


def test_question_without_an_answer_is_asked_again(cast, sign_in):
    answer = check(sign_in(cast.parent.user), "parent", "letters")

    assert answer.status_code == 422
    assert "Выберите ответ." in answer.content.decode()
    assert not Progress.objects.exists()


@pytest.mark.parametrize("value", ["7", "-1", "x", "", "99999999999"])
def test_answer_that_is_no_choice_is_no_answer(cast, sign_in, value):
    assert check(sign_in(cast.parent.user), "parent", "average", **{"question-0": value}).status_code == 422


def test_parent_answers_rightly_and_is_accepted(cast, sign_in):
    lesson = courses()["parent"].lesson("letters")

    page = check(sign_in(cast.parent.user), "parent", "letters", **right_answers(lesson)).content.decode()

    assert "Принято." in page
    assert lesson.questions[0].because in page


@pytest.mark.parametrize("code", courses())
def test_every_question_lesson_is_accepted_with_its_right_answers(code, cast, sign_in):
    client = sign_in(cast.admin)
    for lesson in courses()[code].lessons:
        if not lesson.is_practice:
            assert "Принято." in check(client, code, lesson.slug, **right_answers(lesson)).content.decode()


def test_last_lesson_finishes_the_course_once_and_raises_the_skills(cast, client, hand):
    skill = Skill.objects.update_or_create(code="marks", defaults={"name": "Текущие отметки"})[0]
    finish(cast.teacher.user, "teacher", but="mark")
    hand.put("ivanova", "control", mark(5))
    hand.put("sidorov", "control", mark(3))

    page = check(client, "teacher", "mark").content.decode()
    check(client, "teacher", "mark")

    assert "Курс «Учитель» закончен: 10 уроков." in page
    assert CourseDone.objects.get().user == cast.teacher.user
    level = Level.objects.get(employee=cast.teacher, skill=skill)
    assert (level.level, level.source, level.by) == (2, Level.Source.COURSE, cast.teacher.user)
    assert Change.objects.filter(action="training.finish_course").count() == 1


def test_course_of_somebody_who_does_not_work_here_raises_nothing(cast, sign_in):
    finish(cast.parent.user, "parent", but="average")

    check(sign_in(cast.parent.user), "parent", "average", **right_answers(courses()["parent"].lesson("average")))

    assert CourseDone.objects.get().course == "parent"
    assert not Level.objects.exists()


def test_open_courses_lead_to_the_next_lesson(cast):
    finish(cast.class_teacher.user, "class-teacher", but="codes")

    found = open_courses(cast.class_teacher.user)

    assert [(one.title, one.next, one.url, one.done, one.total, one.percent) for one in found] == [
        ("Классный руководитель", "Коды для родителей и учеников", "/training/class-teacher/codes/", 4, 5, 80),
        ("Компьютер, сеть и печать", "Сеть пропала посреди урока", "/training/computer/offline/", 0, 5, 0),
        ("Цифры журнала", "Проверить средний балл", "/training/figures/average/", 0, 4, 0),
    ]


@pytest.mark.parametrize(
    ("course", "skill", "level", "last", "done_by_hand"),
    [
        ("computer", "computer", 2, "offline", ("smirnova", "monday", 4)),
        ("figures", "reports", 1, "average", ("zaytseva", "monday", 3)),
    ],
)  # fmt: skip
def test_courses_of_every_role_raise_their_skill(cast, client, hand, course, skill, level, last, done_by_hand):
    made = Skill.objects.update_or_create(code=skill, defaults={"name": skill})[0]
    finish(cast.teacher.user, course, but=last)
    pupil, lesson, value = done_by_hand

    check(client, course, last, **right_answers(courses()[course].lesson(last)))
    assert not Level.objects.exists()  # the answers alone are not enough
    hand.put(pupil, lesson, mark(value))
    check(client, course, last, **right_answers(courses()[course].lesson(last)))

    assert Level.objects.get(employee=cast.teacher, skill=made).level == level


def test_what_no_screen_teaches_is_raised_by_no_course():
    """Marks of a period and lesson plans have no screens yet: no course pretends to teach them."""
    raised = set().union(*(course.skills for course in courses().values()))

    assert {line.code for line in DEFAULTS} - raised == {"period-marks", "plans"}
    assert {line.code for line in DEFAULTS if not line.course} == {"period-marks", "plans"}


def test_finished_course_is_not_open(cast):
    finish(cast.parent.user, "parent")

    assert open_courses(cast.parent.user) == []


def test_figures_count_the_days_asked_for(cast):
    finish(cast.parent.user, "parent")
    finish(cast.teacher.user, "pupil", but="marks")
    CourseDone.objects.create(user=cast.parent.user, course="parent", at=datetime(2026, 11, 20, 9, tzinfo=UTC))

    inside = progress_figures(date(2026, 11, 20), date(2026, 11, 20))
    outside = progress_figures(date(2026, 11, 21), date(2026, 11, 30))

    assert (inside.people, inside.lessons, inside.courses) == (2, 5 + 3, 1)
    assert (outside.people, outside.lessons, outside.courses) == (0, 0, 0)
