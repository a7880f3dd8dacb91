"""Keeping the files of tasks: checked by content, under names nobody can guess, all or none."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from secrets import token_hex
from typing import BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from parta.journal.models import Homework, HomeworkFile
from parta.journal.rules.files import CheckedFile, WrongFile, check

MOST_FILES = 10  # added at once

Upload = tuple["UploadedFile[bytes]", CheckedFile]


def check_all(uploads: Sequence["UploadedFile[bytes]"]) -> list[Upload]:
    """Check size and content of each; raises ValidationError naming every file that may not be taken."""
    if len(uploads) > MOST_FILES:
        raise ValidationError({"uploads": f"За один раз не больше {MOST_FILES} файлов."})
    checked: list[Upload] = []
    wrong = []
    for upload in uploads:
        try:
            checked.append((upload, _checked(upload)))
        except WrongFile as error:
            wrong.append(f"{error}.")
    if wrong:
        raise ValidationError({"uploads": wrong})
    return checked


def _checked(upload: "UploadedFile[bytes]") -> CheckedFile:
    if (upload.size or 0) > settings.UPLOAD_MAX_BYTES:
        most = settings.UPLOAD_MAX_BYTES // 2**20
        raise WrongFile(f"«{upload.name}»: файл больше {most} МБ")
    return check(upload.name or "", cast(BinaryIO, upload))


@contextmanager
def kept_together() -> Iterator[Callable[[Homework, Sequence[Upload]], None]]:
    """Give a function that keeps files of a task; a failure inside takes the kept files off the disk again."""
    kept: list[HomeworkFile] = []

    def keep(homework: Homework, uploads: Sequence[Upload]) -> None:
        for upload, checked in uploads:
            row = HomeworkFile(
                homework=homework, name=checked.name, size=upload.size, content_type=checked.content_type
            )
            row.file.save(token_hex(16), upload, save=False)
            kept.append(row)
            row.save()

    try:
        yield keep
    except BaseException:
        for row in kept:
            row.file.delete(save=False)
        raise
