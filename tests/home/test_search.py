"""Search in the head: staff find what is theirs, families have no search."""

import pytest

from parta.handbook.exchange import read_articles
from parta.handbook.services.articles import renew


def found(client, words):
    return client.get("/search/", {"q": words}).content.decode()


@pytest.mark.parametrize("role", ["pupil", "parent", "introducer"])
def test_search_does_not_exist_for(role, cast, sign_in):
    assert sign_in(cast.users()[role]).get("/search/", {"q": "Ерм"}).status_code == 404


def test_deputy_finds_any_pupil_class_journal_and_colleague(cast, sign_in):
    client = sign_in(cast.deputy)

    assert f"/school/pupils/{cast.alien.pk}/" in found(client, "чужо")
    assert f"/school/classes/{cast.school_class.pk}/" in found(client, "7б")
    assert f"/journal/{cast.course.pk}/" in found(client, "алгеб 7б")
    assert f"/school/employees/{cast.stranger.pk}/" in found(client, "громов")


def test_class_teacher_finds_own_class_only(cast, sign_in):
    client = sign_in(cast.class_teacher.user)

    assert "Ермакова Дарья" in found(client, "ермак")
    assert "Чужова" not in found(client, "чужо")
    assert f"/my-class/{cast.school_class.pk}/" in found(client, "7Б")


def test_teacher_finds_own_journal_only(cast, sign_in):
    client = sign_in(cast.teacher.user)

    assert f"/journal/{cast.course.pk}/" in found(client, "алгебра")
    assert "История" not in found(client, "история")
    assert "/school/pupils/" not in found(client, "Ермакова")


def test_fragment_is_the_list_alone(cast, sign_in):
    fragment = sign_in(cast.deputy).get("/search/", {"q": "ермак"}, headers={"HX-Request": "true"}).content.decode()

    assert "Ермакова Дарья" in fragment
    assert "<html" not in fragment


def test_one_letter_is_not_enough(cast, sign_in):
    assert "Введите хотя бы две буквы" in found(sign_in(cast.deputy), "е")


def test_everybody_of_the_staff_finds_articles_and_the_office_finds_subjects(cast, sign_in):
    renew(read_articles())

    deputy, teacher = found(sign_in(cast.deputy), "алгебра"), found(sign_in(cast.teacher.user), "перекличка")

    assert "/school/load/?subject=" in deputy
    assert "/handbook/" in teacher
    assert "/school/load/" not in found(sign_in(cast.teacher.user), "алгебра")


def test_office_finds_a_parent_by_name_with_the_children_and_a_class_teacher_does_not(cast, sign_in):
    address = f"/school/guardians/{cast.parent.pk}/"

    office = sign_in(cast.deputy).get("/search/", {"q": "Ольга Ермак"}).content.decode()
    teacher = sign_in(cast.class_teacher.user).get("/search/", {"q": "Ольга Ермак"}).content.decode()

    assert address in office
    assert "Ермакова Дарья" in office
    assert address not in teacher


def test_unseen_sign_among_the_letters_is_passed_over(cast, sign_in):
    assert "Ермакова Дарья" in found(sign_in(cast.deputy), "Ерм\0ак")
