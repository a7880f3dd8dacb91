"""The lessons that come with Parta: for every role, about what is on the screen, each task to be done by hand."""

import re

import pytest

from parta.handbook import rules as words
from parta.handbook.exchange import read_articles
from parta.readiness.rules.levels import DEFAULTS
from parta.school.rules import ROLES
from parta.training.queries.practice import desk
from parta.training.rules.library import courses
from tests.handbook.test_articles import product_words

LESSONS = [(course, lesson) for course in courses().values() for lesson in course.lessons]

# What lessons let people type, or tell as an example of their speech.
EXAMPLES = {
    "§ 20, упр. 118", "§ 21, упр. 125", "Деепричастие", "Запятая при деепричастии", "проверила работы позже срока",
    "пока", "болел", "не был по болезни", "учитель", "если 5 5 → 4,57", "сдать до пятницы",
    "Я мама Даши, забыла пароль, пришлите новый", "болеет, будет с понедельника",
    "Сохранить как PDF", "Ничего не работает", "поставить пару отметок",
}  # fmt: skip


def texts(lesson):
    yield lesson.body
    yield lesson.task
    for question in lesson.questions:
        yield from (question.text, question.because)
        for answer in question.answers:
            yield from (answer.text, answer.why)


def test_every_role_has_a_course():
    meant = set().union(*(course.roles for course in courses().values()))

    assert meant == set(ROLES)
    assert {code: len(course.lessons) for code, course in courses().items() if len(course.lessons) < 4} == {}
    assert len(courses()["teacher"].lessons) >= 8


def test_skills_and_articles_exist():
    known = {line.code for line in DEFAULTS}
    slugs = {article.slug for article in read_articles()}

    assert {skill for course in courses().values() for skill in course.skills} - known == set()
    assert {lesson.article for _, lesson in LESSONS} - slugs == set()


def test_each_lesson_is_short_and_asks_one_thing():
    sizes = {lesson.slug: len(re.findall(r"\w+", lesson.body)) for _, lesson in LESSONS}

    assert {slug: size for slug, size in sizes.items() if not 40 <= size <= 160} == {}
    assert [lesson.slug for _, lesson in LESSONS if not 2 <= lesson.minutes <= 6] == []
    vague = [lesson.slug for _, lesson in LESSONS if lesson.checks and not re.search(r"\*\*|\{", lesson.task)]
    assert vague == []  # a task by hand names the pupil or the day


def test_each_wrong_answer_says_why():
    bare = [
        (lesson.slug, answer.text)
        for _, lesson in LESSONS
        for question in lesson.questions
        for answer in question.answers
        if not answer.is_right and not answer.why
    ]

    assert bare == []


def test_right_answers_stand_at_different_places():
    places = [
        next(place for place, answer in enumerate(question.answers) if answer.is_right)
        for _, lesson in LESSONS
        for question in lesson.questions
    ]

    assert max(places.count(place) for place in set(places)) < len(places) * 0.7


def test_names_in_quotes_stand_in_the_product():
    product = product_words()
    strange = {
        (lesson.slug, quoted)
        for _, lesson in LESSONS
        for text in texts(lesson)
        for quoted in re.findall("«([^«»]+)»", text)
        if quoted not in EXAMPLES and " ".join(words.stems(quoted)) not in product
    }

    assert strange == set()


def test_families_answer_questions_and_staff_practise():
    assert [lesson.slug for course, lesson in LESSONS if course.is_for_family and lesson.is_practice] == []
    assert [lesson.slug for lesson in courses()["teacher"].lessons if not lesson.is_practice] == []


@pytest.mark.parametrize("lesson", [lesson for _, lesson in LESSONS if lesson.checks], ids=lambda one: one.slug)
def test_no_task_is_done_before_it_is_begun(lesson, practice):
    """And every task names lessons and pupils that the practice class has."""
    state = desk(practice)

    assert not all(check.judge(state).is_right for check in lesson.checks)
    assert set(re.findall(r"\{(\w+)\}", lesson.task)) <= set(state.lessons)
