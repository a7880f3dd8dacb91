"""Classes and their whole groups; subgroups, mixed groups and their members."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.school.models import Enrolment, GroupMembership, StudyGroup
from parta.school.queries import pupils_of_class, pupils_of_group
from parta.school.rules import Cut
from parta.school.services import classes, groups, movement, years
from tests import build
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
SEPTEMBER, BEFORE = date(2026, 9, 1), date(2026, 11, 22)


def names(pupils):
    return [pupil.first_name for pupil in pupils]


def test_class_is_made_with_its_whole_group(cast):
    made = classes.create_class(build.year(), level=8, letter="А", scheme=build.scheme(), by=cast.admin)

    whole = StudyGroup.objects.get(school_class=made)
    assert (whole.name, whole.is_whole) == ("8А", True)
    assert Change.objects.get(action="school.create_class").label == "8А"


@pytest.mark.parametrize("letter", ["Б", "б", " Б "])
def test_class_of_a_taken_name_is_refused(cast, letter):
    with pytest.raises(ValidationError) as refused:
        classes.create_class(build.year(), level=7, letter=letter, scheme=build.scheme(), by=cast.admin)

    assert list(refused.value.message_dict) == ["letter"]
    assert "в 2026/27 году уже есть" in refused.value.messages[0]


def test_scheme_of_another_year_is_refused(cast):
    other = years.create_year(starts_on=date(2027, 9, 1), by=cast.admin)

    with pytest.raises(ValidationError, match="из другого учебного года"):
        classes.create_class(build.year(), level=8, letter="А", scheme=other.schemes.get(), by=cast.admin)


def test_renamed_class_renames_its_groups_and_moves_its_courses_to_the_new_periods(cast):
    halves = years.create_scheme(build.year(), cut=Cut.HALVES, by=cast.admin)
    build.subgroup(cast.school_class, "7Б англ. 1")

    classes.update_class(
        cast.school_class, level=7, letter="В", scheme=halves, class_teacher=cast.class_teacher, shift=1, by=cast.admin
    )

    assert set(cast.school_class.groups.values_list("name", flat=True)) == {"7В", "7В англ. 1"}
    cast.course.refresh_from_db()
    assert cast.course.scheme == halves
    assert Change.objects.get(action="school.set_class").after == {"буква": "В", "периоды": "полугодия"}


def test_new_class_teacher_is_told(cast):
    classes.update_class(
        cast.school_class, level=7, letter="Б", scheme=cast.school_class.scheme, class_teacher=cast.teacher, shift=1,
        by=cast.deputy,
    )  # fmt: skip

    assert Notice.objects.get().text == "Вы назначены классным руководителем 7Б."
    assert Notice.objects.get().user == cast.teacher.user


def test_dismissed_employee_leads_no_class(cast):
    cast.teacher.left_on = BEFORE
    cast.teacher.save()

    with pytest.raises(ValidationError, match="уволен"):
        classes.create_class(
            build.year(), level=8, letter="А", scheme=build.scheme(), class_teacher=cast.teacher, by=cast.admin
        )


def test_only_an_empty_class_is_removed(cast):
    empty = classes.create_class(build.year(), level=8, letter="А", scheme=build.scheme(), by=cast.admin)

    with pytest.raises(ValidationError, match="есть или были ученики"):
        classes.remove_class(cast.school_class, by=cast.admin)
    classes.remove_class(empty, by=cast.admin)

    assert not StudyGroup.objects.filter(name="8А").exists()
    assert Change.objects.get(action="school.remove_class").label == "8А"


def test_subgroup_has_its_pupils_from_the_day(cast):
    group = groups.create_subgroup(
        cast.school_class, name="7Б англ. 1", pupils=[cast.daria], on=SEPTEMBER, by=cast.deputy
    )

    assert names(pupils_of_group(group, TODAY)) == ["Дарья"]
    assert names(pupils_of_group(group, date(2026, 8, 31))) == []
    assert Change.objects.get(action="school.set_members").after == {"вошли": ["Ермакова Дарья"]}


def test_changed_members_keep_their_earlier_days(cast):
    group = groups.create_subgroup(
        cast.school_class, name="7Б англ. 1", pupils=[cast.daria], on=SEPTEMBER, by=cast.deputy
    )

    groups.set_members(group, [cast.egor], on=TODAY, by=cast.deputy)

    assert names(pupils_of_group(group, BEFORE)) == ["Дарья"]
    assert names(pupils_of_group(group, TODAY)) == ["Егор"]
    change = Change.objects.filter(action="school.set_members").first()
    assert (change.before, change.after) == ({"выбыли": ["Ермакова Дарья"]}, {"вошли": ["Дмитриев Егор"]})


def test_member_of_a_later_day_set_earlier_has_one_membership(cast):
    group = groups.create_subgroup(cast.school_class, name="7Б англ. 1", pupils=[cast.daria], on=TODAY, by=cast.deputy)

    groups.set_members(group, [cast.daria], on=SEPTEMBER, by=cast.deputy)

    assert list(group.memberships.values_list("pupil", "from_on", "to_on")) == [(cast.daria.pk, SEPTEMBER, None)]


def test_member_who_comes_back_the_same_day_is_not_doubled(cast):
    group = groups.create_subgroup(
        cast.school_class, name="7Б англ. 1", pupils=[cast.daria], on=SEPTEMBER, by=cast.deputy
    )
    groups.set_members(group, [], on=TODAY, by=cast.deputy)
    assert names(pupils_of_group(group, TODAY)) == []

    groups.set_members(group, [cast.daria], on=TODAY, by=cast.deputy)

    assert names(pupils_of_group(group, TODAY)) == ["Дарья"]
    assert names(pupils_of_group(group, BEFORE)) == ["Дарья"]


def test_member_taken_out_on_the_first_day_was_never_in(cast):
    group = groups.create_subgroup(cast.school_class, name="7Б англ. 1", pupils=[cast.daria], on=TODAY, by=cast.deputy)

    groups.set_members(group, [], on=TODAY, by=cast.deputy)

    assert not group.memberships.exists()


def test_whole_group_is_not_set_by_hand(cast):
    with pytest.raises(ValidationError, match="следует за приёмом"):
        groups.set_members(build.whole(cast.school_class), [], on=TODAY, by=cast.deputy)


def test_pupil_of_another_class_is_refused_by_name(cast):
    with pytest.raises(ValidationError, match="не учатся в классах этой группы: Чужова Мира"):
        groups.create_subgroup(cast.school_class, name="7Б англ. 1", pupils=[cast.alien], on=TODAY, by=cast.deputy)

    assert not StudyGroup.objects.filter(name="7Б англ. 1").exists()


def test_mixed_group_gathers_classes(cast):
    group = groups.create_mixed(
        build.year(), name="7 хор", classes=[cast.school_class, cast.other_class], pupils=[cast.daria, cast.alien],
        on=SEPTEMBER, by=cast.deputy,
    )  # fmt: skip

    assert names(pupils_of_group(group, TODAY)) == ["Дарья", "Мира"]
    with pytest.raises(ValidationError, match="В группе есть Чужова Мира из 7А"):
        groups.update_group(group, name="7 хор", classes=[cast.school_class], by=cast.deputy)


def test_split_gives_each_pupil_one_part(cast):
    made = groups.split_class(
        cast.school_class, {"7Б англ. 1": [cast.daria], "7Б англ. 2": [cast.egor]}, on=SEPTEMBER, by=cast.deputy
    )

    assert [names(pupils_of_group(group, TODAY)) for group in made] == [["Дарья"], ["Егор"]]
    groups.resplit({made[0]: [cast.egor], made[1]: [cast.daria]}, on=TODAY, by=cast.deputy)
    assert [names(pupils_of_group(group, TODAY)) for group in made] == [["Егор"], ["Дарья"]]


def test_pupil_in_two_parts_is_refused(cast):
    with pytest.raises(ValidationError, match="Ермакова Дарья сразу в двух подгруппах"):
        groups.split_class(cast.school_class, {"1": [cast.daria], "2": [cast.daria]}, on=TODAY, by=cast.deputy)

    assert cast.school_class.groups.count() == 1


def test_group_that_is_taught_is_not_removed(cast):
    group = build.subgroup(cast.school_class, "7Б англ. 1")
    build.course(cast.teacher, group, "Английский язык")
    free = build.subgroup(cast.school_class, "7Б англ. 2")

    with pytest.raises(ValidationError, match="есть нагрузка"):
        groups.remove_group(group, by=cast.deputy)
    groups.remove_group(free, by=cast.deputy)

    assert list(cast.school_class.groups.filter(is_whole=False)) == [group]


def test_pupils_of_class_by_day(cast):
    movement.leave(cast.egor, on=BEFORE, order="№ 5", by=cast.deputy)

    assert names(pupils_of_class(cast.school_class, BEFORE)) == ["Егор", "Дарья"]
    assert names(pupils_of_class(cast.school_class, TODAY)) == ["Дарья"]


def test_class_stays_in_a_mixed_group_while_who_leaves_it_later_is_there(cast):
    group = groups.create_mixed(
        build.year(), name="7 хор", classes=[cast.school_class, cast.other_class], pupils=[cast.daria, cast.alien],
        on=SEPTEMBER, by=cast.deputy,
    )  # fmt: skip
    movement.leave(cast.alien, on=date(2026, 11, 30), order="", by=cast.deputy)

    with pytest.raises(ValidationError, match="В группе есть Чужова Мира из 7А"):
        groups.update_group(group, name="7 хор", classes=[cast.school_class], by=cast.deputy)

    Enrolment.objects.filter(pupil=cast.alien).update(to_on=date(2026, 11, 22))
    GroupMembership.objects.filter(pupil=cast.alien).update(to_on=date(2026, 11, 22))
    groups.update_group(group, name="7 хор", classes=[cast.school_class], by=cast.deputy)
    assert list(group.classes.all()) == [cast.school_class]
