"""Who introduces the journal, and who stands on which line of help."""

from __future__ import annotations

from datetime import date

import pytest

from parta.accounts.models import User
from parta.regulation.access import introduces, lines_of
from parta.regulation.queries import helpers_for
from tests import build
from tests.cast import TODAY
from tests.conftest import NOON

from . import make


def fresh(user: User) -> User:
    """As the next request would have it."""
    return User.objects.get(pk=user.pk)


def test_only_the_responsible_person_introduces(cast):
    found = {name for name, user in cast.users().items() if user and introduces(fresh(user))}

    assert found == {"introducer"}


@pytest.mark.parametrize(
    ("until", "ended", "is_lent"),
    [
        (TODAY, False, True),
        (date(2026, 11, 22), False, False),
        (date(2026, 12, 31), False, True),
        (date(2026, 12, 31), True, False),
    ],
)
def test_rights_are_lent_until_their_day_ends(cast, until, ended, is_lent):
    make.delegation(cast.teacher.user, cast.introducer, until, ended_at=NOON if ended else None)

    assert introduces(fresh(cast.teacher.user)) is is_lent
    assert lines_of(fresh(cast.teacher.user)) == ({2} if is_lent else set())


def test_lent_rights_end_with_the_work_of_who_borrowed_them(cast):
    make.delegation(cast.teacher.user, cast.introducer)
    cast.teacher.left_on = TODAY
    cast.teacher.save()

    assert not introduces(fresh(cast.teacher.user))


def test_lent_rights_end_with_the_office_of_who_lent_them(cast, sign_in):
    make.delegation(cast.teacher.user, cast.introducer)
    cast.introducer.is_introducer = False
    cast.introducer.save()

    assert not introduces(fresh(cast.teacher.user))
    assert sign_in(cast.teacher.user).get("/regulation/draft/regulation/").status_code == 404


def test_lines_come_from_duties_and_offices(cast):
    make.duty(cast.teacher, line=1)
    make.duty(cast.class_teacher, line=2)
    make.duty(cast.class_teacher, "2.1.1", line=1, is_active=False)

    lines = {name: set(lines_of(fresh(user))) for name, user in cast.users().items() if user}

    assert {name: found for name, found in lines.items() if found} == {
        "teacher": {1}, "class_teacher": {2}, "admin": {2}, "deputy": {2}, "introducer": {2},
    }  # fmt: skip


def test_who_has_left_helps_no_more(cast):
    make.duty(cast.teacher)
    cast.teacher.left_on = TODAY
    cast.teacher.save()

    assert lines_of(fresh(cast.teacher.user)) == frozenset()
    assert helpers_for("2.1.3", line=1) == []


def test_both_answers_cost_one_query(cast, django_assert_num_queries):
    user = fresh(cast.teacher.user)

    with django_assert_num_queries(1):
        introduces(user), lines_of(user), introduces(user)


def test_helpers_come_main_first_and_by_line(cast, django_assert_num_queries):
    make.duty(cast.teacher, rank="deputy")
    make.duty(cast.class_teacher, rank="main")
    make.duty(cast.stranger, rank="deputy")
    make.duty(cast.stranger, line=2)
    make.duty(build.employee("Лишний Иван"), "2.1.4")

    with django_assert_num_queries(1):
        first = helpers_for("2.1.3", line=1)

    assert first == [cast.class_teacher.pk, cast.teacher.pk, cast.stranger.pk]
    assert helpers_for("2.1.3", line=2) == [cast.stranger.pk]
    assert helpers_for("2.1.5", line=1) == []
