"""Keeping the files of tasks: checked by content, under names nobody can guess, all or none."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from secrets import token_hex

from parta.journal.models import Homework, HomeworkFile
from parta.lib.uploads import Upload, check_all

__all__ = ["Upload", "check_all", "kept_together"]


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
