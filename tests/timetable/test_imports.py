"""An import planned, applied, compared and taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.journal.models import Cell
from parta.school.models import (
    Course,
    Employee,
    GroupMembership,
    ImportBatch,
    PeriodScheme,
    Room,
    SchoolClass,
    StudyGroup,
    Subject,
)
from parta.timetable import exchange
from parta.timetable.models import Bell, BellSchedule, Lesson, TimetableDraft, TimetableEntry
from parta.timetable.queries.imports.choices import Choices, ClassChoice, Kind
from parta.timetable.queries.imports.memory import remembered_choices
from parta.timetable.queries.imports.planning import Plan, plan_of
from parta.timetable.services import imports
from tests import build

from .exchange.files import asc, real, xlsx

TODAY, YEAR_END = date(2026, 11, 23), date(2027, 5, 31)
WEEK = """
| День | №  | 7А               | 7Б               |
| Пн   | 1  | Алгебра 12       | История 14       |
|      | 2  | Английский;1/2   | Алгебра 12       |
| Вт   | 1  | История 14       | Английский;1/2   |
"""


@pytest.fixture
def by(db):
    build.school()
    build.scheme()
    return build.user("deputy", is_deputy=True)


def draft(content: bytes, *, by, name: str = "школа.xlsx", choices: Choices | None = None) -> TimetableDraft:
    choices = choices or remembered_choices()
    reading = exchange.read(content, name=name, labels=choices.labels)
    return imports.start_draft(file_name=name, content=content, reading=reading, choices=choices, by=by)


def plan(of: TimetableDraft) -> Plan:
    from parta.timetable.lines import from_json
    from parta.timetable.queries.imports import choices

    return plan_of(from_json(of.reading), choices.from_json(of.choices), build.year())


def load(content: bytes, *, by, choices: Choices | None = None, name: str = "школа.xlsx") -> ImportBatch:
    made = draft(content, by=by, choices=choices, name=name)
    return imports.apply_draft(made, fingerprint=plan(made).fingerprint, by=by)


def lines(on: date = TODAY) -> set[tuple[str, str, int, int, str]]:
    entries = TimetableEntry.objects.filter(valid_from__lte=on, valid_to__gte=on)
    rows = entries.values_list("course__group__name", "course__subject__name", "weekday", "slot", "room__name")
    return {(*row[:4], row[4] or "") for row in rows}


def rows_of_school() -> list[int]:
    models = [SchoolClass, StudyGroup, Subject, Room, Employee, Course, TimetableEntry, Lesson, GroupMembership]
    return [model._default_manager.count() for model in models]


def test_first_import_makes_everything(by):
    batch = load(xlsx(Лист=WEEK), by=by)

    assert lines() == {
        ("7А", "Алгебра", 1, 1, "12"),
        ("7А Английский 1", "Английский", 1, 2, "1"),
        ("7А Английский 2", "Английский", 1, 2, "2"),
        ("7А", "История", 2, 1, "14"),
        ("7Б", "История", 1, 1, "14"),
        ("7Б", "Алгебра", 1, 2, "12"),
        ("7Б Английский 1", "Английский", 2, 1, "1"),
        ("7Б Английский 2", "Английский", 2, 1, "2"),
    }
    school_class = SchoolClass.objects.get(letter="А")
    assert (school_class.level, school_class.scheme.name) == (7, "четверти")
    assert StudyGroup.objects.get(name="7А").is_whole
    assert StudyGroup.objects.get(name="7А Английский 2").school_class == school_class
    assert batch.summary["counts"]["courses"] == 8
    assert batch.summary["teacherless"][0] == "7А · Алгебра"
    assert not TimetableDraft.objects.exists()


def test_lessons_are_made_from_the_day_to_the_years_end(by):
    load(xlsx(Лист=WEEK), by=by)

    mondays = Lesson.objects.filter(course__group__name="7А", course__subject__name="Алгебра")
    assert mondays.earliest("on").on == TODAY
    assert mondays.filter(on__gt=YEAR_END).count() == 0
    assert {lesson.on.isoweekday() for lesson in mondays} == {1}


def test_import_is_in_the_history(by):
    batch = load(xlsx(Лист=WEEK), by=by)

    actions = list(Change.objects.filter(by=by).values_list("action", flat=True))
    assert actions.count("timetable.import_timetable") == 1
    assert actions.count("timetable.add_entry") == 8
    assert actions.count("school.create_class") == 2
    change = Change.objects.get(action="timetable.import_timetable")
    assert (change.target_id, change.label, change.after["added"]) == (batch.pk, "школа.xlsx", 8)


def test_existing_rows_are_used(by):
    school_class = build.school_class("7А")
    teacher = build.employee()
    course = build.course(teacher, build.whole(school_class), "Алгебра", hours=5)
    english = [
        build.course(None, build.subgroup(school_class, f"7А англ. {name}"), "Английский язык") for name in ("1", "2")
    ]
    Subject.objects.filter(name="Английский язык").update(short_name="Английский")
    build.room("12")

    batch = load(xlsx(Лист=WEEK), by=by)

    assert TimetableEntry.objects.get(course=course).room.name == "12"
    assert [TimetableEntry.objects.filter(course=one).count() for one in english] == [1, 1]
    assert Course.objects.get(pk=course.pk).hours == 5
    assert Subject.objects.filter(name__startswith="Англ").count() == 1
    assert batch.summary["counts"]["classes"] == 1  # 7Б
    assert Room.objects.filter(name="12").count() == 1


def test_same_file_again_changes_nothing(by):
    load(xlsx(Лист=WEEK), by=by)
    before = rows_of_school()

    again = draft(xlsx(Лист=WEEK), by=by)

    planned = plan(again)
    assert planned.difference.is_empty
    assert len(planned.difference.same) == 8
    assert not planned.may_apply
    with pytest.raises(ValidationError, match="Без изменений"):
        imports.apply_draft(again, fingerprint=planned.fingerprint, by=by)
    assert rows_of_school() == before


def test_changed_file_changes_exactly_the_changed_lines(by):
    load(xlsx(Лист=WEEK), by=by)
    untouched = Lesson.objects.filter(course__subject__name="История").values_list("pk", flat=True)
    kept = set(untouched)
    changed = (
        WEEK.replace("| Алгебра 12       | История 14 ", "| Алгебра 15       | История 14 ").replace(  # another room
            "| История 14       | Английский;1/2 ", "| История 14       | |"
        )  # 7Б has it no more
    )
    monday = date(2026, 12, 7)

    again = draft(xlsx(Лист=changed), by=by, choices=from_on(monday))
    planned = plan(again)
    imports.apply_draft(again, fingerprint=planned.fingerprint, by=by)

    difference = planned.difference
    assert [change.words for change in difference.changed] == [["кабинет 12 → 15"]]
    assert {line.course.group for line in difference.removed} == {"7Б Английский 1", "7Б Английский 2"}
    assert (len(difference.added), len(difference.same)) == (0, 5)
    assert ("7А", "Алгебра", 1, 1, "12") in lines(date(2026, 12, 6))
    assert ("7А", "Алгебра", 1, 1, "15") in lines(monday)
    assert not [line for line in lines(monday) if line[0].startswith("7Б Англ")]
    assert set(untouched.all()) == kept
    rooms = dict(
        Lesson.objects.filter(course__group__name="7А", slot=1, on__in=[TODAY, monday]).values_list("on", "room__name")
    )
    assert rooms == {TODAY: "12", monday: "15"}
    assert not Lesson.objects.filter(course__group__name="7Б Английский 1", on__gte=monday).exists()
    assert Lesson.objects.filter(course__group__name="7Б Английский 1", on__lt=monday).exists()


def from_on(on: date, to_on: date | None = None) -> Choices:
    choices = remembered_choices()
    choices.from_on, choices.to_on = on, to_on
    return choices


def test_timetable_for_two_weeks_lets_the_old_one_go_on(by):
    load(xlsx(Лист=WEEK), by=by)

    load(xlsx(Лист=WEEK.replace("Алгебра 12       | История", "Алгебра 15       | История")), by=by,
         choices=from_on(date(2026, 12, 7), date(2026, 12, 20)))  # fmt: skip

    algebra = Lesson.objects.filter(course__group__name="7А", course__subject__name="Алгебра")
    rooms = {lesson.on: lesson.room.name for lesson in algebra.select_related("room")}
    assert [rooms[date(2026, 12, day)] for day in (7, 14, 21)] == ["15", "15", "12"]


def test_lines_of_classes_that_are_not_in_the_file_stay(by):
    other = build.entry(build.course(None, build.whole(build.school_class("8А")), "Химия"))

    load(xlsx(Лист=WEEK), by=by)

    assert TimetableEntry.objects.filter(pk=other.pk, valid_to=YEAR_END).exists()


def test_line_added_by_hand_in_the_same_class_is_told_as_removed(by):
    load(xlsx(Лист=WEEK), by=by)
    hand = build.entry(build.course(None, StudyGroup.objects.get(name="7А"), "Химия"), weekday=5, slot=3)

    planned = plan(draft(xlsx(Лист=WEEK), by=by))

    assert [line.entry.pk for line in planned.difference.removed] == [hand.pk]


def test_marked_lesson_of_a_removed_line_stays(by):
    load(xlsx(Лист=WEEK), by=by)
    lesson = Lesson.objects.filter(course__group__name="7Б Английский 1").earliest("on")
    Cell.objects.create(lesson=lesson, pupil=build.pupil("Ермакова Дарья"), absence="н")

    batch = load(xlsx(Лист=WEEK.replace("| Английский;1/2   |\n", "| |\n", 1)), by=by)

    assert batch.summary["counts"]["removed"] == 2
    assert batch.summary["counts"]["lessons_kept"] == 1
    assert Lesson.objects.filter(pk=lesson.pk).exists()


def test_teacher_named_later_is_given_to_the_course(by):
    cards = '<card lessonid="L1" classroomids="R1" period="1" days="10000" weeks="1" terms="1"/>'
    bare = asc(cards).replace(b'groupids="G0" teacherids="T1"', b'groupids="G0" teacherids=""')
    load(bare, by=by, name="asc.xml")

    again = draft(asc(cards), by=by, name="asc.xml")
    planned = plan(again)
    batch = imports.apply_draft(again, fingerprint=planned.fingerprint, by=by)

    assert planned.difference.is_empty
    assert list(planned.assigned.values()) == ["Орлова Нина"]
    course = Course.objects.get()
    assert course.teacher.full_name == "Орлова Нина"
    imports.undo_import(batch, by=by)
    course.refresh_from_db()
    assert course.teacher is None


def test_another_teacher_is_another_course_from_that_day(by):
    cards = '<card lessonid="L1" classroomids="R1" period="1" days="10000" weeks="1" terms="1"/>'
    load(asc(cards), by=by, name="asc.xml")

    changed = asc(cards).replace(b'groupids="G0" teacherids="T1"', b'groupids="G0" teacherids="T2"')
    planned = plan(draft(changed, by=by, name="asc.xml"))

    assert [change.words for change in planned.difference.changed] == [["учитель Орлова Нина → Громов Илья"]]


def test_class_without_a_level_stops_the_import_until_chosen(by):
    cards = '<card lessonid="L3" classroomids="" period="1" days="10000" weeks="1" terms="1"/>'

    waiting = plan(draft(asc(cards), by=by, name="asc.xml"))
    chosen = Choices(classes={"Turma 1": ClassChoice(10, "-1T")})
    batch = load(asc(cards), by=by, name="asc.xml", choices=chosen)

    assert waiting.questions == ["Не выбрана параллель: Turma 1."]
    assert batch.summary["counts"]["classes"] == 2
    mixed = StudyGroup.objects.get(school_class=None)
    assert mixed.name == "7А/10-1T"
    assert {one.name for one in mixed.classes.all()} == {"7А", "10-1T"}
    assert remembered_choices().classes == chosen.classes


def test_skipped_class_and_subject_are_listed(by):
    choices = Choices(classes={"7Б": ClassChoice(None, "", is_skipped=True)})
    choices.names[Kind.SUBJECTS]["История"] = ""

    planned = plan(draft(xlsx(Лист=WEEK), by=by, choices=choices))

    assert {line.course.group for line in planned.lines} == {"7А", "7А Английский 1", "7А Английский 2"}
    assert [trouble.what for trouble in planned.lost] == [
        "7Б: История. Предмет решено не переносить.",
        "7Б: Алгебра. Класс или группу решено не переносить.",
        "7А: История. Предмет решено не переносить.",
        "7Б: Английский. Класс или группу решено не переносить.",
        "7Б: Английский. Класс или группу решено не переносить.",
    ]
    assert planned.lost[0].where == "Лист «Лист», D2"


def test_skipped_room_and_teacher_leave_the_line(by):
    choices = Choices()
    choices.names[Kind.ROOMS]["12"] = ""

    load(xlsx(Лист=WEEK), by=by, choices=choices)

    assert ("7А", "Алгебра", 1, 1, "") in lines()


def test_subject_of_another_spelling_is_put_together(by):
    week = WEEK.replace("История 14       | Английский", "Исторея 14       | Английский")
    choices = Choices()
    choices.names[Kind.SUBJECTS]["Исторея"] = "история"

    load(xlsx(Лист=week), by=by, choices=choices)

    assert Subject.objects.filter(name__istartswith="ист").count() == 1


def test_two_columns_of_one_class_are_its_subgroups(by):
    week = "| День | № | 10А (хим) | 10А (физ) |\n| Пн | 1 | Химия 5 | Физика 6 |\n| | 2 | Алгебра 7 | Алгебра 7 |"
    choices = Choices(classes={"10А (хим)": ClassChoice(10, "А"), "10А (физ)": ClassChoice(10, "А")})

    load(xlsx(Лист=week), by=by, choices=choices)

    assert lines() == {
        ("10А (хим)", "Химия", 1, 1, "5"),
        ("10А (физ)", "Физика", 1, 1, "6"),
        ("10А", "Алгебра", 1, 2, "7"),
    }
    assert SchoolClass.objects.count() == 1
    assert set(StudyGroup.objects.filter(is_whole=False).values_list("school_class__letter", flat=True)) == {"А"}


def test_mixed_group_of_whole_classes_gets_their_pupils(by):
    week = "| День | № | 9А | 9Б |\n| Пн | 1 | Химия 5 | Химия 5 |\n| | 2 | Алгебра 7 | Физика 8 |"
    build.pupil("Ермакова Дарья", of=build.school_class("9А"))

    load(xlsx(Лист=week), by=by)

    mixed = StudyGroup.objects.get(name="9А/Б")
    assert [member.pupil.last_name for member in mixed.memberships.select_related("pupil")] == ["Ермакова"]
    assert ("9А/Б", "Химия", 1, 1, "5") in lines()


def test_who_leaves_on_a_later_day_is_in_the_mixed_group_till_then(by):
    week = "| День | № | 9А | 9Б |\n| Пн | 1 | Химия 5 | Химия 5 |\n| | 2 | Алгебра 7 | Физика 8 |"
    child = build.pupil("Ермакова Дарья", of=build.school_class("9А"))
    GroupMembership.objects.filter(pupil=child).update(to_on=date(2027, 1, 15))

    load(xlsx(Лист=week), by=by)

    mixed = StudyGroup.objects.get(name="9А/Б")
    assert [member.to_on for member in mixed.memberships.filter(pupil=child)] == [date(2027, 1, 15)]


def test_mixed_group_may_be_taken_apart(by):
    week = "| День | № | 9А | 9Б |\n| Пн | 1 | Химия 5 | Химия 5 |\n| | 2 | Алгебра 7 | Физика 8 |"

    load(xlsx(Лист=week), by=by, choices=Choices(apart={"9А + 9Б |  | "}))

    assert {line for line in lines() if line[1] == "Химия"} == {
        ("9А", "Химия", 1, 1, "5"),
        ("9Б", "Химия", 1, 1, "5"),
    }


def test_hours_and_scale_of_new_courses(by):
    PeriodScheme.objects.create(year=build.year(), name="полугодия")
    week = "| День | № | 10А | 1А |\n| Пн | 1 | Алгебра 7 | Чтение 3 |\n| Вт | 1 | Алгебра 7 (чёт.) | Классный час 3 |"

    load(xlsx(Лист=week), by=by)

    courses = {
        (course.group.name, course.subject.name): (course.hours, course.scale, course.scheme.name)
        for course in Course.objects.select_related("group", "subject", "scheme")
    }
    assert courses["10А", "Алгебра"] == (Decimal("1.5"), "five", "полугодия")
    assert courses["1А", "Чтение"] == (1, "none", "четверти")  # class 1 has no marks
    assert Subject.objects.get(name="Классный час").scale == "none"


def test_clashes_are_told(by):
    week = """
    | День | № | 9А             | 9Б       | 9В                 |
    | Пн   | 1 | Химия 5        | Физика 5 | Физкультура;Сп.зал |
    |      | 2 | Ритмика;Сп.зал | Алгебра  | Ритмика;Сп.зал     |
    """

    planned = plan(draft(xlsx(Лист=week), by=by))

    assert [(one.weekday, one.slot, one.what) for one in planned.clashes] == [(1, 1, "Кабинет 5: 9А Химия; 9Б Физика.")]


def test_clash_with_a_line_that_stays_is_told(by):
    build.entry(build.course(None, build.whole(build.school_class("8А")), "Химия"), room=build.room("12"))

    planned = plan(draft(xlsx(Лист=WEEK), by=by))

    assert [one.what for one in planned.clashes] == ["Кабинет 12: 7А Алгебра; 8А Химия."]


def test_bells_of_the_file_are_made_by_choice(by):
    cards = '<card lessonid="L1" classroomids="" period="1" days="10000" weeks="1" terms="1"/>'

    without = plan(draft(asc(cards), by=by, name="asc.xml"))
    load(asc(cards), by=by, name="asc.xml", choices=Choices(makes_bells=True))

    assert without.without_bell == [1]
    schedule = BellSchedule.objects.get()
    assert (schedule.name, schedule.is_default, schedule.bells.count()) == ("Из файла asc", True, 2)


def test_bells_the_classes_follow_already_are_not_said_to_be_missing(by):
    build.bells()  # 1–8
    cards = '<card lessonid="L1" classroomids="" period="1" days="10000" weeks="1" terms="1"/>'
    load(asc(cards), by=by, name="asc.xml", choices=Choices(makes_bells=True))
    Bell.objects.filter(schedule__is_default=True).delete()

    assert plan(draft(asc(cards), by=by, name="asc.xml")).without_bell == []


def test_bells_of_the_file_are_of_its_classes_where_there_are_others(by):
    build.bells()
    cards = '<card lessonid="L1" classroomids="" period="1" days="10000" weeks="1" terms="1"/>'

    batch = load(asc(cards), by=by, name="asc.xml", choices=Choices(makes_bells=True))

    school_class = SchoolClass.objects.get()
    assert school_class.own_bells.schedule.name == "Из файла asc"
    assert BellSchedule.objects.get(is_default=True).name == "Обычные"
    imports.undo_import(batch, by=by)
    assert list(BellSchedule.objects.values_list("name", flat=True)) == ["Обычные"]


def test_group_of_other_classes_is_a_question(by):
    build.subgroup(build.school_class("8А"), "8А англ. 1")
    choices = Choices(groups={"7А | Английский | 1": "8А англ. 1"})

    planned = plan(draft(xlsx(Лист=WEEK), by=by, choices=choices))

    assert planned.questions == ["Группа «8А англ. 1» — из других классов: дайте другое название."]


@pytest.mark.parametrize(
    ("choices", "question"),
    [
        (Choices(from_on=date(2026, 8, 1)), "Дни должны идти по порядку"),
        (Choices(from_on=date(2026, 12, 2), to_on=date(2026, 12, 1)), "Дни должны идти по порядку"),
    ],
)
def test_days_outside_the_year_are_a_question(by, choices, question):
    planned = plan(draft(xlsx(Лист=WEEK), by=by, choices=choices))

    assert planned.questions[0].startswith(question)
    assert not planned.may_apply


def test_closed_period_is_a_question(by):
    build.school_class("7А")
    build.scheme().periods.filter(number=2).update(closed_at="2026-12-30T00:00Z")

    planned = plan(draft(xlsx(Лист=WEEK), by=by))

    assert planned.questions == ["Период, в который входит 23.11.2026, закрыт: выберите день после него."]


def test_plan_that_changed_meanwhile_is_shown_again(by):
    waiting = draft(xlsx(Лист=WEEK), by=by)
    seen = plan(waiting).fingerprint
    build.room("12")

    with pytest.raises(imports.Stale):
        imports.apply_draft(waiting, fingerprint=seen, by=by)

    assert not TimetableEntry.objects.exists()


def test_failure_on_the_way_leaves_nothing(by, monkeypatch):
    waiting = draft(xlsx(Лист=WEEK), by=by)
    before = rows_of_school()
    # The last step fails: two imports can't have the same notice; the kind is longer than its column on PostgreSQL.
    monkeypatch.setattr("parta.timetable.services.imports.applying.queue", broken)

    with pytest.raises(RuntimeError):
        imports.apply_draft(waiting, fingerprint=plan(waiting).fingerprint, by=by)

    assert rows_of_school() == before
    assert not ImportBatch.objects.exists()
    assert TimetableDraft.objects.filter(pk=waiting.pk).exists()


def broken(*args: object, **kwargs: object) -> None:
    raise RuntimeError


def test_undo_of_the_first_import_leaves_nothing(by):
    before = rows_of_school()
    batch = load(xlsx(Лист=WEEK), by=by)

    stay = imports.undo_import(batch, by=by)

    assert stay == []
    assert rows_of_school() == before
    batch.refresh_from_db()
    assert batch.undone_at is not None
    assert Change.objects.filter(action="timetable.undo_import", target_id=batch.pk).exists()


def test_undo_of_a_change_brings_the_old_timetable_back(by):
    load(xlsx(Лист=WEEK), by=by)
    before, lessons = lines(date(2026, 12, 7)), set(Lesson.objects.values_list("course", "on", "slot", "room"))
    changed = WEEK.replace("Алгебра 12       | История", "Физика 15       | История").replace(
        "| Алгебра 12       |\n", "| |\n"
    )
    batch = load(xlsx(Лист=changed), by=by)
    assert lines() != before

    imports.undo_import(batch, by=by)

    assert lines(date(2026, 12, 7)) == before
    assert set(Lesson.objects.values_list("course", "on", "slot", "room")) == lessons
    assert not Subject.objects.filter(name="Физика").exists()


def test_only_the_last_import_is_undone(by):
    first = load(xlsx(Лист=WEEK), by=by)
    last = load(xlsx(Лист=WEEK.replace("Алгебра 12 ", "Алгебра 15 ")), by=by)

    with pytest.raises(ValidationError, match="последний"):
        imports.undo_import(first, by=by)
    imports.undo_import(last, by=by)
    imports.undo_import(first, by=by)

    assert not TimetableEntry.objects.exists()


def test_undo_is_refused_when_lessons_are_marked(by):
    batch = load(xlsx(Лист=WEEK), by=by)
    lesson = Lesson.objects.earliest("on")
    Cell.objects.create(lesson=lesson, pupil=build.pupil("Ермакова Дарья"), absence="н")
    before = rows_of_school()

    with pytest.raises(ValidationError, match="По 1 уроку нового расписания уже есть записи"):
        imports.undo_import(batch, by=by)

    assert rows_of_school() == before


def test_undo_is_refused_when_the_timetable_was_changed_since(by):
    batch = load(xlsx(Лист=WEEK), by=by)
    TimetableEntry.objects.filter(course__group__name="7А").update(valid_to=date(2026, 12, 1))

    with pytest.raises(ValidationError, match="2 строки"):
        imports.undo_import(batch, by=by)


def test_undo_leaves_rows_that_are_used_since(by):
    batch = load(xlsx(Лист=WEEK), by=by)
    school_class = SchoolClass.objects.get(letter="А")
    build.pupil("Ермакова Дарья", of=school_class)

    stay = imports.undo_import(batch, by=by)

    assert stay == ["7А"]
    assert StudyGroup.objects.filter(school_class=school_class, is_whole=True, memberships__isnull=False).exists()
    assert not Course.objects.exists()


def test_new_draft_replaces_the_earlier_one(by):
    draft(xlsx(Лист=WEEK), by=by)
    last = draft(xlsx(Лист=WEEK), by=by)

    assert list(TimetableDraft.objects.values_list("pk", flat=True)) == [last.pk]


def test_plan_takes_the_same_queries_for_one_line_and_for_many(by, django_assert_num_queries):
    build.bells()
    load(xlsx(Лист="| День | № | 5А |\n| Пн | 1 | Алгебра 12 |"), by=by)
    one, many = draft(xlsx(Лист="| День | № | 5А |\n| Пн | 1 | Алгебра 12 |"), by=by), xlsx(Лист=WEEK)

    with django_assert_num_queries(14):
        plan(one)
    load(many, by=by)
    again = draft(many, by=by)
    with django_assert_num_queries(14):
        plan(again)


@pytest.mark.parametrize(
    ("name", "level", "lessons"), [("lyceum-columns.xlsx", None, 1440), ("asc-47-classes.xml", 10, 1187)]
)
def test_real_file_is_loaded_compared_and_taken_back(by, name, level, lessons):
    build.bells()
    content, before = real(name), rows_of_school()
    reading = exchange.read(content, name=name)
    choices = Choices(classes={one.name: ClassChoice(level, one.letter) for one in reading.classes} if level else {})
    choices.from_on = date(2027, 5, 17)  # two weeks of lessons are enough

    batch = load(content, by=by, name=name, choices=choices)

    assert TimetableEntry.objects.count() == lessons
    assert batch.summary["lost_total"] == len([one for one in reading.troubles if one.grade == "lost"])
    choices = remembered_choices()
    choices.from_on = date(2027, 5, 17)
    again = plan(draft(content, by=by, name=name, choices=choices))
    assert again.difference.is_empty
    assert len(again.difference.same) == lessons
    assert imports.undo_import(batch, by=by) == []
    assert rows_of_school() == before
