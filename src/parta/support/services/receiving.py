"""Letters come in: kept at once and whole, then sorted into requests, messages, bounces and what a person decides."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from secrets import token_hex

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.lib import files as file_kinds
from parta.lib.letters.kinds import Kind
from parta.lib.letters.parts import Dropped, MailFile
from parta.lib.letters.reading import MailIn, read
from parta.lib.uploads import MOST_FILES, check_all, kept_together
from parta.notices import services as notices
from parta.notices.services.letters import mail_domain

from ..models import Channel, IncomingLetter, Message, State, Ticket, TicketFile
from ..models.tickets import LONGEST
from ..queries import mail
from ..rules.mail import PER_HOUR, only_thanks
from . import ground, states
from .opening import open_ticket
from .sending import send_number
from .talk import add_message

log = logging.getLogger(__name__)
NOT_KNOWN = "адрес не проверен"
ROOM_FOR_NOTES = 2_000  # letters of a text left for what is said about files
Result = tuple[IncomingLetter.State, str]


def take(raw: bytes, *, now: datetime, is_whole: bool = True) -> IncomingLetter:
    """Keep a letter and sort it; the same letter again is the same row. `is_whole`: see `lib.letters.reading.read`."""
    found = read(raw, is_whole=is_whole)
    letter = keep(found, raw, now)
    if letter.state == IncomingLetter.State.KEPT:
        sort(letter, found, now)
    return letter


def keep(found: MailIn, raw: bytes, now: datetime) -> IncomingLetter:
    """Write the letter down before anything else is done with it. Two takers of one letter get one row."""
    known = IncomingLetter.objects.filter(digest=found.digest).first()
    if known is not None:
        return known
    letter = IncomingLetter(
        digest=found.digest, message_id=found.message_id, sender=found.sender, sender_name=found.sender_name,
        subject=found.subject, is_whole=found.is_whole, came_at=now,
    )  # fmt: skip
    letter.raw.save(f"{token_hex(16)}.eml", ContentFile(raw), save=False)
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:
        letter.raw.delete(save=False)
        return IncomingLetter.objects.get(digest=found.digest)
    except BaseException:
        letter.raw.delete(save=False)
        raise
    return letter


def sort(letter: IncomingLetter, found: MailIn, now: datetime) -> None:
    """Decide what becomes of the letter. Whatever goes wrong, the letter waits for a person."""
    try:
        with transaction.atomic():
            row = IncomingLetter.objects.select_for_update().get(pk=letter.pk)
            if row.state == IncomingLetter.State.KEPT:
                row.state, row.reason = decide(row, found, now)
                row.save()
    except ValidationError as error:
        hold(letter, " ".join(error.messages), now)
    except Exception:
        log.exception("Letter %s could not be sorted", letter.pk)
        hold(letter, "программа не справилась с письмом", now)
    letter.refresh_from_db()


def sort_kept(now: datetime) -> int:
    """Sort letters that were kept by a process that died before it sorted them; return how many."""
    waiting = IncomingLetter.objects.filter(state=IncomingLetter.State.KEPT, came_at__lt=now - timedelta(minutes=5))
    letters = list(waiting.order_by("pk")[:PER_HOUR])
    for letter in letters:
        try:
            sort(letter, read_again(letter), now)
        except OSError:
            hold(letter, "файл письма не читается", now)
    return len(letters)


def read_again(letter: IncomingLetter) -> MailIn:
    with letter.raw.open() as file:
        return read(file.read(), is_whole=letter.is_whole)


def decide(letter: IncomingLetter, found: MailIn, now: datetime) -> Result:
    """The state of the letter and why, when it is not said by the state itself."""
    if mail_domain() in found.marks or (found.sender and found.sender == mail.help_address().lower()):
        return IncomingLetter.State.OURS, "вернулось к нам самим"
    if found.kind is Kind.BOUNCE:
        return bounced(letter, found, now)
    account = mail.account_of(found.sender) if found.sender else None
    ticket = mail.ticket_of(found)
    own = ticket if ticket and mail.is_asker(ticket, found.sender, account) else None
    if found.kind is Kind.AUTO:
        letter.ticket = own
        return IncomingLetter.State.AUTO, ""
    doubt = doubt_of(found, now)
    if doubt:
        return held(letter, doubt, now)
    if own is not None and may_go_on(own):
        letter.said = say(own, found, by=account if account and account.pk == own.asker_id else None, now=now)
        letter.ticket = own
        return IncomingLetter.State.MESSAGE, ""
    letter.ticket = open_from(found, account, now=now, about=ticket)
    return IncomingLetter.State.TICKET, ""


def doubt_of(found: MailIn, now: datetime) -> str:
    """Why a person must look at the letter first; empty when none needs to."""
    if not found.is_readable:
        return "письмо испорчено"
    if not found.sender:
        return "нет адреса отправителя"
    if found.is_forged:
        return "почтовый сервер считает адрес отправителя поддельным"
    if not (found.text or found.files or found.subject):
        return "пустое письмо"
    if mail.letters_of_sender(found.sender, now - timedelta(hours=1)) > PER_HOUR:
        return f"больше {PER_HOUR} писем за час"
    return ""


def held(letter: IncomingLetter, reason: str, now: datetime) -> Result:
    """A person decides; those who may are told of the first one, not of each of a flood."""
    if not IncomingLetter.objects.filter(state=IncomingLetter.State.HELD).exclude(pk=letter.pk).exists():
        text = "Письмо в помощь ждёт решения: программа сама не разобралась."
        notices.queue("support.mail", text, to=mail.deciders(timezone.localdate(now)), url=reverse("support:mail"))
    return IncomingLetter.State.HELD, reason


@transaction.atomic
def hold(letter: IncomingLetter, reason: str, now: datetime) -> None:
    state, reason = held(letter, reason, now)
    IncomingLetter.objects.filter(pk=letter.pk).update(state=state, reason=reason[:300])


def bounced(letter: IncomingLetter, found: MailIn, now: datetime) -> Result:
    """A letter of ours came back: its request says so to helpers. Nobody is answered."""
    report = found.report
    ids = [*(report.message_ids if report else ()), *found.thread]
    why = " ".join(part for part in (report.recipient, report.reason) if part) if report else ""
    notices.returned(ids, why=why or "почта не объяснила", at=now)
    ticket = mail.tickets_of_ids(ids)
    if ticket is None:
        return IncomingLetter.State.BOUNCE, why[:300]
    letter.ticket = ticket
    ground.note(ticket, "bounced", why, by=None, now=now, is_internal=True)
    words = f"Обращение № {ticket.number}: письмо не дошло. {why}"
    ground.tell("bounced", words, ticket, to=ground.helpers_of(ticket, now))
    return IncomingLetter.State.BOUNCE, why[:300]


@transaction.atomic
def open_by_hand(letter: IncomingLetter, *, by: User, now: datetime) -> Ticket:
    """Somebody decides that the letter is a request. Raises ValidationError when it is one already, or cannot be."""
    row = IncomingLetter.objects.select_for_update().get(pk=letter.pk)
    if row.ticket_id or row.state == IncomingLetter.State.KEPT:
        raise ValidationError("Это письмо уже в обращении.")
    found = read_again(row)
    row.ticket = open_from(found, mail.account_of(found.sender) if found.sender else None, now=now)
    row.state, row.reason = IncomingLetter.State.TICKET, ""
    row.save()
    ground.record("open_letter", row.ticket, by=by, after=row.sender)
    return row.ticket


@transaction.atomic
def drop(letter: IncomingLetter, *, by: User) -> None:
    """Somebody decides that the letter asks nothing. Raises ValidationError when it was decided already."""
    row = IncomingLetter.objects.select_for_update().get(pk=letter.pk)
    if row.state != IncomingLetter.State.HELD:
        raise ValidationError("Об этом письме уже решили.")
    row.state = IncomingLetter.State.DROPPED
    row.save()
    audit.record("support.drop_letter", by=by, target=("letter", row.pk), label=str(row)[:255])


def may_go_on(ticket: Ticket) -> bool:
    """Whether words can be added to it: what is closed and was opened again once stays closed."""
    return ticket.state != State.CLOSED or (ticket.reopened_at is None and ticket.solved_at is not None)


def say(ticket: Ticket, found: MailIn, *, by: User | None, now: datetime) -> Message:
    """The asker's letter as a message. What was solved is opened again, unless the letter only thanks."""
    text, uploads = text_and_files(found)
    is_over = ticket.state in (State.SOLVED, State.REFUSED, State.CLOSED)
    if is_over and ticket.reopened_at is None and ticket.solved_at and not only_thanks(found.text):
        return reopen(ticket, text, uploads, found, by=by, now=now)
    return add_message(
        ticket, text=text, now=now, by=by, from_name=found.sender_name, from_email=found.sender, files=uploads,
        via=Message.Via.EMAIL, message_id=free_id(found),
    )  # fmt: skip


def reopen(
    ticket: Ticket, text: str, uploads: Sequence["UploadedFile[bytes]"], found: MailIn, *, by: User | None,
    now: datetime,
) -> Message:  # fmt: skip
    with kept_together() as keep_files, transaction.atomic():
        states.reopen(ticket, reason=text, by=by, now=now)
        message = ticket.messages.latest("pk")
        message.via, message.message_id, message.author_email = Message.Via.EMAIL, free_id(found), found.sender
        message.save(update_fields=["via", "message_id", "author_email"])
        keep_files(check_all(uploads), partial(TicketFile, ticket=ticket, message=message))
    return message


def open_from(found: MailIn, account: User | None, *, now: datetime, about: Ticket | None = None) -> Ticket:
    """A new request. `about` is one that the letter answers though its sender did not ask it."""
    text, uploads = text_and_files(found)
    ticket = open_ticket(
        text=text, now=now, channel=Channel.EMAIL, asker=account, asker_email=found.sender, subject=found.subject,
        asker_name=found.sender_name or found.sender, asker_words="" if account else NOT_KNOWN, files=uploads,
        message_id=free_id(found), context=[("Письмо", found.subject or "без темы")],
    )  # fmt: skip
    if about is not None:
        ground.note(ticket, "answers", f"№ {about.number}", by=None, now=now, is_internal=True)
    send_number(ticket, now=now)
    return ticket


def free_id(found: MailIn) -> str:
    """The letter's Message-ID, unless a careless program has given it to another letter before."""
    taken = (model.objects.filter(message_id=found.message_id).exists() for model in (Ticket, Message))
    return found.message_id if found.message_id and not any(taken) else ""


def text_and_files(found: MailIn) -> tuple[str, list["UploadedFile[bytes]"]]:
    """Words and files of the letter; what was not taken is told at the end of the words."""
    good: list[UploadedFile[bytes]] = []
    notes = [why_dropped(one) for one in found.dropped]
    for file in found.files:
        wrong = "лишний файл, их больше 10" if len(good) >= MOST_FILES else why_wrong(file)
        if wrong:
            notes.append(f"{file.name}: {wrong}")
        else:
            good.append(SimpleUploadedFile(file.name, file.content, file.content_type))
    if not found.is_whole:
        notes.append("письмо слишком велико, взято его начало")
    text = (found.text or found.subject or "(письмо без слов)")[: LONGEST - ROOM_FOR_NOTES]
    if notes:
        text += "\n\n(Не принято: " + "; ".join(notes)[: ROOM_FOR_NOTES - 100] + ".)"
    return text, good


def why_dropped(dropped: Dropped) -> str:
    size = f", {dropped.size / 2**20:.0f} МБ" if dropped.size else ""
    why = {"size": "больше 20 МБ", "number": "файлов слишком много", "broken": "файл испорчен"}[dropped.reason]
    return f"{dropped.name or 'файлы'}{size}: {why}"


def why_wrong(file: MailFile) -> str:
    try:
        file_kinds.check(file.name, BytesIO(file.content))
    except file_kinds.WrongFile as error:
        return str(error).partition(": ")[2].partition(". Можно")[0]
    return ""
