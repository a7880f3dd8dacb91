"""Seminars: who sees them, places, attendance with its skill, materials, certificates, cancellation."""

import shutil
import subprocess
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from parta.consultations.models import Seminar, SeminarPlace
from parta.consultations.services import seminars
from parta.notices.models import Notice
from parta.readiness.models import Level, Skill

from . import make
from .make import NOON

PAST = date(2026, 11, 20)


def url(name: str, row) -> str:
    return reverse(f"consultations:{name}", args=[row.pk])


@pytest.fixture
def seminar(helper) -> Seminar:
    return make.seminar(helper)


@pytest.fixture
def held(cast, helper) -> Seminar:
    """Last Friday's, with the teacher and the class teacher in it."""
    row = make.seminar(helper, on=PAST)
    make.place(row, cast.teacher.user, 1)
    make.place(row, cast.class_teacher.user, 2)
    return row


def sent(helper, **more) -> dict[str, object]:
    return {
        "title": "КТП из таблицы", "about": "Загрузка планов.", "on": "2026-11-27", "starts_at": "15:00",
        "ends_at": "16:30", "leader": helper.pk, "places": 5, "clause": "2.1.2", "skill_level": 2, **more,
    }  # fmt: skip


def test_it_is_announced_found_and_joined(cast, helper, sign_in):
    sign_in(cast.introducer).post(reverse("consultations:new-seminar"), sent(helper))
    seminar = Seminar.objects.get()
    client = sign_in(cast.teacher.user)

    before = client.get(reverse("consultations:seminars")).content.decode()
    client.post(url("join-seminar", seminar))
    after = client.get(url("seminar", seminar)).content.decode()

    assert "КТП из таблицы" in before
    assert "5 мест" in before
    assert "Вы записаны, место № 1." in after
    assert "свободно 4" in after


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_at": "14:00"}, "Семинар должен кончаться позже, чем начинается."),
        ({"places": 0}, "больше либо равно 1"),
        ({"title": ""}, "Обязательное поле."),
        ({"skill_code": "нет"}, "Выберите корректный вариант"),
    ],
)
def test_a_wrong_announcement_is_refused_in_words(cast, helper, sign_in, wrong, words):
    answer = sign_in(cast.introducer).post(reverse("consultations:new-seminar"), sent(helper, **wrong))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Seminar.objects.exists()


def test_families_see_only_what_is_for_them(cast, helper, seminar, sign_in):
    theirs = make.seminar(helper, title="Дневник для родителей", for_parents=True)
    client = sign_in(cast.parent.user)

    page = client.get(reverse("consultations:seminars")).content.decode()

    assert "Дневник для родителей" in page
    assert "Отметки за четверть" not in page
    assert client.get(url("seminar", theirs)).status_code == 200
    assert client.get(url("seminar", seminar)).status_code == 404
    assert client.post(url("join-seminar", seminar)).status_code == 404
    assert sign_in(cast.daria.user).get(url("seminar", theirs)).status_code == 404
    assert not SeminarPlace.objects.exists()


def test_who_else_is_signed_up_only_the_leader_sees(cast, helper, seminar, sign_in):
    make.place(seminar, cast.stranger.user)

    other = sign_in(cast.teacher.user).get(url("seminar", seminar)).content.decode()
    leader = sign_in(helper.user).get(url("seminar", seminar)).content.decode()

    assert "Громов" not in other
    assert "Громов Илья" in leader


def test_a_full_seminar_takes_no_more_until_somebody_leaves(cast, helper, sign_in):
    seminar = make.seminar(helper, places=1)
    seminars.join(seminar, user=cast.stranger.user, now=NOON)
    client = sign_in(cast.teacher.user)

    told = client.post(url("join-seminar", seminar), follow=True).content.decode()
    sign_in(cast.stranger.user).post(url("leave-seminar", seminar))
    client.post(url("join-seminar", seminar))

    assert "Все места уже заняты" in told
    taken = SeminarPlace.objects.filter(left_at=None)
    assert [(place.user, place.number) for place in taken] == [(cast.teacher.user, 1)]


def test_one_person_has_one_place(cast, seminar):
    seminars.join(seminar, user=cast.teacher.user, now=NOON)

    with pytest.raises(ValidationError, match="Вы уже записаны"):
        seminars.join(seminar, user=cast.teacher.user, now=NOON)


def test_what_began_or_is_off_is_not_joined(cast, helper, held):
    off = make.seminar(helper, cancelled_at=NOON)

    with pytest.raises(ValidationError, match="уже начался"):
        seminars.join(held, user=cast.stranger.user, now=NOON)
    with pytest.raises(ValidationError, match="отменён"):
        seminars.join(off, user=cast.stranger.user, now=NOON)


def test_ones_own_lesson_is_told_before_signing_up(cast, helper, sign_in):
    lesson = make.seminar(helper, on=date(2026, 11, 24), starts_at=time(8, 30), ends_at=time(9))
    cast.lesson.on = date(2026, 11, 24)
    cast.lesson.save()

    assert (
        "В это время у вас урок: Алгебра, 7Б."
        in sign_in(cast.teacher.user).get(url("seminar", lesson)).content.decode()
    )
    assert "у вас урок" not in sign_in(cast.stranger.user).get(url("seminar", lesson)).content.decode()


def test_another_time_is_told_to_who_signed_up(cast, helper, seminar, sign_in):
    make.place(seminar, cast.teacher.user)
    client = sign_in(cast.introducer)

    client.post(url("edit-seminar", seminar), sent(helper, starts_at="14:00", places=3))
    client.post(url("edit-seminar", seminar), sent(helper, starts_at="14:00", places=3, about="Иначе"))

    told = Notice.objects.filter(user=cast.teacher.user)
    assert [one.text for one in told] == ["Семинар «КТП из таблицы» перенесён: пт, 27 ноября, 14:00."]


def test_places_are_not_made_fewer_than_are_taken(cast, helper, seminar):
    make.place(seminar, cast.teacher.user, 2)
    make.place(seminar, cast.stranger.user, 3)

    with pytest.raises(ValidationError, match="Уже записано 2"):
        seminars.change(seminar, by=cast.introducer, now=NOON, places=1)
    seminars.change(seminar, by=cast.introducer, now=NOON, places=2)

    assert sorted(SeminarPlace.objects.values_list("number", flat=True)) == [1, 2]


def test_cancellation_is_told_to_all_who_signed_up(cast, helper, seminar, sign_in):
    make.place(seminar, cast.teacher.user, 1)
    make.place(seminar, cast.stranger.user, 2, left_at=NOON)
    client = sign_in(cast.introducer)

    refused = client.post(url("cancel-seminar", seminar), {"reason": ""})
    client.post(url("cancel-seminar", seminar), {"reason": "ведущий болен"})

    assert refused.status_code == 422
    assert "Напишите, почему" in refused.content.decode()
    told = Notice.objects.filter(kind="consultations.seminar")
    assert [(one.user, one.text) for one in told] == [
        (cast.teacher.user, "Семинар «Отметки за четверть» отменён: пт, 27 ноября, 15:00. Причина: ведущий болен")
    ]
    page = sign_in(cast.teacher.user).get(url("seminar", seminar)).content.decode()
    assert "Семинар отменён: ведущий болен." in page


# Attendance


def test_the_leader_marks_who_came_and_the_skill_rises(cast, helper, held, sign_in):
    skill = Skill.objects.create(code="period-marks", name="Отметки за период")
    held.skill_code = "period-marks"
    held.save()
    came = held.taken.get(user=cast.teacher.user)

    sign_in(helper.user).post(url("attendance", held), {"present": [came.pk]})

    assert dict(held.taken.values_list("user", "attended")) == {
        cast.teacher.user.pk: True, cast.class_teacher.user.pk: False
    }  # fmt: skip
    assert list(Level.objects.values_list("employee", "skill", "level")) == [(cast.teacher.pk, skill.pk, 2)]


def test_attendance_is_marked_when_it_has_begun(cast, helper, seminar, sign_in):
    place = make.place(seminar, cast.teacher.user)

    told = sign_in(helper.user).post(url("attendance", seminar), {"present": [place.pk]}, follow=True).content.decode()

    place.refresh_from_db()
    assert place.attended is None
    assert "когда семинар начался" in told


def test_others_do_not_mark_attendance(cast, helper, held, sign_in):
    for user in (cast.teacher.user, cast.deputy, cast.parent.user):
        assert sign_in(user).post(url("attendance", held), {"present": []}).status_code == 404


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_who_was_there_gets_a_certificate(cast, helper, held, sign_in, tmp_path):
    place = held.taken.get(user=cast.teacher.user)
    place.attended = True
    place.save()

    answer = sign_in(cast.teacher.user).get(url("certificate", place))
    (tmp_path / "a.pdf").write_bytes(answer.content)

    told = " ".join(
        subprocess.run(
            ["pdftotext", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True, text=True
        ).stdout.split()
    )
    assert f"№ 2026-{held.pk}/{place.pk}" in told
    assert "Орлова Нина" in told
    assert "«Отметки за четверть»" in told
    assert "20 ноября 2026 г." in told
    assert "2 академических часа" in told
    assert "Ведущий семинара" in told
    assert "Соколова И. П." in told


def test_who_was_not_there_and_others_get_none(cast, helper, held, sign_in):
    teacher, absent = held.taken.get(user=cast.teacher.user), held.taken.get(user=cast.class_teacher.user)
    seminars.mark_attendance(held, present=[teacher.pk], by=helper.user, now=NOON)

    assert sign_in(cast.class_teacher.user).get(url("certificate", absent)).status_code == 404
    assert sign_in(cast.class_teacher.user).get(url("certificate", teacher)).status_code == 404
    assert sign_in(helper.user).get(url("certificate", teacher)).status_code == 200


def test_free_places_are_told_while_they_can_be_taken(cast, seminar, held, sign_in):
    client = sign_in(cast.teacher.user)

    pages = [client.get(url("seminar", row)).content.decode() for row in (seminar, held)]

    assert ["Мест 3, свободно 3." in pages[0], "Мест 3." in pages[1]] == [True, True]


def test_a_seminar_called_off_is_not_changed(cast, seminar, sign_in, helper):
    seminars.cancel(seminar, reason="карантин", by=cast.introducer, now=NOON)

    refused = sign_in(cast.introducer).post(url("edit-seminar", seminar), sent(helper))

    assert refused.status_code == 422
    assert "Семинар отменён: объявите новый." in refused.content.decode()


def test_a_seminar_that_was_is_not_moved_but_its_words_are_mended(cast, held, sign_in, helper):
    client = sign_in(cast.introducer)

    moved = client.post(url("edit-seminar", held), sent(helper, on="2026-11-27"))
    client.post(url("edit-seminar", held), sent(helper, on="2026-11-20", title="Отметки за четверть: итог"))

    held.refresh_from_db()
    assert moved.status_code == 422
    assert "Семинар уже прошёл: время и место не изменить." in moved.content.decode()
    assert (held.title, held.on) == ("Отметки за четверть: итог", PAST)


def test_no_seminar_is_announced_for_a_day_that_is_over(cast, helper, sign_in):
    refused = sign_in(cast.introducer).post(reverse("consultations:new-seminar"), sent(helper, on="2026-11-20"))

    assert "Этот день уже прошёл." in refused.content.decode()
    assert not Seminar.objects.exists()


def test_a_key_of_a_thousand_digits_marks_nobody(cast, held, helper, sign_in):
    answer = sign_in(helper.user).post(url("attendance", held), {"present": ["9" * 5000, "x"]})

    assert answer.status_code == 302
    assert list(held.taken.values_list("attended", flat=True)) == [False, False]
