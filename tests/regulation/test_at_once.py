"""A button pressed twice at the same moment does its work once, and nobody sees a broken page."""

import pytest

from parta.regulation.models import Campaign, Delegation, Document, Duty
from tests import cast as casting
from tests.at_once import pressed

from . import make

pytestmark = pytest.mark.django_db(transaction=True)
DRAFT = {"title": "Регламент", "text": "Помогаем.", "in_force_from": "2026-12-01"}
DUTY = {"topic": "2.1.3", "line": "1", "rank": "main", "channels": ["page"], "hours": ""}


@pytest.mark.parametrize(
    ("address", "sent", "rows"),
    [
        ("/regulation/campaigns/make/", {}, Campaign),
        ("/regulation/delegation/", {"to": "teacher", "until": "2026-12-01"}, Delegation),
        ("/regulation/draft/regulation/", DRAFT, Document),
        ("/regulation/duties/new/", {**DUTY, "employee": "teacher"}, Duty),
    ],
)
def test_pressed_twice(address, sent, rows, sign_in, tmp_path, monkeypatch):
    cast = casting.make()
    keys = {"to": cast.teacher.user_id, "employee": cast.teacher.pk}
    sent = {name: keys.get(name, value) for name, value in sent.items()}
    clients = [sign_in(cast.introducer) for _ in range(2)]

    answers = pressed([lambda one=one: one.post(address, sent).status_code for one in clients], tmp_path, monkeypatch)

    assert set(answers) <= {302, 422}
    made = rows.objects.count()
    assert made == (rows.objects.values("code").distinct().count() if rows is Campaign else 1)
    assert made > 0


def test_a_draft_thrown_away_while_it_is_published(sign_in, tmp_path, monkeypatch):
    """Either there is no draft any more, or it is in force: what is published is never deleted."""
    cast = casting.make()
    make.document(protocol="12", approved_on="2026-08-24", order="471")
    one, other = sign_in(cast.introducer), sign_in(cast.introducer)

    answers = pressed(
        [
            lambda: one.post("/regulation/draft/regulation/publish/").status_code,
            lambda: other.post("/regulation/draft/regulation/drop/").status_code,
        ],
        tmp_path,
        monkeypatch,
    )

    assert set(answers) <= {302, 404}
    assert list(Document.objects.values_list("is_current", flat=True)) in ([], [True])
