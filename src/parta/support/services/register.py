"""The cover of a year's register, and its closing: after it the rows are read only."""

from datetime import date, datetime
from io import BytesIO
from secrets import token_hex
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.school.models import Employee, SchoolYear

from ..models import Cover, Ticket, TicketFile
from ..models.tickets import OPEN
from .opening import locked_cover


@transaction.atomic
def save_cover(
    year: SchoolYear, *, begun_on: date | None, finished_on: date | None, sheets: int | None,
    responsible: Employee | None, kept_at: str, by: User,
) -> Cover:  # fmt: skip
    """What is written on the cover; that of a closed register stays as it was."""
    cover = locked_cover(year)
    if cover.closed_at is not None:
        raise ValidationError("Журнал закрыт: его обложка больше не меняется.")
    if begun_on and finished_on and finished_on < begun_on:
        raise ValidationError({"finished_on": "Окончен не раньше, чем начат."})
    cover.begun_on, cover.finished_on, cover.sheets = begun_on, finished_on, sheets
    cover.responsible, cover.kept_at = responsible, kept_at
    cover.full_clean()
    cover.save()
    after = {"начат": str(begun_on), "окончен": str(finished_on), "листов": sheets, "место хранения": kept_at}
    audit.record("support.save_cover", by=by, target=("cover", cover.pk), label=str(year), after=after)
    return cover


@transaction.atomic
def close_register(year: SchoolYear, *, pdf: bytes, csv: bytes, by: User, now: datetime) -> Cover:
    """Close the year's register and keep its archive: the printed sheet, the rows, the files of requests.

    Raises ValidationError while requests are open or the cover is not filled in.
    """
    cover = locked_cover(year)
    if cover.closed_at is not None:
        raise ValidationError("Журнал этого года уже закрыт.")
    left = Ticket.objects.filter(year=year, state__in=[*OPEN, "solved"]).count()
    if left:
        raise ValidationError(f"Журнал не закрыть: не закончено обращений — {left}. Сначала решите и закройте их.")
    if cover.responsible is None or not cover.kept_at:
        raise ValidationError("Заполните обложку: ответственного и место хранения.")
    cover.finished_on = cover.finished_on or timezone.localdate(now)
    cover.closed_at, cover.closed_by = now, by
    name = year.name.replace("/", "-")
    cover.archive.save(token_hex(16), ContentFile(packed(year, name, pdf, csv)), save=False)
    try:
        cover.save()
        audit.record("support.close_register", by=by, target=("cover", cover.pk), label=str(year))
    except BaseException:
        cover.archive.delete(save=False)
        raise
    return cover


def packed(year: SchoolYear, name: str, pdf: bytes, csv: bytes) -> bytes:
    """A ZIP of the register: «журнал.pdf», «журнал.csv», and files by the number of their request.

    Files of notes between helpers stay between them.
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr(f"журнал обращений {name}.pdf", pdf)
        archive.writestr(f"журнал обращений {name}.csv", csv)
        files = TicketFile.objects.filter(ticket__year=year).exclude(message__is_internal=True)
        for row in files.select_related("ticket").order_by("ticket__number", "pk"):
            with row.file.open("rb") as content:
                archive.writestr(f"файлы/{row.ticket.number:04}/{row.pk} {row.name}", content.read())
    return buffer.getvalue()


def archive_read(cover: Cover, *, by: User) -> None:
    """Who took the archive out is remembered."""
    audit.record("support.read_archive", by=by, target=("cover", cover.pk), label=str(cover.year))
