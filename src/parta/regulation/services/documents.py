"""Changes of the regulation and of the user agreement: a draft, its publication, who has read it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices.services import queue
from parta.school.models import Employee
from parta.school.services import rows

from ..models import Acknowledgement, Document, PaperAcknowledgement
from ..queries import documents as queries
from ..queries.documents import users_to_ask

FIELDS = ("title", "text", "protocol", "approved_on", "order", "ordered_on", "in_force_from")


@transaction.atomic
def save_draft(kind: str, *, by: User, **fields: Any) -> Document:
    """Write the next version's draft: `title`, `text`, numbers and dates. Raises ValidationError in Russian."""
    draft = Document.objects.select_for_update().filter(kind=kind, published_at=None).first()
    if draft is None:
        newest = Document.objects.filter(kind=kind).aggregate(newest=Max("version"))["newest"]
        draft = Document(kind=kind, version=(newest or 0) + 1)
    for name in FIELDS:
        setattr(draft, name, fields.get(name, getattr(draft, name)))
    draft.full_clean()
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        raise ValidationError("Черновик этой версии только что сохранён в другом окне: откройте его заново.") from None
    audit.record(
        "regulation.save_draft", by=by, target=("document", draft.pk), label=str(draft),
        after={"название": draft.title, "протокол": draft.protocol, "приказ": draft.order},
    )  # fmt: skip
    return draft


@transaction.atomic
def drop_draft(draft: Document, *, by: User) -> None:
    """Throw a draft away. Raises ValidationError when it has been published or thrown away meanwhile."""
    if not Document.objects.select_for_update().filter(pk=draft.pk, published_at=None).exists():
        raise ValidationError("Эта версия уже опубликована или удалена: удалять нечего.")
    audit.record("regulation.drop_draft", by=by, target=("document", draft.pk), label=str(draft))
    draft.delete()


@transaction.atomic
def publish(draft: Document, *, by: User) -> None:
    """Put the draft in force in place of the version before; a regulation is then laid before every employee.

    The agreement sends no notice: a bar on the pages asks everybody. Raises ValidationError in Russian.
    """
    held = Document.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None:
        raise ValidationError("Черновик удалён: публиковать нечего.")
    draft = held
    check_ready(draft)
    Document.objects.filter(kind=draft.kind, is_current=True).update(is_current=False)
    draft.is_current = True
    draft.published_at, draft.published_by = timezone.now(), by
    draft.save()
    audit.record(
        "regulation.publish_document", by=by, target=("document", draft.pk), label=str(draft),
        after={"версия": draft.version, "протокол": draft.protocol, "приказ": draft.order},
    )  # fmt: skip
    if draft.kind == Document.Kind.REGULATION:
        words = f"Опубликован «{draft.title}», версия {draft.version}. Прочтите и отметьте, что ознакомлены."
        queue("regulation.document", words, to=users_to_ask(draft), url=reverse("regulation:document"))


def check_ready(draft: Document) -> None:
    if draft.published_at is not None:
        raise ValidationError("Эта версия уже опубликована.")
    lacking = {
        "protocol": "номер протокола совета", "approved_on": "дату протокола", "order": "номер приказа",
    }  # fmt: skip
    if draft.kind == Document.Kind.REGULATION:
        missing = [words for name, words in lacking.items() if not getattr(draft, name)]
        if missing:
            raise ValidationError(f"До публикации укажите {', '.join(missing)}.")


@transaction.atomic
def acknowledge(document: Document, *, by: User) -> None:
    """«Ознакомлен» or «Принимаю»: once a version; the first time counts. Raises ValidationError in Russian."""
    if not document.is_current:
        raise ValidationError("Эта версия больше не действует: откройте новую.")
    if document.kind == Document.Kind.REGULATION and not Employee.objects.filter(user=by, left_on=None).exists():
        raise ValidationError("С регламентом знакомятся сотрудники школы.")
    _, is_new = Acknowledgement.objects.get_or_create(document=document, user=by, defaults={"at": timezone.now()})
    if is_new:
        audit.record(
            "regulation.acknowledge_document", by=by, target=("document", document.pk), label=str(document)
        )  # fmt: skip


@transaction.atomic
def sign_on_paper(document: Document, employee: Employee, *, on: date, by: User) -> PaperAcknowledgement:
    """Enter a signature of the printed sheet with its own date, for who has no account to press the button.

    Raises ValidationError in Russian.
    """
    if employee not in queries.without_account():
        raise ValidationError({"employee": "У этого сотрудника есть учётная запись: он отмечается сам."})
    published = timezone.localdate(document.published_at)
    if not published <= on <= timezone.localdate():
        words = f"Нужен день с {published:%d.%m.%Y}, когда документ опубликован, по сегодня."
        raise ValidationError({"on": words})
    made = PaperAcknowledgement(document=document, employee=employee, on=on, by=by, at=timezone.now())
    rows.add(made, "regulation.sign_on_paper", by=by, label=f"{document}: {employee.short_name}")
    return made


@transaction.atomic
def unsign_on_paper(paper: PaperAcknowledgement, *, by: User) -> None:
    """It was entered by mistake; history keeps it."""
    rows.remove(
        paper, "regulation.unsign_on_paper", by=by, label=f"{paper.document}: {paper.employee.short_name}"
    )  # fmt: skip


@transaction.atomic
def remind(document: Document, *, by: User) -> int:
    """Ask again those employees who have not read the regulation in force; return how many."""
    if not document.is_current or document.kind != Document.Kind.REGULATION:
        raise ValidationError("Напомнить можно только о действующем регламенте.")
    silent = users_to_ask(document)
    words = f"Напоминаем: прочтите «{document.title}», версия {document.version}, и отметьте, что ознакомлены."
    queue("regulation.document", words, to=silent, url=reverse("regulation:document"))
    audit.record(
        "regulation.remind_document", by=by, target=("document", document.pk), label=str(document), after=len(silent)
    )
    return len(silent)
