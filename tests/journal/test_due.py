"""The day a task is due on follows its lesson, in the transaction that changes the lesson."""

from datetime import date
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from parta.audit.models import Change
from parta.journal.access import lesson_to_write
from parta.journal.models import Homework
from parta.journal.queries.homework import due_days
from parta.journal.rules.homework import Task
from parta.journal.services.homework import give_homework
from parta.timetable.models import Lesson
from parta.timetable.services.changes import cancel_lesson, move_lesson, restore_lesson, return_lesson
from parta.timetable.services.lessons import make_lessons
from tests import build

TUESDAY, WEDNESDAY, THURSDAY, NEXT_WEEK = (date(2026, 11, day) for day in (24, 25, 26, 30))


@pytest.fixture
def due(cast):
    return build.lesson(cast.course, WEDNESDAY, slot=2)


@pytest.fixture
def task(cast, due):
    return Homework.objects.create(
        lesson=cast.lesson, due_lesson=due, due_on=WEDNESDAY, text="№ 5", author=cast.teacher.user
    )


def due_on(task):
    return Homework.objects.get(pk=task.pk).due_on


def test_moved_lesson_takes_its_tasks_along_and_back(cast, due, task):
    move_lesson(due, on=THURSDAY, slot=3, by=cast.deputy)
    assert due_on(task) == THURSDAY

    return_lesson(due, by=cast.deputy)
    assert due_on(task) == WEDNESDAY


def test_cancelled_lesson_gives_its_tasks_to_the_next_one_and_takes_them_back(cast, due, task):
    following = build.lesson(cast.course, THURSDAY)
    build.lesson(cast.course, NEXT_WEEK)

    cancel_lesson(due, reason="мороз", by=cast.deputy)
    assert due_on(task) == THURSDAY
    cancel_lesson(following, reason="мороз", by=cast.deputy)
    assert due_on(task) == NEXT_WEEK

    restore_lesson(due, by=cast.deputy)
    assert due_on(task) == WEDNESDAY


@pytest.mark.parametrize(("slot", "day"), [(1, NEXT_WEEK), (3, WEDNESDAY)])
def test_another_lesson_of_the_same_day_takes_them_when_it_is_later(cast, due, task, slot, day):
    build.lesson(cast.course, WEDNESDAY, slot=slot)
    build.lesson(cast.course, NEXT_WEEK)

    cancel_lesson(due, reason="мороз", by=cast.deputy)

    assert due_on(task) == day


def test_without_a_next_lesson_the_day_stays(cast, due, task):
    build.lesson(build.course(cast.teacher, cast.course.group, "Геометрия"), THURSDAY, slot=3)

    cancel_lesson(due, reason="мороз", by=cast.deputy)

    assert due_on(task) == WEDNESDAY


def test_lesson_moved_before_the_one_it_was_given_at(cast, due, task):
    build.lesson(cast.course, NEXT_WEEK)
    given = build.lesson(cast.course, TUESDAY)
    Homework.objects.update(lesson=given)

    move_lesson(due, on=date(2026, 11, 23), slot=6, by=cast.deputy)

    assert due_on(task) == NEXT_WEEK


def test_lessons_made_and_removed_by_the_timetable_are_followed(cast, due, task):
    build.lesson(cast.course, NEXT_WEEK)
    cancel_lesson(due, reason="мороз", by=cast.deputy)
    assert due_on(task) == NEXT_WEEK
    entry = build.entry(cast.course, weekday=4, slot=3)

    make_lessons(from_on=TUESDAY, to_on=THURSDAY, by=cast.deputy)
    assert Lesson.objects.filter(entry=entry, on=THURSDAY).exists()
    assert due_on(task) == THURSDAY

    entry.delete()
    Lesson.objects.filter(on=THURSDAY).update(entry=build.entry(cast.course, weekday=2, slot=7, valid_to=TUESDAY))
    make_lessons(from_on=TUESDAY, to_on=THURSDAY, by=cast.deputy)
    assert due_on(task) == NEXT_WEEK


def test_removed_tasks_and_tasks_due_on_a_day_stay(cast, due, task):
    fixed = Homework.objects.create(lesson=cast.lesson, due_on=WEDNESDAY, text="№ 6", author=cast.teacher.user)
    Homework.objects.filter(pk=task.pk).update(removed_at="2026-11-23T09:00Z")

    move_lesson(due, on=THURSDAY, slot=3, by=cast.deputy)

    assert (due_on(task), due_on(fixed)) == (WEDNESDAY, WEDNESDAY)


def test_change_of_the_day_is_in_the_history(cast, due, task):
    move_lesson(due, on=THURSDAY, slot=3, by=cast.deputy)

    change = Change.objects.get(action="journal.follow_lesson")
    assert (change.target_id, change.by) == (task.pk, cast.deputy)
    assert (change.before, change.after) == ({"due": "2026-11-25"}, {"due": "2026-11-26"})


def test_move_taken_back_by_its_transaction_takes_the_day_back(cast, due, task):
    with transaction.atomic():
        move_lesson(due, on=THURSDAY, slot=3, by=cast.deputy)
        transaction.set_rollback(True)

    assert due_on(task) == WEDNESDAY


@pytest.mark.parametrize("change", ["moved", "cancelled"])
def test_lesson_changed_while_the_form_was_sent_is_not_chosen_blindly(cast, due, change):
    opened = lesson_to_write(cast.teacher.user, cast.lesson.pk)
    meant = Task(text="№ 7", due_on=WEDNESDAY, due_lesson_id=due.pk)
    Lesson.objects.filter(pk=due.pk).update(**{"on": THURSDAY} if change == "moved" else {"state": "cancelled"})

    with pytest.raises(ValidationError, match="только что перенесли или отменили"):
        give_homework(opened, meant, by=cast.teacher.user, now=timezone.now())

    assert not Homework.objects.exists()


@pytest.mark.parametrize("tasks", [1, 3])
def test_same_statements_for_one_task_and_for_three_unmoved(cast, due, task, tasks, django_assert_num_queries):
    for number in range(tasks - 1):
        Homework.objects.create(
            lesson=cast.lesson, due_lesson=due, due_on=WEDNESDAY, text=str(number), author=cast.teacher.user
        )

    with django_assert_num_queries(1):
        assert due_days([cast.course.pk]) == {}


def test_teacher_is_told_of_the_cancelled_lesson(cast, due, task, sign_in):
    page = reverse("journal:lesson", args=[cast.lesson.pk])
    client = sign_in(cast.teacher.user)
    following = build.lesson(cast.course, THURSDAY)

    cancel_lesson(due, reason="мороз", by=cast.deputy)
    assert "к 26 ноября · урок 25 ноября отменён" in client.get(page).content.decode()

    cancel_lesson(following, reason="мороз", by=cast.deputy)
    assert "к 25 ноября · урок отменён" in client.get(page).content.decode()


def test_form_of_a_task_whose_lesson_was_cancelled_offers_the_next_lesson(cast, due, task, sign_in):
    following = build.lesson(cast.course, THURSDAY)
    cancel_lesson(due, reason="мороз", by=cast.deputy)

    form = sign_in(cast.teacher.user).get(reverse("journal:change-homework", args=[task.pk])).context["form"]

    assert (form["due_lesson"].value(), form["due_on"].value()) == (str(following.pk), None)


def test_task_given_at_a_cancelled_lesson_is_seen_changed_and_taken_back(cast, task, sign_in):
    client = sign_in(cast.teacher.user)
    cancel_lesson(cast.lesson, reason="мороз", by=cast.deputy)
    topics = reverse("journal:topics", args=[cast.course.pk, cast.course.scheme.periods.get(number=2).pk])
    change = reverse("journal:change-homework", args=[task.pk])

    page = client.get(topics).content.decode()
    assert "№ 5" in page
    assert f"{change}?next=" in page
    assert "ещё задание" not in page
    assert client.post(change, {"text": "№ 8", "due_lesson": task.due_lesson_id}).status_code == 302
    assert Homework.objects.get().text == "№ 8"
    client.post(reverse("journal:remove-homework", args=[task.pk]))
    assert Homework.objects.get().removed_at is not None

    refused = client.post(
        reverse("journal:give-homework-quick", args=[cast.lesson.pk]), {"text": "№ 9"}, HTTP_HX_REQUEST="true"
    )
    assert (refused.status_code, Homework.objects.count()) == (422, 1)


def test_update_of_former_tasks(cast, due, task):
    update = import_module("parta.journal.migrations.0002_homework_follows_its_lesson").FOLLOW
    moved = build.lesson(cast.course, NEXT_WEEK)
    other = Homework.objects.create(
        lesson=cast.lesson, due_lesson=moved, due_on=TUESDAY, text="№ 6", author=cast.teacher.user
    )
    fixed = Homework.objects.create(lesson=cast.lesson, due_on=TUESDAY, text="№ 7", author=cast.teacher.user)
    Lesson.objects.filter(pk=due.pk).update(state="cancelled")

    with connection.cursor() as cursor:
        cursor.execute(update)

    assert (due_on(task), due_on(other), due_on(fixed)) == (NEXT_WEEK, NEXT_WEEK, TUESDAY)
