"""Files that came with a form: checked by size and content, kept under names nobody can guess, all or none."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from secrets import token_hex
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from .files import CheckedFile, WrongFile, check

MOST_FILES = 10  # added at once

Upload = tuple["UploadedFile[bytes]", CheckedFile]
Keep = Callable[[Sequence[Upload], Callable[..., Any]], list[Any]]


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
def kept_together() -> Iterator[Keep]:
    """Give a function that keeps files; a failure inside takes the kept ones off the disk again.

    It takes the uploads and what makes a row of `name`, `size` and `content_type`; the row has a field `file`. It
    returns the saved rows.
    """
    kept: list[Any] = []

    def keep(uploads: Sequence[Upload], make: Callable[..., Any]) -> list[Any]:
        rows = []
        for upload, told in uploads:
            row = make(name=told.name, size=upload.size or 0, content_type=told.content_type)
            row.file.save(token_hex(16), upload, save=False)
            kept.append(row)
            row.save()
            rows.append(row)
        return rows

    try:
        yield keep
    except BaseException:
        for row in kept:
            row.file.delete(save=False)
        raise


def are_same(uploads: Sequence[Upload], kept: Iterable[Any]) -> bool:
    """Whether these rows are files of the same names and sizes: a form that was sent twice."""
    return sorted((told.name, upload.size or 0) for upload, told in uploads) == sorted(
        (row.name, row.size or 0) for row in kept
    )
