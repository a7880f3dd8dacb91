"""Keeping files of requests: checked by content, under names nobody can guess, all or none."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from secrets import token_hex

from parta.lib.uploads import Upload

from ..models import Message, Ticket, TicketFile

Keep = Callable[[Ticket, Message | None, Sequence[Upload]], None]


@contextmanager
def kept_together() -> Iterator[Keep]:
    """Give a function that keeps files of a ticket; a failure inside takes the kept ones off the disk again."""
    kept: list[TicketFile] = []

    def keep(ticket: Ticket, message: Message | None, uploads: Sequence[Upload]) -> None:
        for upload, checked in uploads:
            row = TicketFile(
                ticket=ticket, message=message, name=checked.name, size=upload.size or 0,
                content_type=checked.content_type,
            )  # fmt: skip
            row.file.save(token_hex(16), upload, save=False)
            kept.append(row)
            row.save()

    try:
        yield keep
    except BaseException:
        for row in kept:
            row.file.delete(save=False)
        raise
