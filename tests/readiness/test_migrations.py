"""Data that migrations change."""

from importlib import import_module

import pytest
from django.apps import apps

from parta.readiness.models import Skill

from . import make

courses = import_module("parta.readiness.migrations.0003_courses_of_the_computer_and_of_figures")


@pytest.mark.django_db
def test_skills_without_a_course_get_theirs_and_the_schools_own_choice_stays(cast):
    Skill.objects.all().delete()
    for code, course in (("computer", ""), ("reports", "our-own"), ("plans", "")):
        make.skill(code, course=course)

    courses.set_courses(apps, None)

    assert dict(Skill.objects.values_list("code", "course")) == {
        "computer": "computer", "reports": "our-own", "plans": "",
    }  # fmt: skip
