"""Homework: given, changed, taken back; whom it is for, when it is due, and how full the evening gets."""

from datetime import date

import pytest
from django.urls import reverse

from parta.audit.models import Change
from parta.journal.models import Homework, HomeworkFile
from parta.journal.rules.homework import DayLoad, ceiling_of, day_load
from tests import build

TOMORROW = date(2026, 11, 24)


@pytest.fixture
def teacher(cast, sign_in):
    return sign_in(cast.teacher.user)


@pytest.fixture
def following(cast):
    return build.lesson(cast.course, TOMORROW)


def give(client, lesson, **fields):
    return client.post(reverse("journal:give-homework", args=[lesson.pk]), {"text": "№ 5", **fields})


@pytest.mark.parametrize(
    ("level", "minutes"),
    [(1, 60), (2, 90), (3, 90), (4, 120), (5, 120), (6, 150), (7, 150), (8, 150), (9, 210), (10, 210), (11, 210)],
)
def test_ceiling(level, minutes):
    assert ceiling_of(level) == minutes


@pytest.mark.parametrize(
    ("given", "added", "load"),
    [
        ({}, {1: 30, 2: 30}, DayLoad(30, 150, 0, 2)),
        ({1: 120}, {1: 30, 2: 30}, DayLoad(150, 150, 0, 2)),
        ({1: 130}, {1: 30, 2: 30}, DayLoad(160, 150, 1, 2)),
        ({1: 130, 2: 140}, {1: 30, 2: 30}, DayLoad(170, 150, 2, 2)),
        ({1: 500}, {2: 30}, DayLoad(30, 150, 0, 1)),
        ({1: 500}, {1: 0}, None),
        ({}, {}, None),
    ],
)
def test_day_load(given, added, load):
    assert day_load(given, {1: 7, 2: 7}, added=added) == load


def test_fullest_is_told_among_those_over_their_own_ceiling():
    assert day_load({}, {1: 4, 2: 9}, added={1: 130, 2: 130}) == DayLoad(130, 120, 1, 2)


def test_task_is_due_on_the_chosen_lesson(cast, teacher, following):
    later = build.lesson(cast.course, date(2026, 11, 26))

    answer = give(teacher, cast.lesson, due_lesson=later.pk, minutes=30)

    assert answer.url == reverse("journal:lesson", args=[cast.lesson.pk])
    task = Homework.objects.get()
    assert (task.due_lesson, task.due_on, task.minutes, task.is_individual) == (later, date(2026, 11, 26), 30, False)
    change = Change.objects.get(action="journal.give_homework")
    assert (change.label, change.after["text"], change.after["due"]) == ("7Б · Алгебра · 23.11", "№ 5", "2026-11-26")


def test_a_form_sent_twice_gives_one_task_and_another_pupils_task_is_another(cast, teacher, following):
    for _ in range(2):
        give(teacher, cast.lesson, due_lesson=following.pk)
    for pupil in (cast.daria, cast.egor, cast.egor):
        give(teacher, cast.lesson, text="Доклад", due_lesson=following.pk, pupils=[pupil.pk])

    told = [(task.text, [one.first_name for one in task.pupils.all()]) for task in Homework.objects.order_by("pk")]
    assert told == [("№ 5", []), ("Доклад", ["Дарья"]), ("Доклад", ["Егор"])]


def test_form_offers_the_nearest_lesson_first(cast, teacher, following):
    build.lesson(cast.course, date(2026, 11, 23), slot=5)
    build.lesson(cast.course, date(2026, 11, 25), state="cancelled")

    form = teacher.get(reverse("journal:give-homework", args=[cast.lesson.pk])).context["form"]

    assert [words for _, words in form.fields["due_lesson"].choices] == [
        "пн, 23 ноября, 5-й урок",
        "вт, 24 ноября, 1-й урок",
        "другой день",
    ]


def test_day_without_a_lesson(cast, teacher):
    give(teacher, cast.lesson, due_on="2026-11-27")

    assert Homework.objects.values_list("due_lesson", "due_on").get() == (None, date(2026, 11, 27))


def test_task_for_named_pupils(cast, teacher, following):
    give(teacher, cast.lesson, due_lesson=following.pk, pupils=[cast.egor.pk])

    task = Homework.objects.get()
    assert (task.is_individual, list(task.pupils.all())) == (True, [cast.egor])


def test_links_are_kept(cast, teacher, following):
    give(teacher, cast.lesson, due_lesson=following.pk, links="https://ya.ru/a\n\n http://ru.wikipedia.org ")

    assert list(HomeworkFile.objects.values_list("url", flat=True)) == ["https://ya.ru/a", "http://ru.wikipedia.org"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "Напишите задание, добавьте файл или ссылку."),
        ({"due_lesson": "", "due_on": ""}, "Выберите урок или день."),
        ({"due_lesson": "", "due_on": "2026-11-20"}, "Срок раньше урока, на котором задано."),
        ({"due_lesson": "", "due_on": "2027-06-01"}, "Срок позже конца учебного года."),
        ({"due_lesson": "", "due_on": "9999-12-31"}, "Срок позже конца учебного года."),
        ({"minutes": "0"}, "больше либо равно 1"),
        ({"minutes": "301"}, "меньше либо равно 300"),
        ({"links": "javascript:alert(1)"}, "Ссылка должна начинаться с http:// или https://."),
        ({"links": "ftp://files.ru/a"}, "Ссылка должна начинаться с http:// или https://."),
        ({"due_lesson": "999999"}, "999999"),
    ],
)
def test_wrong_task_is_422_with_words(cast, teacher, following, fields, words):
    answer = give(teacher, cast.lesson, **{"due_lesson": following.pk, **fields})

    assert (answer.status_code, Homework.objects.count()) == (422, 0)
    assert words in answer.content.decode()


def test_pupil_of_another_group_is_refused(cast, teacher, following):
    answer = give(teacher, cast.lesson, due_lesson=following.pk, pupils=[cast.alien.pk])

    assert (answer.status_code, Homework.objects.count()) == (422, 0)


def test_locked_lesson_takes_no_task(cast, teacher, following):
    old = build.lesson(cast.course, date(2026, 11, 5))

    answer = give(teacher, old, due_lesson=following.pk)

    assert "Срок правки прошёл 19 ноября." in answer.content.decode()
    assert Homework.objects.count() == 0


def test_task_may_be_planned_ahead(cast, teacher, following):
    give(teacher, following, due_on="2026-11-27")

    assert Homework.objects.get().lesson == following


class TestChange:
    @pytest.fixture
    def task(self, cast, following):
        return Homework.objects.create(
            lesson=cast.lesson, due_lesson=following, due_on=TOMORROW, text="№ 5", author=cast.teacher.user
        )

    def test_form_shows_the_task(self, teacher, task):
        form = teacher.get(reverse("journal:change-homework", args=[task.pk])).context["form"]

        assert (form["text"].value(), form["due_lesson"].value()) == ("№ 5", str(task.due_lesson_id))

    def test_change_keeps_what_was_in_the_history(self, cast, teacher, task):
        teacher.post(
            reverse("journal:change-homework", args=[task.pk]),
            {"text": "№ 6", "due_lesson": task.due_lesson_id, "minutes": "20", "pupils": [cast.egor.pk]},
        )

        task.refresh_from_db()
        assert (task.text, task.minutes, task.is_individual) == ("№ 6", 20, True)
        change = Change.objects.get(action="journal.change_homework")
        assert (change.before["text"], change.after["text"]) == ("№ 5", "№ 6")
        assert change.after["pupils"] == [cast.egor.pk]

    def test_page_left_open_does_not_wipe_what_was_changed_since(self, cast, teacher, task):
        address, sent = reverse("journal:change-homework", args=[task.pk]), {"due_lesson": task.due_lesson_id}
        seen = teacher.get(address).context["seen"]
        teacher.post(address, {**sent, "text": "№ 6", "seen": seen})

        wrong = teacher.post(address, {**sent, "text": "№ 7", "seen": seen, "minutes": "x"})
        told = teacher.post(address, {**sent, "text": "№ 7", "seen": wrong.context["seen"]})
        task.refresh_from_db()
        assert (told.status_code, task.text) == (422, "№ 6")
        assert "Теперь в нём: «№ 6»" in told.content.decode()
        teacher.post(address, {**sent, "text": "№ 7", "seen": told.context["seen"]})

        task.refresh_from_db()
        assert task.text == "№ 7"

    def test_same_change_sent_again_is_no_clash_and_adds_no_second_link(self, cast, teacher, task):
        address = reverse("journal:change-homework", args=[task.pk])
        sent = {"text": "№ 6", "due_lesson": task.due_lesson_id, "links": "https://example.org/6"}
        sent["seen"] = teacher.get(address).context["seen"]

        assert [teacher.post(address, sent).status_code for _ in range(2)] == [302, 302]
        assert task.files.count() == 1

    def test_removed_task_stays_in_the_table(self, cast, teacher, task):
        answer = teacher.post(reverse("journal:remove-homework", args=[task.pk]), HTTP_HX_REQUEST="true")

        task.refresh_from_db()
        assert task.removed_at is not None
        assert "№ 5" not in answer.content.decode()
        assert teacher.get(reverse("journal:change-homework", args=[task.pk])).status_code == 404

    def test_task_of_a_locked_lesson_stays(self, cast, teacher):
        old = build.lesson(cast.course, date(2026, 11, 5))
        task = Homework.objects.create(lesson=old, due_on=date(2026, 11, 6), text="№ 5", author=cast.teacher.user)

        answer = teacher.post(reverse("journal:remove-homework", args=[task.pk]), HTTP_HX_REQUEST="true")

        task.refresh_from_db()
        assert (answer.status_code, task.removed_at) == (422, None)
        assert "Срок правки прошёл" in answer.content.decode()


class TestQuick:
    def give(self, client, lesson, text="§ 12", **headers):
        return client.post(reverse("journal:give-homework-quick", args=[lesson.pk]), {"text": text}, **headers)

    def test_line_is_due_on_the_next_lesson(self, cast, teacher, following):
        answer = self.give(teacher, cast.lesson, HTTP_HX_REQUEST="true")

        assert Homework.objects.get().due_lesson == following
        assert "§ 12" in answer.content.decode()

    def test_without_a_next_lesson_the_words_stay(self, cast, teacher):
        answer = self.give(teacher, cast.lesson, HTTP_HX_REQUEST="true")

        assert answer.status_code == 422
        assert 'value="§ 12"' in answer.content.decode()
        assert "Следующего урока в расписании нет" in answer.content.decode()

    def test_zero_byte_is_refused_with_words(self, cast, teacher, following):
        answer = self.give(teacher, cast.lesson, "§\x0012", HTTP_HX_REQUEST="true")

        assert (answer.status_code, Homework.objects.count()) == (422, 0)
        assert "недопустимый знак" in answer.content.decode()

    def test_without_script_it_leads_back(self, cast, teacher, following):
        assert self.give(teacher, cast.lesson).url == reverse("journal:lesson", args=[cast.lesson.pk])

    @pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_address_to_return_to_is_ours_only(self, cast, teacher, following, url):
        answer = teacher.post(
            reverse("journal:give-homework-quick", args=[cast.lesson.pk]), {"text": "§ 12", "next": url}
        )

        assert answer.url == reverse("journal:lesson", args=[cast.lesson.pk])


class TestEvening:
    @pytest.fixture
    def other(self, cast, following):
        """Algebra gives 100 minutes to 7Б for tomorrow; geometry is to give more."""
        Homework.objects.create(lesson=cast.lesson, due_on=TOMORROW, text="№ 5", minutes=100, author=cast.teacher.user)
        geometry = build.course(cast.teacher, build.whole(cast.school_class), "Геометрия")
        return build.lesson(geometry, slot=3)

    def ask(self, client, lesson, **fields):
        answer = client.get(
            reverse("journal:homework-load", args=[lesson.pk]), {"due_lesson": "", "due_on": "2026-11-24", **fields}
        )
        return answer.context["evening"]

    def test_all_subjects_are_summed(self, teacher, other):
        assert self.ask(teacher, other, minutes=30) == DayLoad(130, 150, 0, 2)
        assert self.ask(teacher, other, minutes=60) == DayLoad(160, 150, 2, 2)

    def test_individual_task_burdens_its_pupils_only(self, cast, teacher, other):
        own = Homework.objects.create(
            lesson=other, due_on=TOMORROW, text="№ 7", minutes=40, is_individual=True, author=cast.teacher.user
        )
        own.pupils.add(cast.egor)

        assert self.ask(teacher, other, minutes=30) == DayLoad(170, 150, 1, 2)
        assert self.ask(teacher, other, minutes=30, pupils=[cast.daria.pk]) == DayLoad(130, 150, 0, 1)

    def test_task_being_changed_is_not_counted_twice(self, cast, teacher, other):
        task = Homework.objects.get()

        assert self.ask(teacher, other, minutes=30, without=task.pk) == DayLoad(30, 150, 0, 2)

    def test_nothing_to_say_before_minutes_or_a_day_are_known(self, teacher, other):
        assert self.ask(teacher, other, minutes="") is None
        assert self.ask(teacher, other, minutes=30, due_on="когда-нибудь") is None

    def test_removed_tasks_do_not_count(self, cast, teacher, other):
        teacher.post(reverse("journal:remove-homework", args=[Homework.objects.get().pk]))

        assert self.ask(teacher, other, minutes=30) == DayLoad(30, 150, 0, 2)

    def test_overfull_evening_is_warned_of_and_the_task_is_given(self, cast, teacher, other):
        answer = teacher.post(
            reverse("journal:give-homework", args=[other.pk]),
            {"text": "№ 7", "due_on": "2026-11-24", "minutes": "60"},
            follow=True,
        )

        assert Homework.objects.count() == 2
        assert "до 160 мин при норме 150" in answer.content.decode()


def test_same_queries_for_one_task_and_for_three(cast, teacher, following, django_assert_num_queries):
    url = reverse("journal:topics", args=[cast.course.pk, cast.course.scheme.periods.get(number=2).pk])
    give(teacher, cast.lesson, due_lesson=following.pk)
    teacher.get(url)

    with django_assert_num_queries(TOPICS):
        teacher.get(url)
    for number in range(2):
        lesson = build.lesson(cast.course, date(2026, 11, 16 + number))
        give(teacher, lesson, due_lesson=following.pk, pupils=[cast.egor.pk], links="https://ya.ru")
    with django_assert_num_queries(TOPICS):
        teacher.get(url)


TOPICS = 12
