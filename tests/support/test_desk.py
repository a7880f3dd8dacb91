"""The desk's settings and prepared answers."""

from datetime import date, time

import pytest

from parta.support.models import HelpDesk, Norm, PreparedAnswer, WorkingHours
from parta.support.queries.desk import calendar, later
from parta.support.rules.norms import duration
from parta.support.services import ensure_defaults

from . import make


def hours(**more) -> dict[str, object]:
    """Monday to Friday from 8 to 17, with a break on Monday."""
    days = {f"from_{day}_0": "08:00" for day in range(1, 6)} | {f"to_{day}_0": "17:00" for day in range(1, 6)}
    norms = {f"{kind}_{what}": "2" for kind in ("question", "remark", "proposal") for what in ("answer", "solution")}
    return {**days, "to_1_0": "12:00", "from_1_1": "13:00", "to_1_1": "16:00", **norms, "confirm_days": "3",
            "outside_name": "Служба", **more}  # fmt: skip


def test_defaults_are_made_once_and_kept(db):
    ensure_defaults()
    Norm.objects.filter(kind="question").update(answer_minutes=1)
    ensure_defaults()

    assert (WorkingHours.objects.count(), Norm.objects.get(kind="question").answer_minutes) == (6, 1)
    assert HelpDesk.objects.get().confirm_days == 5


def test_hours_norms_and_the_desk_are_set_together(cast, sign_in):
    make.desk()
    answer = sign_in(cast.introducer).post("/help/settings/", hours(question_answer="1.5", takes_public="on"))

    assert answer.status_code == 302
    assert list(WorkingHours.objects.filter(weekday=1).values_list("starts_at", "ends_at")) == [
        (time(8), time(12)), (time(13), time(16)),
    ]  # fmt: skip
    assert Norm.objects.get(kind="question").answer_minutes == 90
    assert (HelpDesk.objects.get().confirm_days, HelpDesk.objects.get().outside_name) == (3, "Служба")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"to_2_0": ""}, "Вторник: напишите и начало, и конец часов."),
        ({"to_2_0": "07:00"}, "конец часов раньше начала"),
        ({"from_1_1": "11:00"}, "часы пересекаются"),
        ({f"{edge}_{day}_0": "" for edge in ("from", "to") for day in range(1, 6)}
         | {"from_1_1": "", "to_1_1": ""}, "Нужен хотя бы один рабочий день"),
        ({"question_answer": "0"}, "больше либо равно 0.25"),
    ],
)  # fmt: skip
def test_wrong_hours_are_refused_with_words_and_nothing_is_lost(cast, sign_in, wrong, words):
    make.desk()
    before = WorkingHours.objects.count()

    answer = sign_in(cast.introducer).post("/help/settings/", hours(**wrong))

    assert (answer.status_code, WorkingHours.objects.count()) == (422, before)
    assert words in answer.content.decode()


def test_new_hours_move_the_due_time_of_what_is_asked_next(cast, sign_in):
    make.desk()
    sign_in(cast.introducer).post("/help/settings/", hours())

    assert make.ticket(cast.parent.user).answer_due_at == make.at(23, 15)  # the break from 12 to 13


def test_prepared_answers_are_written_by_line_two_and_read_by_all_helpers(cast, sign_in):
    make.duty(cast.teacher)
    sign_in(cast.deputy).post(
        "/help/prepared/new/", {"title": "Пароль", "text": "Здравствуйте, {имя}!", "is_active": "on"}
    )

    assert PreparedAnswer.objects.get().by == cast.deputy
    assert "Здравствуйте, {имя}!" in sign_in(cast.teacher.user).get("/help/prepared/").content.decode()


@pytest.mark.parametrize(
    ("minutes", "words"), [(None, "—"), (0, "0 мин"), (25, "25 мин"), (60, "1 ч"), (125, "2 ч 05 мин"), (600, "10 ч")]
)
def test_duration(minutes, words):
    assert duration(minutes) == words


def test_clock_stands_between_the_quarters(cast):
    """As consultations do: days in no period of the year are off, holiday row or not."""
    make.desk()

    days = calendar()

    asked = make.at(25, 12, month=10)  # Sunday, the last day of the first quarter
    assert [days.is_working_day(date(2026, 10, day)) for day in (23, 28)] == [True, False]
    assert later(asked, 60, days) == make.at(5, 9)  # Thursday, an hour after the second quarter's first opening
