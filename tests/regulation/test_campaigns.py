"""Campaigns: made by one click, announced on desks, ticked by people, followed by the responsible person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from parta.audit.models import Change
from parta.regulation.models import Campaign, CampaignLine, CampaignTick
from parta.regulation.queries import banners_of
from parta.regulation.queries.campaigns import progress
from parta.regulation.services.campaigns import make_year_campaigns, save_campaign, tick_line
from tests import build
from tests.cast import TODAY

from . import make
from .test_access import fresh
from .test_documents import words_of

FORM = {
    "title": "Неделя порядка", "banner": "Закройте хвосты.", "starts_on": "2026-11-20", "ends_on": "2026-12-04",
    "days_ahead": 5, "roles": ["teacher"], "lines": "Темы\r\n\r\n  Переклички  ", "links": "Темы | /handbook/topic/",
}  # fmt: skip


@pytest.fixture
def period_campaign(cast) -> Campaign:
    """«II четверть: отметки за период», made by one click: 20–30 December, announced 7 days ahead."""
    build.scheme()
    make_year_campaigns(build.year(), today=TODAY, by=cast.introducer)
    return Campaign.objects.get(code="period-2")


def banners(user, today: date) -> list[str]:
    return [banner.title for banner in banners_of(fresh(user), today)]


def test_check_list_before_the_period_ends_and_its_banner_n_days_ahead(cast, period_campaign, sign_in):
    teacher = cast.teacher.user
    before, first_day = date(2026, 12, 12), date(2026, 12, 13)

    assert (period_campaign.starts_on, period_campaign.ends_on) == (date(2026, 12, 20), date(2026, 12, 30))
    assert banners(teacher, before) == []
    assert banners(teacher, first_day) == ["II четверть: отметки за период"]
    assert banners(teacher, date(2026, 12, 31)) == []
    assert banners(cast.class_teacher.user, first_day) == []
    assert banners(cast.parent.user, first_day) == []

    page = words_of(sign_in(teacher).get(f"/regulation/campaigns/{period_campaign.pk}/"))
    assert "Переклички сделаны" in page
    assert "Отметки за период выставлены" in page
    assert 'href="/handbook/before-period-ends/"' in page


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 12, 13), "начнётся через 7 дней"),
        (date(2026, 12, 19), "начнётся завтра"),
        (date(2026, 12, 28), "осталось 2 дня"),
        (date(2026, 12, 30), "последний день"),
    ],
)
def test_banner_tells_how_much_time_is_left(today, words, cast, period_campaign):
    banner = next(one for one in banners_of(fresh(cast.teacher.user), today) if "за период" in one.title)

    told = " ".join(render_to_string("regulation/banner.html", {"banner": banner}).split())

    assert words in told
    assert f'href="/regulation/campaigns/{period_campaign.pk}/"' in told
    assert "Сделано 0 из 4." in told


def test_banner_goes_when_all_is_done(cast, period_campaign):
    for line in period_campaign.lines.all():
        assert banners(cast.teacher.user, date(2026, 12, 20)) != []
        tick_line(line, is_done=True, by=cast.teacher.user)

    assert banners(cast.teacher.user, date(2026, 12, 20)) == []


def test_banners_cost_the_same_for_one_campaign_and_for_three(cast, django_assert_num_queries):
    make.campaign(starts_on=TODAY)
    user = fresh(cast.teacher.user)
    with django_assert_num_queries(3):  # who the user is, the part in help, campaigns
        assert len(banners_of(user, TODAY)) == 1

    make.campaign(starts_on=TODAY, roles=("pupil", "teacher"))
    make.campaign(starts_on=TODAY)

    with django_assert_num_queries(1):
        assert len(banners_of(user, TODAY)) == 3


def test_one_click_makes_the_years_campaigns_once(cast, sign_in):
    build.scheme()
    client = sign_in(cast.introducer)

    first = client.post("/regulation/campaigns/make/", follow=True)
    Campaign.objects.filter(code="june").update(is_cancelled=True)
    second = client.post("/regulation/campaigns/make/", follow=True)

    assert "Создано кампаний: 9." in words_of(first)  # what ended before today is not made
    assert "Все обычные кампании уже есть." in words_of(second)
    assert Campaign.objects.filter(code="june").count() == 1
    assert "Печать и хранение" not in words_of(second)


def test_person_ticks_own_lines(cast, sign_in):
    campaign = make.campaign("Темы", "Переклички")
    line = campaign.lines.get(words="Темы")
    client = sign_in(cast.teacher.user)

    answer = client.post(f"/regulation/campaigns/tick/{line.pk}/", {"done": "on"}, headers={"HX-Request": "true"})
    again = client.post(f"/regulation/campaigns/tick/{line.pk}/", {"done": "on"}, follow=True)

    assert "<html" not in answer.content.decode()
    assert "Сделано 1 из 2." in words_of(answer)
    assert "Сделано 1 из 2." in words_of(again)
    assert Change.objects.filter(action="regulation.tick_line").count() == 1

    client.post(f"/regulation/campaigns/tick/{line.pk}/")

    assert not CampaignTick.objects.exists()


def test_dropped_line_and_cancelled_campaign_take_no_ticks(cast, sign_in):
    campaign = make.campaign("Темы", "Переклички")
    dropped, other = campaign.lines.all()
    CampaignLine.objects.filter(pk=dropped.pk).update(is_dropped=True)
    client = sign_in(cast.teacher.user)

    assert client.post(f"/regulation/campaigns/tick/{dropped.pk}/").status_code == 404

    sign_in(cast.introducer).post(f"/regulation/campaigns/{campaign.pk}/cancel/")

    assert client.post(f"/regulation/campaigns/tick/{other.pk}/").status_code == 404
    assert client.get(f"/regulation/campaigns/{campaign.pk}/").status_code == 404


def test_schools_own_campaign_is_written_and_changed_without_losing_ticks(cast, sign_in):
    client = sign_in(cast.introducer)
    client.post("/regulation/campaigns/new/", FORM)
    campaign = Campaign.objects.get()
    kept, dropped = campaign.lines.all()
    for line in (kept, dropped):
        tick_line(line, is_done=True, by=cast.teacher.user)

    client.post(f"/regulation/campaigns/{campaign.pk}/edit/", {**FORM, "lines": "Долги\nТемы", "title": "Порядок"})

    campaign.refresh_from_db()
    assert (campaign.title, campaign.links) == ("Порядок", [["Темы", "/handbook/topic/"]])
    assert [(line.words, line.ticks.count()) for line in campaign.lines.filter(is_dropped=False)] == [
        ("Долги", 0), ("Темы", 1),
    ]  # fmt: skip
    assert [(person.name, person.done) for person in progress(campaign).people] == [
        ("Громов Илья", 0), ("Орлова Нина", 1),
    ]  # fmt: skip

    client.post(f"/regulation/campaigns/{campaign.pk}/edit/", FORM)
    assert CampaignLine.objects.get(words="Переклички").ticks.count() == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"roles": []}, "Обязательное поле."),
        ({"lines": " "}, "Напишите хотя бы одну строку списка."),
        ({"ends_on": "2026-11-19"}, "Кампания кончается раньше, чем началась."),
        ({"days_ahead": 61}, "меньше либо равно 60"),
        ({"lines": "Раз\n" + "я" * 201}, "Строка 2 длиннее 200 букв."),
        ({"links": "\nНовости | https://example.com/"}, "Строка 2: нужны название"),
        ({"links": "Новости | //example.com/"}, "Строка 1: нужны название"),
        ({"links": "Новости | /\\example.com/"}, "Строка 1: нужны название"),
        ({"links": "Новости | /\t/example.com/"}, "Строка 1: нужны название"),
        ({"starts_on": "0001-01-01"}, "нужен день с 01.06.2026 по"),
        ({"ends_on": "9999-12-31"}, "нужен день с 01.06.2026 по"),
    ],
)
def test_wrong_campaigns_are_refused_with_words(sent, words, cast, sign_in):
    build.year()

    answer = sign_in(cast.introducer).post("/regulation/campaigns/new/", {**FORM, **sent})

    assert answer.status_code == 422
    assert words in words_of(answer)
    assert not Campaign.objects.exists()


def test_service_refuses_an_empty_list(cast):
    with pytest.raises(ValidationError, match="хотя бы одну строку"):
        save_campaign(make.campaign(), lines=[], by=cast.introducer)


def test_progress_names_staff_and_only_counts_families(cast, sign_in):
    campaign = make.campaign("Темы", "Переклички", roles=("teacher", "parent"), starts_on=TODAY)
    for line in campaign.lines.all():
        tick_line(line, is_done=True, by=cast.parent.user)
    tick_line(campaign.lines.first(), is_done=True, by=cast.teacher.user)
    client = sign_in(cast.introducer)

    page = words_of(client.get(f"/regulation/campaigns/{campaign.pk}/progress/"))
    table = client.get(f"/regulation/campaigns/{campaign.pk}/progress/csv/").content.decode("utf-8-sig")

    assert "Всё сделали 0 из 2. Родители: 1 из 2." in page
    assert 'Орлова Нина</th><td class="number">1 из 2</td>' in page
    assert "Ермакова" not in page
    assert table.splitlines() == [
        "ФИО;Сделано;Всего;Темы;Переклички",
        "Громов Илья;0;2;;",
        "Орлова Нина;1;2;23.11.2026 12:00;",
    ]
    assert client.get(f"/regulation/campaigns/{campaign.pk}/progress/pdf/").status_code == 404


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("class_teacher", ["Белова Анна", "Громов Илья"]),
        ("deputy", ["Зуева Вера"]),
        ("introducer", ["Зуева Вера"]),
        ("head", ["Зуева Вера"]),
        ("pupil", []),
    ],
)
def test_progress_lists_those_concerned(role, names, cast):
    assert [person.name for person in progress(make.campaign(roles=(role,))).people] == names


def test_each_sees_own_campaigns_and_the_responsible_person_all(cast, sign_in):
    make.campaign(title="Для учителей")
    make.campaign(title="Для родителей", roles=("parent",))

    seen = {
        name: [title for title in ("Для учителей", "Для родителей") if title in page]
        for name, page in {
            name: words_of(sign_in(cast.users()[name]).get("/regulation/campaigns/"))
            for name in ("introducer", "teacher", "parent", "pupil")
        }.items()
    }

    assert seen == {
        "introducer": ["Для учителей", "Для родителей"], "teacher": ["Для учителей"], "parent": ["Для родителей"],
        "pupil": [],
    }  # fmt: skip


def test_without_campaigns_or_year_the_page_tells_the_next_step(cast, sign_in):
    assert "Кампаний пока нет" in words_of(sign_in(cast.teacher.user).get("/regulation/campaigns/"))

    build.year()
    type(build.year()).objects.update(is_current=False)

    assert "Сначала нужен учебный год" in words_of(sign_in(cast.introducer).get("/regulation/campaigns/"))
    answer = sign_in(cast.introducer).post("/regulation/campaigns/make/", follow=True)
    assert "Сначала создайте учебный год" in words_of(answer)
    assert "Сначала создайте учебный год" in words_of(
        sign_in(cast.introducer).get("/regulation/campaigns/new/", follow=True)
    )


def test_pages_cost_the_same_with_one_row_and_with_three(cast, sign_in):
    campaign = make.campaign("Темы", starts_on=TODAY)
    client = sign_in(cast.introducer)
    own = f"/regulation/campaigns/{campaign.pk}/"
    addresses = ["/regulation/campaigns/", own, f"{own}progress/"]
    client.get("/regulation/campaigns/")
    one = [make.queries(client, address) for address in addresses]

    make.campaign()
    make.campaign(starts_on=TODAY - timedelta(days=3))
    for number, teacher in enumerate((cast.teacher, cast.stranger), start=2):
        line = CampaignLine.objects.create(campaign=campaign, position=number, words=f"Строка {number}")
        tick_line(line, is_done=True, by=teacher.user)

    assert [make.queries(client, address) for address in addresses] == one
