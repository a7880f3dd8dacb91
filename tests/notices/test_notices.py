"""Notices: who gets them, and the page behind the bell."""

import pytest

from parta.notices import services
from parta.notices.models import Notice


def test_queue_leaves_one_notice_to_each_and_skips_nobody(cast):
    services.queue("journal", "Журнал открыт на 24 часа.", to=[cast.admin, cast.admin, None, cast.deputy.pk])

    assert sorted(Notice.objects.values_list("user__username", flat=True)) == ["admin", "deputy"]


def test_page_shows_own_notices_only(cast, sign_in):
    services.queue("journal", "Вам замена", to=[cast.teacher.user], url="/journal/")
    services.queue("journal", "Чужая тайна", to=[cast.stranger.user])

    page = sign_in(cast.teacher.user).get("/notices/").content.decode()

    assert '<a href="/journal/">Вам замена</a>' in page
    assert "Чужая тайна" not in page


def test_bell_counts_unread_until_all_are_read(cast, sign_in):
    services.queue("journal", "Раз", to=[cast.teacher.user])
    services.queue("journal", "Два", to=[cast.teacher.user])
    client = sign_in(cast.teacher.user)
    assert 'data-count="2"' in client.get("/notices/").content.decode()

    page = client.post("/notices/read/", {"until": Notice.objects.latest("id").pk}, follow=True).content.decode()

    assert "data-count" not in page


def test_reading_does_not_touch_what_came_later_or_is_not_mine(cast, sign_in):
    services.queue("journal", "Раз", to=[cast.teacher.user, cast.stranger.user])
    seen = Notice.objects.filter(user=cast.teacher.user).get().pk
    services.queue("journal", "Два", to=[cast.teacher.user])

    sign_in(cast.teacher.user).post("/notices/read/", {"until": seen})

    assert sorted(Notice.objects.filter(read_at=None).values_list("user__username", "text")) == [
        ("gromov", "Раз"),
        ("orlova", "Два"),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same_of_the_database_for_any_number_of_rows(rows, cast, sign_in, django_assert_num_queries):
    for number in range(rows):
        services.queue("journal", str(number), to=[cast.teacher.user])
    client = sign_in(cast.teacher.user)

    with django_assert_num_queries(6):  # session, user, notices, cast, period, unread
        client.get("/notices/")
