"""Marks wait in the browser for the one who typed them: on a shared computer nobody sends them under another name."""

from django.urls import reverse

from parta.journal.models import Cell, LessonRecord

from .wire import cell_op, content


def post(client, url, **body):
    return client.post(url, body, content_type="application/json")


def test_marks_of_another_user_are_kept_waiting_even_by_who_may_write(cast, sign_in):
    cast.lesson.substitute = cast.stranger
    cast.lesson.save()
    url = reverse("journal:apply", args=[cast.course.pk])
    op = cell_op(cast.lesson, cast.daria, content(5))

    kept = post(sign_in(cast.stranger.user), url, me=cast.teacher.user.pk, ops=[op])

    assert kept.status_code == 401
    assert not Cell.objects.exists()
    own = post(sign_in(cast.teacher.user), url, me=cast.teacher.user.pk, ops=[op])
    assert own.json()["results"][0]["status"] == "applied"
    assert Cell.objects.get().changed_by == cast.teacher.user


def test_somebody_without_the_journal_is_told_to_sign_in_and_not_that_it_is_gone(cast, sign_in):
    url = reverse("journal:apply", args=[cast.course.pk])

    kept = post(sign_in(cast.daria.user), url, me=cast.teacher.user.pk, ops=[])

    assert kept.status_code == 401


def test_roll_call_of_another_user_is_kept_waiting(cast, sign_in):
    url = reverse("journal:roll-call", args=[cast.lesson.pk])

    kept = post(sign_in(cast.stranger.user), url, me=cast.teacher.user.pk, ops=[], roll=True)

    assert kept.status_code == 401
    assert not LessonRecord.objects.exists()
    own = post(sign_in(cast.teacher.user), url, me=cast.teacher.user.pk, ops=[], roll=True)
    assert own.json()["roll"] is True
