"""The weekly timetable changes from a day on; what was before stays."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.school.models import Period
from parta.timetable.models import Lesson, TimetableEntry
from parta.timetable.services.entries import EntryValues, add_entry, change_entry, remove_entry
from parta.timetable.services.refusals import Clashing
from tests import build

pytestmark = pytest.mark.django_db
TODAY, LAST = date(2026, 11, 23), date(2027, 5, 31)


@pytest.fixture
def seven_b():
    build.bells()
    return build.school_class("7Б")


@pytest.fixture
def course(seven_b):
    return build.course(build.employee(), build.whole(seven_b))


def put(course, weekday=1, slot=1, **fields):
    return add_entry(EntryValues(course, weekday, slot), by=None, **fields).entry


def lines():
    found = TimetableEntry.objects.order_by("valid_from", "pk")
    return [(line.weekday, line.slot, line.valid_from, line.valid_to) for line in found]


def days(**fields):
    return list(Lesson.objects.filter(on__lt=date(2026, 12, 15), **fields).order_by("on").values_list("on", flat=True))


def test_line_stands_from_today_and_makes_its_lessons(course):
    by = build.user()

    placed = add_entry(EntryValues(course, 1, 2, room=build.room("12")), by=by)

    assert lines() == [(1, 2, TODAY, LAST)]
    assert days() == [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14)]
    assert placed.lessons.made == Lesson.objects.count()
    change = Change.objects.get(action="timetable.add_entry")
    assert (change.by, change.label) == (by, "7Б · Алгебра, понедельник, 2-й урок")
    assert change.after == {"line": change.label, "room": "12", "from": "2026-11-23", "to": "2027-05-31"}


def test_change_from_a_day_ends_the_old_line_the_day_before(course):
    entry = put(course, from_on=date(2026, 11, 9))

    change_entry(entry, EntryValues(course, 3, 4), by=None, from_on=date(2026, 11, 30))

    assert lines() == [(1, 1, date(2026, 11, 9), date(2026, 11, 29)), (3, 4, date(2026, 11, 30), LAST)]
    assert days() == [date(2026, 11, day) for day in (9, 16, 23)] + [date(2026, 12, day) for day in (2, 9)]


def test_change_back_to_the_first_day_replaces_the_line(course):
    entry = put(course, from_on=date(2026, 11, 30))

    change_entry(entry, EntryValues(course, 3, 4), by=None, from_on=date(2026, 11, 1))

    assert lines() == [(3, 4, date(2026, 11, 30), LAST)]
    assert days() == [date(2026, 12, 2), date(2026, 12, 9)]


def test_another_room_keeps_the_lessons_themselves(course):
    entry = put(course)
    lesson = Lesson.objects.get(on=date(2026, 11, 30))
    build.topic(lesson)

    change_entry(entry, EntryValues(course, 1, 1, room=build.room("14")), by=None)

    lesson.refresh_from_db()
    assert lesson.room.name == "14"
    assert lesson.entry == TimetableEntry.objects.get()
    assert len(days()) == 4


def test_line_given_to_another_course(course):
    other = build.course(course.teacher, course.group, "Геометрия")
    entry = put(course)

    change_entry(entry, EntryValues(other, 1, 1), by=None, from_on=date(2026, 11, 30))

    assert days(course=course) == [TODAY]
    assert days(course=other) == [date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 14)]


def test_written_lesson_outlives_its_line(course):
    entry = put(course, from_on=date(2026, 11, 30))
    build.topic(Lesson.objects.get(on=date(2026, 12, 7)))

    placed = remove_entry(entry, by=None)

    assert placed.entry is None
    assert placed.lessons.kept == 1
    assert days() == [date(2026, 12, 7)]
    assert lines() == []


def test_removed_line_that_had_begun_ends_the_day_before(course):
    entry = put(course, from_on=date(2026, 11, 9))

    remove_entry(entry, by=None)

    assert lines() == [(1, 1, date(2026, 11, 9), date(2026, 11, 22))]
    assert days() == [date(2026, 11, 9), date(2026, 11, 16)]
    change = Change.objects.get(action="timetable.remove_entry")
    assert (change.before["to"], change.after["to"]) == ("2027-05-31", "2026-11-22")


def test_line_that_never_began_goes_altogether(course):
    entry = put(course, from_on=date(2026, 11, 30))

    remove_entry(entry, by=None)

    assert lines() == []
    assert days() == []
    assert Change.objects.get(action="timetable.remove_entry").after is None


def test_doubled_line_is_refused_even_despite_clashes(course):
    put(course)

    with pytest.raises(ValidationError, match="Такая строка уже есть: 7Б, Алгебра"):
        put(course, despite_clashes=True)

    assert len(lines()) == 1


@pytest.fixture
def algebra_monday_1(course):
    return add_entry(EntryValues(course, 1, 1, room=build.room("12")), by=None)


def other_course(course, seven_b, what):
    seven_a = build.whole(build.school_class("7А"))
    someone = build.employee("Белова Анна")
    return {
        "teacher": lambda: build.course(course.teacher, seven_a, "Геометрия"),
        "room": lambda: build.course(someone, seven_a, "История"),
        "pupils": lambda: build.course(someone, build.subgroup(seven_b), "Английский язык"),
    }[what]()


CLASHING = [
    ("teacher", "30", "Учитель занят в это время: 7Б, Алгебра."),
    ("room", "12", "Кабинет 12 занят: 7Б, Алгебра."),
    ("pupils", "30", "Ученики заняты: 7Б, Алгебра."),
]


@pytest.mark.parametrize(("what", "room", "words"), CLASHING)
def test_clash_is_told_and_may_be_overruled(course, seven_b, algebra_monday_1, what, room, words):
    values = EntryValues(other_course(course, seven_b, what), 1, 1, room=build.room(room))

    with pytest.raises(Clashing) as told:
        add_entry(values, by=None)
    assert told.value.words == [words]
    assert len(lines()) == 1

    add_entry(values, by=None, despite_clashes=True)
    assert len(lines()) == 2


def test_subgroups_of_a_class_stand_beside_each_other(seven_b):
    daria, egor = build.pupil(of=seven_b), build.pupil("Дмитриев Егор", of=seven_b)
    first = build.subgroup(seven_b, "7Б (1)", pupils=[daria])
    second = build.subgroup(seven_b, "7Б (2)", pupils=[egor])
    put(build.course(build.employee("Белова Анна"), first, "Английский язык"))

    put(build.course(build.employee("Громов Илья"), second, "Английский язык"))

    assert len(lines()) == 2


def test_course_that_stopped_stands_in_nobodys_way(course):
    put(course)
    course.is_active = False
    course.save()

    put(build.course(course.teacher, course.group, "Геометрия"))

    assert len(lines()) == 2


def test_odd_and_even_lines_never_clash(course):
    other = build.course(course.teacher, course.group, "Геометрия")
    add_entry(EntryValues(course, 1, 1, weeks="odd"), by=None)

    add_entry(EntryValues(other, 1, 1, weeks="even"), by=None)

    assert len(lines()) == 2


def test_change_does_not_clash_with_the_line_it_replaces(course):
    entry = put(course)

    change_entry(entry, EntryValues(course, 1, 1, room=build.room("30")), by=None)

    assert TimetableEntry.objects.get().room.name == "30"


@pytest.mark.parametrize(
    ("values", "span", "field"),
    [
        ({"slot": None}, {}, "slot"),
        ({"slot": None, "starts_at": time(15, 0), "ends_at": time(14, 0)}, {}, "ends_at"),
        ({}, {"from_on": date(2026, 8, 1)}, "from_on"),
        ({}, {"to_on": date(2026, 11, 1)}, "to_on"),
        ({}, {"to_on": date(2027, 6, 30)}, "to_on"),
    ],
)
def test_wrong_line_is_refused_by_its_field(course, values, span, field):
    with pytest.raises(ValidationError) as refused:
        add_entry(EntryValues(course, **{"weekday": 1, "slot": 1, **values}), by=None, **span)

    assert list(refused.value.message_dict) == [field]


def test_closed_period_keeps_its_timetable(course):
    Period.objects.filter(number=1).update(closed_at="2026-10-26T09:00:00Z")

    with pytest.raises(ValidationError, match="период «I четверть» закрыт"):
        put(course, from_on=date(2026, 9, 7))

    assert lines() == []


def test_second_shift_is_another_hour(course):
    from parta.timetable.rules import BellTime
    from parta.timetable.services.bells import save_bells, set_class_bells

    late = build.school_class("6А")
    bells = save_bells(name="Вторая смена", bells=[BellTime(1, time(14, 0), time(14, 45))], by=None)
    set_class_bells(late, bells, by=None)
    put(course)

    put(build.course(course.teacher, build.whole(late)))

    assert len(lines()) == 2
