"""Files of tasks: told by their content, kept under other names, given out only through the door."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parta.journal.models import Homework, HomeworkFile
from parta.journal.services import homework as homework_service
from parta.lib import uploads as service
from parta.lib.files import WrongFile, check, safe_name


def packed(*names):
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


PDF, PNG, JPEG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n\x00", b"\xff\xd8\xff\xe0\x00"


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("задача.pdf", PDF, "application/pdf"),
        ("Фото.JPG", JPEG, "image/jpeg"),
        ("схема.png", PNG, "image/png"),
        ("фото.heic", b"\x00\x00\x00\x18ftypheic", "image/heic"),
        ("план.docx", packed("[Content_Types].xml", "word/document.xml"),
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("таблица.ods", packed("mimetype", "content.xml"), "application/vnd.oasis.opendocument.spreadsheet"),
        ("старое.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
        ("всё.zip", packed("a.txt"), "application/zip"),
        ("слова.txt", "Выучить слова\r\n".encode(), "text/plain"),
        ("слова.txt", "Выучить слова".encode("cp1251"), "text/plain"),
        ("песня.mp3", b"ID3\x03", "audio/mpeg"),
        ("опыт.mp4", b"\x00\x00\x00\x18ftypisom", "video/mp4"),
    ],
)  # fmt: skip
def test_known_file(name, content, content_type):
    assert check(name, BytesIO(content)).content_type == content_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("игра.exe", b"MZ\x90\x00"),
        ("игра.pdf", b"MZ\x90\x00"),
        ("задача.exe", PDF),
        ("задача.pdf", PNG),
        ("страница.html", b"<html>"),
        ("рисунок.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("план.docx", packed("xl/workbook.xml")),
        ("план.docx", packed("word/document.xml", "word/vbaProject.bin")),
        ("план.docm", packed("word/document.xml")),
        ("план.docx", b"PK\x03\x04broken"),
        ("слова.txt", b"\x00\x01\x02"),
        ("без точки", b"text"),
        ("пусто.pdf", b""),
    ],
)
def test_other_file_is_refused_with_its_name(name, content):
    with pytest.raises(WrongFile, match="«"):
        check(name, BytesIO(content))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Задача 5.pdf", "Задача 5.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Documents\\план.docx", "план.docx"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("фото\u202egpj.exe", "фотоgpj.exe"),
        ('a"b<c>.txt', "a_b_c_.txt"),
        ("  много   мест  .txt ", "много мест .txt"),
        ("", "файл"),
        (".pdf", "pdf"),
        ("д" * 300 + ".pdf", "д" * 116 + ".pdf"),
    ],
)
def test_safe_name(name, safe):
    assert safe_name(name) == safe


@pytest.fixture
def url(cast):
    return reverse("journal:give-homework", args=[cast.lesson.pk])


def upload(client, url, *files, **fields):
    return client.post(url, {"text": "№ 5", "due_on": "2026-11-25", "uploads": list(files), **fields})


def test_files_are_kept_and_given_out_as_downloads(cast, sign_in, url):
    answer = upload(
        sign_in(cast.teacher.user), url, SimpleUploadedFile("задача.pdf", PDF), SimpleUploadedFile("схема.png", PNG)
    )

    assert answer.status_code == 302
    kept = HomeworkFile.objects.get(name="задача.pdf")
    assert (kept.size, kept.content_type, "задача" in kept.file.name) == (len(PDF), "application/pdf", False)
    given = sign_in(cast.parent.user).get(reverse("journal:homework-file", args=[kept.pk]))
    assert b"".join(given.streaming_content) == PDF
    assert given["Content-Disposition"].startswith("attachment")
    assert (given["X-Content-Type-Options"], given["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )


def test_one_wrong_file_keeps_none(cast, sign_in, url, settings):
    answer = upload(
        sign_in(cast.teacher.user), url, SimpleUploadedFile("задача.pdf", PDF), SimpleUploadedFile("игра.exe", b"MZ")
    )

    assert (answer.status_code, Homework.objects.count(), HomeworkFile.objects.count()) == (422, 0, 0)
    assert "«игра.exe»" in answer.content.decode()


def test_too_big_file_is_refused(cast, sign_in, url, settings):
    settings.UPLOAD_MAX_BYTES = 4

    answer = upload(sign_in(cast.teacher.user), url, SimpleUploadedFile("задача.pdf", PDF))

    assert answer.status_code == 422
    assert "файл больше 0 МБ" in answer.content.decode()


def test_too_many_files_are_refused(cast, sign_in, url, monkeypatch):
    monkeypatch.setattr(service, "MOST_FILES", 1)

    answer = upload(sign_in(cast.teacher.user), url, SimpleUploadedFile("а.pdf", PDF), SimpleUploadedFile("б.pdf", PDF))

    assert "не больше 1 файлов" in answer.content.decode()


def test_failure_after_keeping_leaves_no_file_on_the_disk(cast, sign_in, url, tmp_path, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(homework_service, "record", broken)

    with pytest.raises(RuntimeError):
        upload(sign_in(cast.teacher.user), url, SimpleUploadedFile("задача.pdf", PDF))

    assert Homework.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


class TestDoor:
    @pytest.fixture
    def file(self, cast, sign_in, url):
        upload(sign_in(cast.teacher.user), url, SimpleUploadedFile("задача.pdf", PDF), pupils=[cast.egor.pk])
        return HomeworkFile.objects.get()

    def status(self, client, file):
        answer = client.get(reverse("journal:homework-file", args=[file.pk]))
        b"".join(answer.streaming_content if answer.streaming else [])
        return answer.status_code

    def test_individual_task_is_not_for_the_classmate(self, cast, sign_in, file):
        assert self.status(sign_in(cast.egor.user), file) == 200
        assert self.status(sign_in(cast.daria.user), file) == 404
        assert self.status(sign_in(cast.parent.user), file) == 404

    def test_removed_file_is_gone(self, cast, sign_in, file):
        teacher = sign_in(cast.teacher.user)
        teacher.post(reverse("journal:remove-homework-file", args=[file.pk]))

        assert self.status(teacher, file) == 404

    def test_file_of_a_removed_task_is_gone(self, cast, sign_in, file):
        teacher = sign_in(cast.teacher.user)
        teacher.post(reverse("journal:remove-homework", args=[file.homework_id]))

        assert self.status(teacher, file) == 404

    def test_link_is_no_file(self, cast, sign_in, file):
        link = HomeworkFile.objects.create(homework=file.homework, name="ya", url="https://ya.ru")

        assert self.status(sign_in(cast.teacher.user), link) == 404


def test_pupil_who_joined_later_does_not_get_old_files(cast, sign_in, url):
    from parta.school.models import GroupMembership

    upload(sign_in(cast.teacher.user), url, SimpleUploadedFile("задача.pdf", PDF))
    GroupMembership.objects.filter(pupil=cast.daria).update(from_on=date(2026, 12, 1))

    file = HomeworkFile.objects.get()
    assert sign_in(cast.daria.user).get(reverse("journal:homework-file", args=[file.pk])).status_code == 404
