"""Files that came with a form: their size and content checked, all or none."""

from collections.abc import Sequence
from typing import BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from .files import CheckedFile, WrongFile, check

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
