"""Levels of skills: what holds, and that a course only raises."""

import pytest

from parta.audit.models import Change
from parta.readiness import services
from parta.readiness.models import Level, Skill
from parta.readiness.queries import levels_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill(db: None) -> Skill:
    return Skill.objects.create(code="marks", name="Текущие отметки", topic="2.1.3")


@pytest.mark.parametrize(("before", "raised", "after"), [(None, 2, 2), (1, 2, 2), (2, 2, 2), (3, 2, 3)])
def test_a_course_only_raises(cast, skill, before, raised, after):
    if before is not None:
        Level.objects.create(employee=cast.teacher, skill=skill, level=before, source="confirmed", by=cast.deputy)

    services.raise_level(cast.teacher.pk, "marks", level=raised, by=cast.teacher.user)

    assert levels_now(cast.teacher.pk) == {skill.pk: after}
    assert Change.objects.filter(action="readiness.raise_level").count() == (after != before)


def test_an_unknown_skill_is_ignored(cast, skill):
    services.raise_level(cast.teacher, "cooking", level=3, by=cast.teacher.user)

    assert not Level.objects.exists()
