"""Absences, notices and remarks as a family sees them."""

from datetime import date, timedelta

import pytest

from parta.journal.models import AbsenceNotice, Remark
from parta.journal.services import family
from tests import build
from tests.cast import TODAY
from tests.diary.seen import text

DAY = timedelta(days=1)


def absences(cast) -> str:
    return f"/diary/{cast.daria.pk}/absences/"


def announce(cast, **fields):
    values = {"from_on": TODAY + DAY, "to_on": TODAY + 2 * DAY, "reason": "у", "by": cast.parent.user, **fields}
    return family.announce_absence(cast.daria, **values)


def test_counts_by_period_reason_and_full_days(cast, sign_in):
    second = build.lesson(cast.course, TODAY, slot=2)
    first_quarter = build.lesson(cast.course, date(2026, 10, 5))
    build.lesson(cast.course, date(2026, 10, 5), slot=2)
    build.cell(cast.lesson, cast.daria, absence="б")
    build.cell(second, cast.daria, absence="б")
    build.cell(first_quarter, cast.daria, absence="п")
    build.cell(build.lesson(cast.course, TODAY - DAY), cast.daria, late_minutes=7)

    cuts = sign_in(cast.parent.user).get(absences(cast)).context["page"].cuts

    told = [
        (cut.name, cut.counts.lessons.total, cut.counts.lessons.ill, cut.counts.days.total, cut.counts.late)
        for cut in cuts
    ]
    assert told == [("I четверть", 1, 0, 0, 0), ("II четверть", 2, 2, 1, 1), ("С начала года", 3, 2, 1, 1)]


def test_days_are_listed_latest_first_with_words(cast, sign_in):
    build.cell(cast.lesson, cast.daria, absence="н", comment="без звонка")
    build.lesson(cast.course, TODAY, slot=2)
    whole = build.lesson(cast.course, TODAY - DAY)
    build.cell(whole, cast.daria, absence="б")
    build.cell(build.lesson(cast.course, TODAY - 2 * DAY), cast.daria, late_minutes=7)

    page = text(sign_in(cast.parent.user), absences(cast))

    assert "Пн, 23 ноября н Алгебра 1-й урок причина не выяснена «без звонка»" in page
    assert "Вс, 22 ноября весь день: по болезни б Алгебра 1-й урок Сб, 21 ноября" in page
    assert "Сб, 21 ноября оп Алгебра 1-й урок опоздание, 7 мин" in page


def test_no_absences_are_said_in_words(cast, sign_in):
    build.cell(cast.lesson, cast.egor, absence="н")

    assert "С начала года пропусков и опозданий нет." in text(sign_in(cast.parent.user), absences(cast))


def test_notice_is_sent_and_shown(cast, sign_in):
    client = sign_in(cast.parent.user)

    page = client.post(
        absences(cast), {"from_on": "2026-11-24", "to_on": "", "reason": "б", "text": "температура"}, follow=True
    ).content.decode()

    notice = AbsenceNotice.objects.get()
    assert (notice.from_on, notice.to_on, notice.reason, notice.by) == (
        TODAY + DAY, TODAY + DAY, "б", cast.parent.user,
    )  # fmt: skip
    assert "Сообщение отправлено классному руководителю" in page
    assert "ждёт классного руководителя" in page


def test_form_warns_of_diagnoses(cast, sign_in):
    assert "Не пишите диагноз: школа его не хранит." in text(sign_in(cast.parent.user), absences(cast))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"from_on": "", "reason": "б"}, "Обязательное поле."),
        ({"from_on": "2026-11-31", "reason": "б"}, "Введите правильную дату."),
        ({"from_on": "2026-11-24", "reason": ""}, "Обязательное поле."),
        ({"from_on": "2026-11-24", "to_on": "2026-11-23", "reason": "б"}, "Последний день раньше первого."),
        ({"from_on": "2026-10-01", "reason": "у"}, "не позже чем через 7 дней"),
        ({"from_on": "2026-11-24", "reason": "п"}, "Выберите корректный вариант"),
    ],
)
def test_wrong_notice_is_answered_with_words_and_keeps_what_was_typed(cast, sign_in, fields, words):
    answer = sign_in(cast.parent.user).post(absences(cast), {"text": "поездка", **fields})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="поездка"' in page
    assert not AbsenceNotice.objects.exists()


def test_notice_is_withdrawn_and_leaves_the_page(cast, sign_in):
    notice = announce(cast, text="соревнования")
    client = sign_in(cast.parent.user)
    assert "соревнования" in text(client, absences(cast))

    page = client.post(f"{absences(cast)}{notice.pk}/withdraw/", follow=True).content.decode()

    assert "Сообщение отозвано" in page
    assert "соревнования" not in page


def test_begun_and_confirmed_notice_is_not_withdrawn(cast, sign_in):
    notice = announce(cast, from_on=TODAY)
    family.decide_absence(notice, is_confirmed=True, by=cast.class_teacher.user)
    client = sign_in(cast.parent.user)
    assert "Отозвать" not in text(client, absences(cast))

    page = client.post(f"{absences(cast)}{notice.pk}/withdraw/", follow=True).content.decode()

    assert "напишите классному руководителю" in page
    assert "подтверждено" in page
    assert AbsenceNotice.objects.get().withdrawn_at is None


def test_both_parents_see_and_withdraw_a_notice(cast, sign_in):
    father = build.guardian(cast.daria, name="Ермаков Павел", user=build.user("father", last_name="Ермаков"))
    notice = announce(cast)

    answer = sign_in(father.user).post(f"{absences(cast)}{notice.pk}/withdraw/")

    assert answer.status_code == 302
    assert AbsenceNotice.objects.get().withdrawn_at is not None


def test_notice_about_another_child_is_404(cast, sign_in):
    notice = family.announce_absence(cast.alien, from_on=TODAY, to_on=TODAY, reason="б", by=cast.other_parent.user)

    assert sign_in(cast.parent.user).post(f"{absences(cast)}{notice.pk}/withdraw/").status_code == 404


def test_pupil_and_staff_read_but_do_not_announce(cast, sign_in):
    announce(cast)

    for user in (cast.daria.user, cast.class_teacher.user):
        page = text(sign_in(user), absences(cast))
        assert "24 ноября" in page
        assert "Первый день" not in page
        assert "Отозвать" not in page


def test_remarks_page_follows_the_rule_of_who_sees(cast, sign_in):
    Remark.objects.create(pupil=cast.daria, on=TODAY, text="Опоздала с урока", author=cast.teacher.user)
    Remark.objects.create(
        pupil=cast.daria, on=TODAY, kind="praise", text="Победа", pupil_sees=True, author=cast.teacher.user
    )
    Remark.objects.create(
        pupil=cast.daria, on=TODAY, text="Снятое", author=cast.teacher.user, removed_at="2026-11-23T09:00Z"
    )
    url = f"/diary/{cast.daria.pk}/remarks/"

    parent, pupil = text(sign_in(cast.parent.user), url), text(sign_in(cast.daria.user), url)

    assert "Замечание: Опоздала с урока Орлова Н." in parent
    assert "Опоздала" not in pupil
    assert "Похвала: Победа" in pupil
    assert "Снятое" not in parent


def test_empty_remarks_say_so(cast, sign_in):
    assert "В этом году ничего не записано" in text(sign_in(cast.daria.user), f"/diary/{cast.daria.pk}/remarks/")
