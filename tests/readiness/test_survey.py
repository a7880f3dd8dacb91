"""The questionnaire and its privacy (clause 1.3.2)."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from parta.audit.models import Change
from parta.notices.models import Notice
from parta.readiness.models import Survey, SurveyAnswer
from parta.readiness.services import survey as services
from tests import build
from tests.conftest import NOON

from . import make

pytestmark = pytest.mark.django_db

OTHERS = ("admin", "head", "deputy", "teacher", "class_teacher", "stranger", "pupil", "parent")
SINGLE = [("survey-answers", []), *(("survey-answers-file", [suffix]) for suffix in ("csv", "xlsx", "pdf"))]


def staff(number: int) -> list:
    return [build.employee(f"Тестова{letter} Анна", user=build.user()) for letter in "абвгдежз"[:number]]


@pytest.fixture
def answered(cast) -> Survey:
    """Орлова alone has answered; the round goes on."""
    made = make.survey(cast)
    make.answer(made, cast.teacher, value=5)
    return made


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize(("door", "more"), SINGLE, ids=lambda value: str(value))
def test_nobody_but_the_responsible_person_opens_single_answers(cast, answered, sign_in, role, door, more):
    url = reverse(f"readiness:{door}", args=[answered.pk, *more])

    assert sign_in(cast.introducer).get(url).status_code == 200
    assert sign_in(cast.users()[role]).get(url).status_code == 404


def test_the_responsible_person_reads_them_and_history_keeps_the_look(cast, answered, sign_in):
    text = sign_in(cast.introducer).get(reverse("readiness:survey-answers", args=[answered.pk])).content.decode()

    assert "Орлова Нина" in text
    assert Change.objects.filter(action="readiness.view_answers", by=cast.introducer).count() == 1


@pytest.mark.parametrize("role", ["admin", "head", "deputy", "class_teacher"])
@pytest.mark.parametrize("closed", [False, True])
def test_no_page_or_export_of_others_tells_an_answer(cast, answered, sign_in, role, closed):
    """Одна ответила: neither her name nor her index (67) is anywhere, before the round is closed and after."""
    if closed:
        services.close_survey(answered, by=cast.introducer)
    client = sign_in(cast.users()[role])
    assert SurveyAnswer.objects.get().index == 67

    page = client.get(reverse("readiness:survey")).content.decode()
    export = client.get(reverse("readiness:survey-file", args=["csv"])).content.decode()

    assert "Орлова" not in page + export
    assert ">67<" not in page
    assert "67" not in export


def test_a_colleague_who_opens_the_form_sees_own_answers_only(cast, answered, sign_in):
    url = reverse("readiness:survey-answer", args=[answered.pk])

    assert sign_in(cast.teacher.user).get(url).content.decode().count("checked") == 12
    assert sign_in(cast.class_teacher.user).get(url).content.decode().count("checked") == 0


def test_history_says_that_it_was_answered_and_not_what(cast, sign_in):
    made = make.survey(cast)
    client = sign_in(cast.teacher.user)

    answer = client.post(reverse("readiness:survey-answer", args=[made.pk]), make.values(5, calm=2))

    assert answer.status_code == 302
    assert SurveyAnswer.objects.get().values["calm"] == 2
    (change,) = Change.objects.filter(action="readiness.answer_survey")
    assert (change.before, change.after, change.label) == (None, None, "2026/27, начало года")
    assert not [row for row in Change.objects.all() if "calm" in json.dumps([row.before, row.after, row.label])]
    history = sign_in(cast.admin).get(reverse("audit:list")).content.decode()
    assert "ответ на анкету готовности" in history


def test_answers_change_while_the_round_is_open_and_never_after(cast):
    made = make.survey(cast)
    services.answer_survey(made, cast.teacher, make.values(2), by=cast.teacher.user)
    services.answer_survey(made, cast.teacher, make.values(4), by=cast.teacher.user)
    services.close_survey(made, by=cast.introducer)

    with pytest.raises(ValidationError, match="закрыта"):
        services.answer_survey(made, cast.teacher, make.values(1), by=cast.teacher.user)

    assert SurveyAnswer.objects.get().values == make.values(4)
    assert SurveyAnswer.objects.get().group == "teacher"


def test_a_statement_left_out_is_asked_for(cast, sign_in):
    made = make.survey(cast)
    values = make.values(3)
    del values["late"]

    answer = sign_in(cast.teacher.user).post(reverse("readiness:survey-answer", args=[made.pk]), values)

    assert answer.status_code == 422
    assert "Выберите ответ." in answer.content.decode()
    assert not SurveyAnswer.objects.exists()


def test_groups_of_three_are_shown_to_the_office_after_closing(cast, sign_in):
    made = make.survey(cast)
    for person in staff(3):
        make.answer(made, person, value=4, group="teacher")  # 58 of 100
    make.answer(made, cast.class_teacher, value=5, group="class_teacher")
    client = sign_in(cast.head)
    before = client.get(reverse("readiness:survey")).content.decode()

    services.close_survey(made, by=cast.introducer)

    after = client.get(reverse("readiness:survey")).content.decode()
    assert "<b>58</b>" not in before
    assert after.count("<b>58</b>") == 2  # teachers, and all who are shown
    assert "<b>67</b>" not in after


def test_the_start_is_compared_with_the_end(cast, sign_in):
    people = staff(3)
    for moment, value in (("start", 3), ("end", 4)):
        made = make.survey(cast, moment, closed_at=NOON)
        for person in people:
            make.answer(made, person, value=value)

    export = sign_in(cast.deputy).get(reverse("readiness:survey-file", args=["csv"])).content.decode("utf-8-sig")

    assert "2026/27;учителя;50;58;8" in export.splitlines()
    assert "2026/27;администрация;нет данных;нет данных;" in export.splitlines()


def test_opening_asks_every_employee_with_an_account(cast, sign_in):
    build.employee("Безучётная Инна")
    build.employee("Ушедшая Инна", user=build.user("gone"), left_on=NOON.date() - timedelta(days=1))

    sign_in(cast.introducer).post(reverse("readiness:survey-open"), {"moment": "start"})

    made = Survey.objects.get()
    asked = set(Notice.objects.filter(kind="readiness.survey").values_list("user__username", "url"))
    url = reverse("readiness:survey-answer", args=[made.pk])
    assert asked == {("orlova", url), ("belova", url), ("gromov", url)}


@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_round_is_opened_once(cast, sign_in, state):
    make.survey(cast, closed_at=NOON if state == "closed" else None)

    page = sign_in(cast.introducer).post(reverse("readiness:survey-open"), {"moment": "start"}, follow=True)

    assert Survey.objects.count() == 1
    words = "уже открывалась" if state == "closed" else "Сначала закройте анкету"
    assert words in page.content.decode()


def test_own_answers_are_read_after_closing(cast, sign_in):
    made = make.survey(cast, closed_at=NOON)
    make.answer(made, cast.teacher, value=5)

    text = sign_in(cast.teacher.user).get(reverse("readiness:survey-answer", args=[made.pk])).content.decode()

    assert text.count("<b>5</b>") == 12


def test_figures_print(cast, sign_in):
    make.survey(cast, closed_at=NOON)

    printed = sign_in(cast.head).get(reverse("readiness:survey-file", args=["pdf"]))

    assert printed.content.startswith(b"%PDF-")


def test_a_round_that_was_not_is_not_called_hidden(cast, sign_in):
    made = make.survey(cast, closed_at=NOON)
    for employee in (cast.teacher, cast.class_teacher, cast.stranger):
        make.answer(made, employee)

    page = sign_in(cast.head).get(reverse("readiness:survey")).content.decode()

    rows = [" ".join(part.split("</tr>")[0].split()) for part in page.split('<tr><th scope="row">')[1:]]
    told = {row.split("</th>")[0]: (row.count(">скрыто<"), row.count(">анкеты ещё не было<")) for row in rows}
    assert told == {
        "администрация": (1, 1), "классные руководители": (1, 1), "учителя": (0, 1), "другие сотрудники": (1, 1),
        "все показанные группы": (0, 1),
    }  # fmt: skip
