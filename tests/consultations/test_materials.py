"""Materials of seminars: checked by content, given out through the door only."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parta.consultations.models import SeminarFile

from .make import NOON
from .test_seminars import seminar, url

__all__ = ["seminar"]  # a fixture
PDF = b"%PDF-1.4\n%abc"


def test_materials_go_out_through_the_door_only(cast, helper, seminar, sign_in):
    client = sign_in(helper.user)
    client.post(
        url("add-materials", seminar),
        {"uploads": [SimpleUploadedFile("план.pdf", PDF), SimpleUploadedFile("б.txt", b"abc")]},
    )
    file = SeminarFile.objects.get(name="план.pdf")

    answer = sign_in(cast.teacher.user).get(url("material", file))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "план" not in file.file.name
    assert sign_in(cast.parent.user).get(url("material", file)).status_code == 404
    assert sign_in(cast.daria.user).get(url("material", file)).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("план.pdf", b"<html>", "внутри не то, что в названии"),
        ("вирус.exe", b"MZ\x90", "такие файлы не принимаются"),
        ("пусто.txt", b"", "пуст"),
    ],
)
def test_wrong_files_are_refused_all_together(cast, helper, seminar, sign_in, name, content, words):
    good = SimpleUploadedFile("хороший.txt", b"abc")

    answer = sign_in(helper.user).post(
        url("add-materials", seminar), {"uploads": [good, SimpleUploadedFile(name, content)]}
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not SeminarFile.objects.exists()


def test_no_file_is_told(helper, seminar, sign_in):
    answer = sign_in(helper.user).post(url("add-materials", seminar), {})

    assert answer.status_code == 422
    assert "Выберите файл." in answer.content.decode()


def test_a_material_taken_away_is_gone(cast, helper, seminar, sign_in):
    client = sign_in(helper.user)
    client.post(url("add-materials", seminar), {"uploads": [SimpleUploadedFile("план.pdf", PDF)]})
    file = SeminarFile.objects.get()

    assert sign_in(cast.teacher.user).post(url("remove-material", file)).status_code == 404
    client.post(url("remove-material", file))

    assert client.get(url("material", file)).status_code == 404
    assert SeminarFile.objects.get().removed_at == NOON
