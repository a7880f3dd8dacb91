"""One-click sign-in of the demo school."""

import pytest

from tests import build


@pytest.fixture
def demo(settings, db):
    settings.DEMO = True
    build.user("teacher", last_name="Орлова", first_name="Нина")
    build.user("parent", last_name="Ермакова", first_name="Ольга")
    build.user("stranger", last_name="Чужой", first_name="Иван")


def test_page_offers_the_people_who_exist(demo, client):
    page = client.get("/accounts/login/").content.decode()

    assert "Учитель" in page
    assert "Орлова Нина" in page
    assert "Директор" not in page
    assert "Чужой Иван" not in page


def test_click_signs_in(demo, client):
    response = client.post("/accounts/demo/", {"username": "teacher"})

    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(build.User.objects.get(username="teacher").pk)


def test_click_changes_who_is_signed_in(demo, client):
    client.post("/accounts/demo/", {"username": "teacher"})

    client.post("/accounts/demo/", {"username": "parent"})

    assert client.session["_auth_user_id"] == str(build.User.objects.get(username="parent").pk)


@pytest.mark.parametrize("username", ["stranger", "head", "", "admin"])
def test_nobody_else_is_offered(username, demo, client):
    assert client.post("/accounts/demo/", {"username": username}).status_code == 404


def test_link_does_not_sign_in(demo, client):
    assert client.get("/accounts/demo/?username=teacher").status_code == 405


def test_real_school_has_no_such_door(demo, client, settings):
    settings.DEMO = False

    assert client.post("/accounts/demo/", {"username": "teacher"}).status_code == 404
    assert "_auth_user_id" not in client.session
