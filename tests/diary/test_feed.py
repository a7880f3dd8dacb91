"""The joint feed of several children."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parta.journal.models import Homework, Remark
from tests import build
from tests.cast import TODAY
from tests.conftest import NOON
from tests.diary.seen import text

DAY = timedelta(days=1)
FEED = "/diary/feed/"


@pytest.fixture
def brother(cast):
    made = build.pupil("Ермаков Костя", of=cast.other_class)
    cast.parent.guardianships.create(pupil=made)
    return made


def put(pupil, lesson, value, *, when=NOON):
    mark = build.mark(pupil, lesson, value)
    mark.at = when
    mark.save()


def test_feed_joins_news_of_all_children(cast, brother, sign_in):
    put(cast.daria, cast.lesson, 5)
    build.cell(cast.other_lesson, brother, absence="н")
    Homework.objects.create(
        lesson=cast.other_lesson, due_on=TODAY + DAY, text="§ 7", author=cast.stranger.user, at=NOON
    )
    Remark.objects.create(pupil=cast.daria, on=TODAY, text="Шумела", author=cast.teacher.user, at=NOON)
    put(cast.egor, cast.lesson, 2)

    page = text(sign_in(cast.parent.user), FEED)

    assert "5 Алгебра Дарья ответ, за урок пн, 23 ноября" in page
    assert "н Пропуски и опоздания Костя История: причина не выяснена" in page
    assert "Задано Костя История на вт, 24 ноября: § 7" in page
    assert "Замечание Дарья Шумела — Орлова Н." in page
    assert "Егор" not in page


def test_mark_stands_on_the_day_it_was_put(cast, sign_in):
    old = build.lesson(cast.course, TODAY - 3 * DAY)
    put(cast.daria, old, 4)

    days = sign_in(cast.parent.user).get(FEED).context["page"].days

    assert [(one.on, [item.chip for item in one.items]) for one in days] == [(TODAY, [("4", "4")])]


def test_pupil_does_not_see_remarks_for_parents(cast, sign_in):
    Remark.objects.create(pupil=cast.daria, on=TODAY, text="Шумела", author=cast.teacher.user)
    Remark.objects.create(pupil=cast.daria, on=TODAY, text="Видно", pupil_sees=True, author=cast.teacher.user)

    page = text(sign_in(cast.daria.user), FEED)

    assert "Видно" in page
    assert "Шумела" not in page


def test_individual_homework_is_news_for_its_pupil_only(cast, sign_in):
    task = Homework.objects.create(
        lesson=cast.lesson, due_on=TODAY + DAY, text="Доклад", is_individual=True, author=cast.teacher.user, at=NOON
    )
    task.pupils.add(cast.egor)

    assert "Доклад" not in text(sign_in(cast.daria.user), FEED)
    assert "Доклад" in text(sign_in(cast.egor.user), FEED)


def test_feed_goes_back_by_weeks(cast, sign_in):
    put(cast.daria, build.lesson(cast.course, TODAY - 7 * DAY), 3, when=NOON - 7 * DAY)
    client = sign_in(cast.parent.user)

    now, before = client.get(FEED).context["page"], client.get(FEED, {"until": "2026-11-16"}).context["page"]

    assert (now.days, now.earlier, now.later) == ([], "?until=2026-11-16", "")
    assert [one.on for one in before.days] == [TODAY - 7 * DAY]
    assert before.later == "?until=2026-11-23"


def test_quiet_week_says_so(cast, sign_in):
    assert "За это время новостей нет" in text(sign_in(cast.parent.user), FEED)


def test_day_ahead_is_today_and_no_day_is_404(cast, sign_in):
    client = sign_in(cast.parent.user)

    assert client.get(FEED, {"until": "2027-01-01"}).context["page"].later == ""
    assert client.get(FEED, {"until": "вчера"}).status_code == 404
    assert client.get(FEED, {"until": "0001-01-03"}).status_code == 404


def test_instants_are_those_of_the_school(cast, sign_in):
    """A mark put at half past midnight in Moscow is yesterday's in UTC, but today's at school."""
    night = timezone.localtime(NOON).replace(hour=0, minute=30)
    put(cast.daria, cast.lesson, 5, when=night)

    assert [one.on for one in sign_in(cast.parent.user).get(FEED).context["page"].days] == [TODAY]
