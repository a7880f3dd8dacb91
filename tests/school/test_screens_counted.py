"""Every list and card asks the database the same number of questions, however long it is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parta.school.models import GroupMembership, Holiday
from parta.school.services import movement
from tests import build

SCREENS = {
    "overview": lambda rows: reverse("school:overview"),
    "year": lambda rows: reverse("school:year", args=[build.year().pk]),
    "classes": lambda rows: reverse("school:classes"),
    "class": lambda rows: reverse("school:class", args=[rows["class"].pk]) + "?left",
    "groups": lambda rows: reverse("school:groups"),
    "group": lambda rows: reverse("school:group", args=[rows["group"].pk]),
    "mixed group": lambda rows: reverse("school:group", args=[rows["mixed"].pk]),
    "split": lambda rows: reverse("school:class-split", args=[rows["class"].pk]),
    "resplit": lambda rows: reverse("school:group-split", args=[rows["group"].pk]),
    "load": lambda rows: reverse("school:load"),
    "load of a class": lambda rows: reverse("school:load") + f"?school_class={rows['class'].pk}",
    "subjects": lambda rows: reverse("school:subjects"),
    "rooms": lambda rows: reverse("school:rooms"),
    "pupils": lambda rows: reverse("school:pupils"),
    "guardians": lambda rows: reverse("school:guardians"),
    "employees": lambda rows: reverse("school:employees"),
    "pupil": lambda rows: reverse("school:pupil", args=[rows["pupil"].pk]),
    "guardian": lambda rows: reverse("school:guardian", args=[rows["guardian"].pk]),
    "employee": lambda rows: reverse("school:employee", args=[rows["employee"].pk]),
    "movement": lambda rows: reverse("school:movement"),
}


@pytest.fixture
def rows(db):
    """One of everything."""
    build.school()
    rows = {"class": build.school_class("5А"), "employee": build.employee("Котова Инна Львовна")}
    rows["group"] = build.subgroup(rows["class"], "5А англ. 1")
    rows["mixed"] = build.subgroup(rows["class"], "хор")
    rows["mixed"].school_class = None
    rows["mixed"].save()
    rows["mixed"].classes.add(rows["class"])
    rows["pupil"] = build.pupil("Первый Лев", of=rows["class"])
    rows["guardian"] = build.guardian(rows["pupil"], name="Первый Олег")
    add(rows, 1)
    return rows


def add(rows, number):
    """One more row in every list and on every card."""
    letter = "БВГД"[number]
    other = build.school_class(f"5{letter}", class_teacher=rows["employee"])
    pupil = build.pupil(f"Второй{letter} Лев", of=rows["class"])
    for group in (rows["group"], rows["mixed"]):
        GroupMembership.objects.create(group=group, pupil=pupil, from_on=build.YEAR_START)
    rows["mixed"].classes.add(other)
    build.pupil(f"Чужой{letter} Лев", of=other)
    left = build.pupil(f"Выбывший{letter} Лев", of=rows["class"])
    by = build.user(f"office{number}", is_admin=True)
    movement.transfer(left, other, on=date(2026, 10, 1), order="", by=by)
    movement.leave(left, on=date(2026, 10, 20), order="", by=by)
    build.guardian(rows["pupil"], pupil, name=f"Второй{letter} Олег", user=build.user())
    extra = build.pupil(f"Младший{letter} Лев", of=other)
    rows["guardian"].guardianships.create(pupil=extra)
    build.employee(f"Новая{letter} Инна")
    subgroup = build.subgroup(rows["class"], f"5А англ. {number + 1}", pupils=[rows["pupil"]])
    build.subgroup(other, f"5{letter} труд 1")
    for group in (build.whole(rows["class"]), rows["group"], rows["mixed"], subgroup, build.whole(other)):
        build.course(rows["employee"], group, f"Предмет {number} {group.name}")
    build.room(f"10{number}")
    Holiday.objects.create(
        year=build.year(), name=f"Праздник {number}", starts_on=date(2026, 12, number), ends_on=date(2026, 12, number)
    )


@pytest.mark.parametrize("screen", SCREENS)
def test_queries_do_not_grow_with_rows(screen, rows, sign_in):
    client = sign_in(build.user("admin", is_admin=True))
    url = SCREENS[screen](rows)
    client.get(url)
    few, few_bytes = counted(client, url)

    add(rows, 2)
    add(rows, 3)
    many, many_bytes = counted(client, url)

    assert len(many) == len(few), "\n".join(query["sql"] for query in many)
    assert many_bytes > few_bytes, "the page did not grow: the rows are not on it"


def counted(client, url):
    with CaptureQueriesContext(
        connection,
    ) as context:
        answer = client.get(url)
    assert answer.status_code == 200
    return context.captured_queries, len(answer.content)
