"""Loading a whole course."""

from datetime import date

from parta.audit.models import Change
from parta.journal.models import Cell, Homework, LessonRecord, Mark, WorkKind
from parta.journal.services.bulk import load
from parta.journal.services.kinds import ensure_default_kinds


def test_load_writes_everything_and_one_history_row(cast):
    load(
        cast.course,
        records=[LessonRecord(lesson=cast.lesson, topic="Степени")],
        cells=[Cell(lesson=cast.lesson, pupil=cast.egor, absence="н"), Cell(lesson=cast.lesson, pupil=cast.daria)],
        marks=[(1, Mark(value=2)), (1, Mark(value=4, retakes=True))],
        homework=[Homework(lesson=cast.lesson, due_on=date(2026, 11, 24), text="№ 5", author=cast.teacher.user)],
        by=cast.admin,
    )

    assert LessonRecord.objects.get().topic == "Степени"
    assert list(Mark.objects.values_list("cell__pupil", "position", "value")) == [
        (cast.daria.pk, 0, 2),
        (cast.daria.pk, 1, 4),
    ]
    assert Homework.objects.get().text == "№ 5"
    change = Change.objects.get()
    assert (change.action, change.target_id, change.after) == (
        "journal.load_course", cast.course.pk, {"lessons": 1, "cells": 2, "marks": 2, "homework": 1},
    )  # fmt: skip


def test_default_kinds_are_made_once(db):
    WorkKind.objects.all().delete()

    first, again = ensure_default_kinds(), ensure_default_kinds()

    assert first.keys() == again.keys()
    assert [kind.name for kind in first.values() if kind.is_default] == ["ответ на уроке"]
    assert WorkKind.objects.count() == len(first)
