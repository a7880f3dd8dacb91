"""The tab «Темы и задания» and the page of a lesson."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from parta.journal.models import LessonRecord
from parta.school.models import Period
from tests import build


@pytest.fixture
def teacher(cast, sign_in):
    return sign_in(cast.teacher.user)


def post(client, name, lesson, *, op="", script=True, **fields):
    headers = {"HTTP_HX_REQUEST": "true"} if script else {}
    return client.post(reverse(f"journal:{name}", args=[lesson.pk]), {"op": op or str(uuid4()), **fields}, **headers)


def topics(client, cast):
    period = cast.course.scheme.periods.get(number=2).pk
    return client.get(reverse("journal:topics", args=[cast.course.pk, period]))


def test_topic_is_saved_and_the_form_says_so(cast, teacher):
    answer = post(teacher, "set-topic", cast.lesson, topic="  Степени   и корни ", was="")

    assert LessonRecord.objects.get().topic == "Степени и корни"
    assert (answer.status_code, "сохранено" in answer.content.decode()) == (200, True)


def test_topic_written_meanwhile_is_not_lost(cast, teacher):
    build.topic(cast.lesson, "Степени")

    answer = post(teacher, "set-topic", cast.lesson, topic="Корни", was="")

    assert LessonRecord.objects.get().topic == "Степени"
    assert answer.status_code == 422
    assert 'value="Корни"' in answer.content.decode()
    assert "Записано: «Степени»" in answer.content.decode()


def test_kind_written_meanwhile_does_not_hinder_the_topic(cast, teacher):
    record = build.topic(cast.lesson, "Степени")
    record.work_kind, record.version = build.work_kind("контрольная"), 2
    record.save()

    answer = post(teacher, "set-topic", cast.lesson, topic="Корни", was="Степени")

    record.refresh_from_db()
    assert (answer.status_code, record.topic, record.work_kind.name) == (200, "Корни", "контрольная")


def test_form_sent_twice_is_one_change(cast, teacher):
    key = str(uuid4())

    for _ in range(2):
        post(teacher, "set-topic", cast.lesson, op=key, topic="Корни", was="")

    assert LessonRecord.objects.get().version == 1


@pytest.mark.parametrize("fields", [{"topic": "а" * 501, "was": ""}, {"topic": "Корни", "was": "", "op": "5"}])
def test_wrong_topic_is_422(cast, teacher, fields):
    answer = post(teacher, "set-topic", cast.lesson, **fields)

    assert (answer.status_code, LessonRecord.objects.count()) == (422, 0)


def test_locked_lesson_keeps_its_topic(cast, teacher):
    old = build.lesson(cast.course, date(2026, 11, 5))

    answer = post(teacher, "set-topic", old, topic="Корни", was="")

    assert (answer.status_code, LessonRecord.objects.count()) == (422, 0)
    assert "Срок правки прошёл 19 ноября." in answer.content.decode()


def test_without_script_the_page_comes_again(cast, teacher):
    answer = post(teacher, "set-topic", cast.lesson, script=False, topic="Корни", was="", next="/journal/")

    assert answer.url == "/journal/"


@pytest.mark.parametrize("next_page", ["Корни", "journal:list", "25:99", "//other.example/", "https://other.example/"])
def test_what_is_no_page_of_ours_leads_to_the_lesson(cast, teacher, next_page):
    answer = post(teacher, "set-topic", cast.lesson, script=False, topic="Корни", was="", next=next_page)

    assert answer.url == f"/journal/lesson/{cast.lesson.pk}/"


def test_kind_is_saved_and_taken_off(cast, teacher):
    kind = build.work_kind("контрольная")

    post(teacher, "set-kind", cast.lesson, kind=kind.pk, was="")
    assert LessonRecord.objects.get().work_kind == kind
    post(teacher, "set-kind", cast.lesson, kind="", was=kind.pk)
    assert LessonRecord.objects.get().work_kind is None


def test_kind_out_of_use_is_refused(cast, teacher):
    kind = build.work_kind("сочинение", is_active=False)

    answer = post(teacher, "set-kind", cast.lesson, kind=kind.pk, was="")

    assert (answer.status_code, LessonRecord.objects.count()) == (422, 0)


class TestFillDown:
    def fill(self, client, lesson):
        return client.post(reverse("journal:copy-topic", args=[lesson.pk]), follow=True).content.decode()

    def test_next_lesson_gets_the_topic(self, cast, teacher):
        following = build.lesson(cast.course, date(2026, 11, 24))
        build.topic(cast.lesson, "Степени")

        self.fill(teacher, cast.lesson)

        assert LessonRecord.objects.get(pk=following.pk).topic == "Степени"

    def test_topic_that_is_there_stays(self, cast, teacher):
        following = build.lesson(cast.course, date(2026, 11, 24))
        build.topic(cast.lesson, "Степени")
        build.topic(following, "Корни")

        assert "У следующего урока уже есть тема: «Корни»." in self.fill(teacher, cast.lesson)
        assert LessonRecord.objects.get(pk=following.pk).topic == "Корни"

    def test_nothing_to_give_on(self, cast, teacher):
        assert "У этого урока нет темы." in self.fill(teacher, cast.lesson)

    def test_no_next_lesson(self, cast, teacher):
        build.topic(cast.lesson, "Степени")

        assert "Следующего урока в расписании нет." in self.fill(teacher, cast.lesson)


class TestTab:
    def test_rows_tell_what_may_be_written(self, cast, teacher):
        build.lesson(cast.course, date(2026, 11, 5))
        build.lesson(cast.course, date(2026, 11, 19), state="cancelled")
        build.lesson(cast.course, date(2026, 11, 30))

        page = topics(teacher, cast).context["page"]

        assert [(row.lesson.on.day, row.may_write, row.why_locked) for row in page.rows] == [
            (5, False, "Срок правки прошёл 19 ноября"),
            (19, False, "Урок отменён"),
            (23, True, ""),
            (30, True, ""),
        ]
        assert page.without_topic == 1

    def test_reader_sees_no_forms(self, cast, sign_in):
        build.topic(cast.lesson, "Степени")

        text = topics(sign_in(cast.deputy), cast).content.decode()

        assert ("Степени" in text, 'name="topic"' in text) == (True, False)

    def test_locked_lesson_offers_to_ask(self, cast, teacher):
        old = build.lesson(cast.course, date(2026, 11, 5))

        text = topics(teacher, cast).content.decode()

        assert f"{reverse('journal:unlock', args=[cast.course.pk])}?lesson={old.pk}" in text

    def test_period_without_lessons(self, cast, teacher):
        cast.lesson.delete()

        assert "В этом периоде уроков пока нет" in topics(teacher, cast).content.decode()


class TestLessonPage:
    def get(self, client, lesson):
        return client.get(reverse("journal:lesson", args=[lesson.pk]))

    def test_page_names_the_lesson_and_its_neighbours(self, cast, teacher):
        build.lesson(cast.course, date(2026, 11, 20))
        build.lesson(cast.course, date(2026, 11, 24))
        build.lesson(cast.course, date(2026, 11, 23), slot=3, state="cancelled")

        answer = self.get(teacher, cast.lesson)

        page, text = answer.context["page"], answer.content.decode()
        assert (page.before.words, page.after.words) == ("20 ноября", "24 ноября")
        assert "пн, 23 ноября, 1-й урок, 8:30–9:15" in text

    def test_absences_are_listed_once_the_roll_is_taken(self, cast, teacher):
        build.cell(cast.lesson, cast.egor, absence="б")

        assert [row.name for row in self.get(teacher, cast.lesson).context["page"].away] == ["Дмитриев Егор"]

    def test_closed_period_is_said(self, cast, teacher):
        Period.objects.update(closed_at="2026-11-20T09:00Z")

        assert "Период закрыт 20 ноября" in self.get(teacher, cast.lesson).content.decode()

    def test_same_queries_for_any_size(self, cast, teacher, django_assert_max_num_queries):
        build.lesson(cast.course, date(2026, 11, 24))
        for number in range(3):
            pupil = build.pupil(f"Иванов Иван{number}", of=cast.school_class)
            build.cell(cast.lesson, pupil, absence="н")
        self.get(teacher, cast.lesson)

        with django_assert_max_num_queries(28):
            self.get(teacher, cast.lesson)


def test_topic_and_kind_given_one_after_the_other_from_one_page_are_both_written(cast, teacher):
    test_work = build.work_kind("контрольная", short_name="КР", weight=3, tone="fail")
    text = topics(teacher, cast).content.decode()
    lesson = text[text.index(f'id="lesson-{cast.lesson.pk}"') :]
    topic_op, kind_op = re.findall(r'name="op" value="([^"]+)"', lesson)[:2]

    post(teacher, "set-topic", cast.lesson, op=topic_op, topic="Корни", was="")
    post(teacher, "set-kind", cast.lesson, op=kind_op, kind=test_work.pk, was="")

    record = LessonRecord.objects.get()
    assert (record.topic, record.work_kind) == ("Корни", test_work)


@pytest.mark.parametrize(("days", "nearest"), [([17, 23, 24], 23), ([17, 24, 26], 24), ([17, 19], None)])
def test_tab_opens_at_the_lesson_of_today_or_the_next_one(cast, teacher, days, nearest):
    cast.lesson.delete()
    lessons = {day: build.lesson(cast.course, date(2026, 11, day)) for day in days}
    period = cast.course.scheme.periods.get(number=2)

    grid = teacher.get(reverse("journal:page", args=[cast.course.pk, period.pk])).content.decode()
    topics = reverse("journal:topics", args=[cast.course.pk, period.pk])
    assert f'href="{topics}#now"' in grid
    marked = re.findall(r'href="(\S+)" id="now"', teacher.get(topics).content.decode())
    assert marked == ([reverse("journal:lesson", args=[lessons[nearest].pk])] if nearest else [])
