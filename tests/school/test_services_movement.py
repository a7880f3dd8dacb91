"""Приём, перевод, выбытие, and taking them back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.journal.models import Mark
from parta.notices.models import Notice
from parta.school.models import Pupil
from parta.school.queries import pupils_of_class, pupils_of_group
from parta.school.queries.movement import headcount, movements
from parta.school.services import classes, groups, movement, people, years
from tests import build
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
SEPTEMBER, BEFORE = date(2026, 9, 1), date(2026, 11, 22)


def stays(pupil):
    return list(pupil.enrolments.order_by("from_on").values_list("school_class__letter", "from_on", "to_on"))


def groups_on(pupil, on):
    return {
        row.group.name for row in pupil.memberships.select_related("group") if row.from_on <= on <= (row.to_on or on)
    }


@pytest.fixture
def newcomer(cast):
    return people.create_pupil(last_name="Новиков", first_name="Лев", by=cast.admin)


def test_enrolled_pupil_is_in_the_class_and_its_journal_from_the_day(cast, newcomer):
    movement.enrol(newcomer, cast.school_class, on=TODAY, order="№ 7", by=cast.deputy)

    assert newcomer in pupils_of_class(cast.school_class, TODAY)
    assert newcomer not in pupils_of_class(cast.school_class, BEFORE)
    assert newcomer in pupils_of_group(build.whole(cast.school_class), TODAY)
    change = Change.objects.get(action="school.enrol_pupil")
    assert (change.pupil_id, change.after) == (newcomer.pk, {"класс": "7Б", "с": "23.11.2026", "приказ": "№ 7"})
    assert Notice.objects.get().user == cast.class_teacher.user


@pytest.mark.parametrize("on", [date(2026, 8, 31), date(2027, 6, 1)])
def test_day_outside_the_year_is_refused(cast, newcomer, on):
    with pytest.raises(ValidationError) as refused:
        movement.enrol(newcomer, cast.school_class, on=on, by=cast.deputy)

    assert refused.value.message_dict == {"on": [f"{on:%d.%m.%Y} вне учебного года 2026/27 (01.09.2026–31.05.2027)."]}


def test_pupil_is_never_in_two_classes(cast):
    with pytest.raises(ValidationError, match="Ермакова Дарья уже в 7Б: оформите перевод"):
        movement.enrol(cast.daria, cast.other_class, on=TODAY, by=cast.deputy)


def test_admit_makes_the_pupil_or_nothing(cast):
    with pytest.raises(ValidationError):
        movement.admit(cast.school_class, on=date(2020, 1, 1), last_name="Новиков", first_name="Лев", by=cast.deputy)
    assert not Pupil.objects.filter(last_name="Новиков").exists()

    made = movement.admit(cast.school_class, on=TODAY, last_name=" Новиков ", first_name="Лев", by=cast.deputy)

    assert made.name == "Новиков Лев"
    assert stays(made) == [("Б", TODAY, None)]


def test_enrol_all_writes_one_row_of_history(cast):
    many = people.create_many([Pupil(last_name=f"Новый{n}", first_name="Лев") for n in range(3)], by=cast.admin)

    movement.enrol_all([(pupil, cast.school_class) for pupil in many], on=SEPTEMBER, order="№ 1", by=cast.admin)

    assert pupils_of_class(cast.school_class, TODAY).count() == 5
    assert pupils_of_group(build.whole(cast.school_class), TODAY).count() == 5
    assert Change.objects.get(action="school.enrol_pupils").after == {"7Б": 3}


def test_enrol_all_is_all_or_nothing(cast, newcomer):
    with pytest.raises(ValidationError, match="Ермакова Дарья уже в 7Б"):
        movement.enrol_all([(newcomer, cast.school_class), (cast.daria, cast.school_class)], on=TODAY, by=cast.admin)

    assert not newcomer.enrolments.exists()


def test_transfer_ends_the_old_class_the_day_before_and_takes_the_marks_along(cast):
    build.subgroup(cast.school_class, "7Б англ. 1", pupils=[cast.daria])
    mark = build.mark(cast.daria, cast.lesson)

    movement.transfer(cast.daria, cast.other_class, on=TODAY, order="№ 9", by=cast.deputy)

    assert stays(cast.daria) == [("Б", SEPTEMBER, BEFORE), ("А", TODAY, None)]
    assert groups_on(cast.daria, BEFORE) == {"7Б", "7Б англ. 1"}
    assert groups_on(cast.daria, TODAY) == {"7А"}
    assert Mark.objects.get(cell__pupil=cast.daria) == mark
    orders = cast.daria.enrolments.order_by("from_on").values_list("order_in", "order_out")
    assert list(orders) == [("", "№ 9"), ("№ 9", "")]
    told = set(Notice.objects.values_list("user__username", flat=True))
    assert told == {"belova", "gromov"}


def test_transfer_keeps_a_mixed_group_of_both_classes(cast):
    both, own = (
        groups.create_mixed(
            build.year(), name=name, classes=gathered, pupils=[cast.daria], on=SEPTEMBER, by=cast.deputy
        )
        for name, gathered in [("хор", [cast.school_class, cast.other_class]), ("кружок", [cast.school_class])]
    )

    movement.transfer(cast.daria, cast.other_class, on=TODAY, order="№ 9", by=cast.deputy)

    assert groups_on(cast.daria, TODAY) == {"7А", both.name}
    assert own.name in groups_on(cast.daria, BEFORE)


def test_transfer_into_the_next_year(cast):
    following = years.create_year(starts_on=date(2027, 9, 1), by=cast.admin)
    next_class = classes.create_class(following, level=8, letter="Б", scheme=following.schemes.get(), by=cast.admin)

    movement.transfer(cast.daria, next_class, on=date(2027, 9, 1), order="", by=cast.admin)

    assert stays(cast.daria) == [("Б", SEPTEMBER, date(2027, 8, 31)), ("Б", date(2027, 9, 1), None)]


@pytest.mark.parametrize(
    ("to", "on", "words"),
    [
        ("7Б", TODAY, "и так в 7Б"),
        ("7А", SEPTEMBER, "в 7Б с 01.09.2026: переведите позже"),
        ("7А", date(2026, 8, 1), "вне учебного года"),
    ],
)
def test_wrong_transfer_is_refused(cast, to, on, words):
    to_class = cast.school_class if to == "7Б" else cast.other_class

    with pytest.raises(ValidationError, match=words):
        movement.transfer(cast.daria, to_class, on=on, order="", by=cast.deputy)

    assert stays(cast.daria) == [("Б", SEPTEMBER, None)]


def test_left_pupil_is_hidden_from_the_next_day_and_keeps_the_marks(cast):
    build.mark(cast.daria, cast.lesson)

    movement.leave(cast.daria, on=TODAY, order="№ 3", left_to="школа № 7", by=cast.deputy)

    tomorrow = date(2026, 11, 24)
    assert cast.daria in pupils_of_class(cast.school_class, TODAY)
    assert cast.daria not in pupils_of_class(cast.school_class, tomorrow)
    assert groups_on(cast.daria, tomorrow) == set()
    assert Mark.objects.filter(cell__pupil=cast.daria).count() == 1
    assert Change.objects.get(action="school.leave_pupil").after == {
        "последний день": "23.11.2026", "приказ": "№ 3", "куда": "школа № 7",
    }  # fmt: skip


def test_left_pupil_may_come_back_the_next_day(cast):
    movement.leave(cast.daria, on=BEFORE, order="", by=cast.deputy)
    with pytest.raises(ValidationError, match="выберите день позже"):
        movement.enrol(cast.daria, cast.school_class, on=BEFORE, by=cast.deputy)

    movement.enrol(cast.daria, cast.other_class, on=date(2026, 11, 25), by=cast.deputy)

    assert stays(cast.daria)[-1] == ("А", date(2026, 11, 25), None)


def test_undone_leaving_opens_the_class_and_all_its_groups(cast):
    build.subgroup(cast.school_class, "7Б англ. 1", pupils=[cast.daria])
    movement.leave(cast.daria, on=BEFORE, order="№ 3", left_to="школа № 7", by=cast.deputy)

    movement.undo_last(cast.daria, by=cast.deputy)

    assert stays(cast.daria) == [("Б", SEPTEMBER, None)]
    assert groups_on(cast.daria, TODAY) == {"7Б", "7Б англ. 1"}
    stay = cast.daria.enrolments.get()
    assert (stay.order_out, stay.left_to) == ("", "")
    undone = Change.objects.get(action="school.undo_movement")
    assert undone.before == {"движение": "выбытие из 7Б 22.11.2026"}


def test_undone_transfer_is_as_if_it_never_was(cast):
    group = build.subgroup(cast.school_class, "7Б англ. 1", pupils=[cast.daria])
    before = sorted(cast.daria.memberships.values_list("group", "from_on", "to_on"))
    movement.transfer(cast.daria, cast.other_class, on=TODAY, order="№ 9", by=cast.deputy)
    assert group.name not in groups_on(cast.daria, TODAY)

    movement.undo_last(cast.daria, by=cast.deputy)

    assert stays(cast.daria) == [("Б", SEPTEMBER, None)]
    assert sorted(cast.daria.memberships.values_list("group", "from_on", "to_on")) == before


def test_undone_enrolment_leaves_the_pupil_in_no_class(cast, newcomer):
    movement.enrol(newcomer, cast.school_class, on=TODAY, by=cast.deputy)

    movement.undo_last(newcomer, by=cast.deputy)

    assert stays(newcomer) == []
    assert not newcomer.memberships.exists()
    with pytest.raises(ValidationError, match="нет движения"):
        movement.undo_last(newcomer, by=cast.deputy)


def test_movements_between_days(cast, newcomer):
    movement.enrol(newcomer, cast.school_class, on=date(2026, 10, 1), order="№ 1", by=cast.deputy)
    movement.transfer(newcomer, cast.other_class, on=date(2026, 10, 12), order="№ 2", by=cast.deputy)
    movement.leave(cast.egor, on=date(2026, 11, 6), order="№ 3", left_to="школа № 7", by=cast.deputy)

    found = [
        (line.on, line.kind, line.pupil.last_name, str(line.from_class or ""), str(line.to_class or ""), line.order)
        for line in movements(date(2026, 9, 2), TODAY)
    ]

    assert found == [
        (date(2026, 11, 6), "leaving", "Дмитриев", "7Б", "", "№ 3"),
        (date(2026, 10, 12), "transfer", "Новиков", "7Б", "7А", "№ 2"),
        (date(2026, 10, 1), "arrival", "Новиков", "", "7Б", "№ 1"),
    ]
    assert [headcount(build.year(), on) for on in (SEPTEMBER, date(2026, 10, 1), TODAY)] == [3, 4, 3]
