"""Bells are kept whole: no lesson begins before another ends, and the school always has default ones."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.timetable.models import BellSchedule, ClassBells, DayBells
from parta.timetable.rules import BellTime
from parta.timetable.services.bells import drop_day_bells, remove_bells, save_bells, set_class_bells, set_day_bells
from tests import build

FIRST, SECOND = BellTime(1, time(8, 30), time(9, 15)), BellTime(2, time(9, 25), time(10, 10))
MONDAY = date(2026, 11, 23)


def names():
    return {schedule.name: schedule.is_default for schedule in BellSchedule.objects.all()}


def test_first_bells_are_the_default(db):
    save_bells(name="Обычные", bells=[FIRST, SECOND], by=None)
    save_bells(name="Сокращённые", bells=[FIRST], by=None)

    assert names() == {"Обычные": True, "Сокращённые": False}
    change = Change.objects.last()
    assert change.after == {
        "name": "Обычные", "is_default": True, "bells": {"1": "8:30–9:15", "2": "9:25–10:10"}
    }  # fmt: skip


def test_new_default_takes_the_place_of_the_old(db):
    save_bells(name="Обычные", bells=[FIRST], by=None)

    save_bells(name="Зимние", bells=[FIRST], is_default=True, by=None)

    assert names() == {"Обычные": False, "Зимние": True}


def test_changed_bells_replace_the_old_ones(db):
    bells = save_bells(name="Обычные", bells=[FIRST, SECOND], by=None)

    save_bells(schedule=bells, name="Обычные", bells=[SECOND], by=None)

    assert list(bells.bells.values_list("slot", flat=True)) == [2]
    assert names() == {"Обычные": True}


def test_saving_the_same_bells_leaves_no_history(db):
    bells = save_bells(name="Обычные", bells=[FIRST], by=None)

    save_bells(schedule=bells, name="Обычные", bells=[FIRST], by=None)

    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "bells", "words"),
    [
        (" ", [FIRST], "Назовите звонки"),
        ("обычные", [FIRST], "Такие звонки уже есть"),
        ("Новые", [], "хотя бы одного урока"),
        ("Новые", [FIRST, BellTime(2, time(9, 0), time(9, 45))], "Урок 2 начинается раньше, чем кончается урок 1"),
    ],
)
def test_wrong_bells_are_refused(db, name, bells, words):
    save_bells(name="Обычные", bells=[FIRST], by=None)

    with pytest.raises(ValidationError, match=words):
        save_bells(name=name, bells=bells, by=None)

    assert names() == {"Обычные": True}


def test_bells_in_use_are_not_removed(cast):
    default = BellSchedule.objects.get()
    late = save_bells(name="Вторая смена", bells=[FIRST], by=None)
    set_class_bells(cast.school_class, late, by=cast.admin)
    for bells, words in ((default, "Основные звонки нельзя удалить"), (late, "учатся классы")):
        with pytest.raises(ValidationError, match=words):
            remove_bells(bells, by=cast.admin)

    set_class_bells(cast.school_class, None, by=cast.admin)
    remove_bells(late, by=cast.admin)

    assert names() == {"Обычные": True}
    assert ClassBells.objects.count() == 0


def test_default_bells_need_no_line_for_the_class(cast):
    set_class_bells(cast.school_class, BellSchedule.objects.get(), by=cast.admin)

    assert ClassBells.objects.count() == 0


def test_shortened_day_is_told_to_those_who_teach_that_day_and_is_taken_back(cast):
    short = save_bells(name="Сокращённые", bells=[FIRST], by=None)

    day = set_day_bells(MONDAY, short, by=cast.deputy)
    drop_day_bells(day, by=cast.deputy)

    notices = Notice.objects.filter(user=cast.teacher.user).order_by("id")
    assert [notice.text for notice in notices] == [
        "Пн, 23 ноября: звонки «Сокращённые».",
        "Пн, 23 ноября: звонки обычные.",
    ]
    assert not Notice.objects.filter(user=cast.class_teacher.user).exists()
    assert DayBells.objects.count() == 0
    actions = Change.objects.filter(target_kind="day").order_by("id").values_list("action", flat=True)
    assert list(actions) == ["timetable.set_day_bells", "timetable.drop_day_bells"]


def test_day_has_one_schedule_for_all(cast):
    short = save_bells(name="Сокращённые", bells=[FIRST], by=None)
    shorter = save_bells(name="Очень короткие", bells=[FIRST], by=None)
    set_day_bells(MONDAY, short, by=cast.deputy)

    set_day_bells(MONDAY, shorter, by=cast.deputy)

    assert DayBells.objects.get().schedule == shorter


def test_bells_in_place_of_themselves_are_refused(cast):
    bells = build.bells()

    with pytest.raises(ValidationError, match="те же самые"):
        set_day_bells(MONDAY, bells, by=cast.deputy, instead_of=bells)


@pytest.mark.parametrize("is_first", [True, False])
def test_first_bells_of_a_school_are_its_main_ones(is_first, cast, sign_in):
    if is_first:
        BellSchedule.objects.all().delete()

    form = sign_in(cast.deputy).get("/timetable/bells/new/").context["form"]

    assert form["is_default"].value() is is_first
