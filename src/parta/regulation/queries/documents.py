"""Versions of documents, who has read them, and what a person is asked to read."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from parta.accounts.models import User
from parta.lib import sql
from parta.school.models import Employee

from ..models import Acknowledgement, Document, PaperAcknowledgement


@dataclass(frozen=True, slots=True)
class Ask:
    """A document the person has not yet read or accepted: for the bar on every page."""

    kind: str
    document_id: int
    title: str
    version: int

    @property
    def is_agreement(self) -> bool:
        return self.kind == Document.Kind.AGREEMENT


ASKED = """
SELECT d.kind, d.id, d.title, d.version FROM regulation_document d
WHERE d.is_current
  AND NOT EXISTS (SELECT 1 FROM regulation_acknowledgement a WHERE a.document_id = d.id AND a.user_id = %s)
  AND (d.kind = 'agreement'
    OR EXISTS (SELECT 1 FROM school_employee e WHERE e.user_id = %s AND e.left_on IS NULL AND NOT EXISTS
      (SELECT 1 FROM regulation_paperacknowledgement p WHERE p.document_id = d.id AND p.employee_id = e.id)))
ORDER BY d.kind"""


def asks_of(user: User) -> list[Ask]:
    """What the bar of every page asks of the user: the agreement of everybody, the regulation of employees.

    One statement over the two current rows, remembered on the user object for the request.
    """
    known: list[Ask] | None = getattr(user, "_asks", None)
    if known is None:
        known = user._asks = [Ask(*row) for row in sql.rows(ASKED, [user.pk, user.pk])]  # type: ignore[attr-defined]
    return known


def current(kind: str) -> Document | None:
    return Document.objects.filter(kind=kind, is_current=True).first()


def draft(kind: str) -> Document | None:
    return Document.objects.filter(kind=kind, published_at=None).first()


def versions(kind: str) -> list[Document]:
    """Published versions, newest first."""
    found = Document.objects.filter(kind=kind, published_at__isnull=False).select_related("published_by")
    return list(found.defer("text").order_by("-version"))


def acknowledged_at(document: Document, user: User) -> datetime | None:
    return Acknowledgement.objects.filter(document=document, user=user).values_list("at", flat=True).first()


def users_to_ask(document: Document) -> list[int]:
    """Accounts of employees who have not read this version, nor signed it on paper before they had an account."""
    signed = PaperAcknowledgement.objects.filter(document=document, employee=OuterRef("pk"))
    read = Acknowledgement.objects.filter(document=document, user=OuterRef("user"))
    found = Employee.objects.filter(~Exists(read), ~Exists(signed), left_on=None, user__is_active=True)
    return list(found.values_list("user_id", flat=True))


@dataclass(frozen=True, slots=True)
class Signature:
    """A line of the sheet of acknowledgement; `at` is None until the person has read the document.

    `paper` is the signature on the printed sheet, where there is no mark of the person's own.
    """

    name: str
    position: str
    has_account: bool
    has_left: bool
    at: datetime | None
    paper: PaperAcknowledgement | None = None

    @property
    def is_read(self) -> bool:
        return self.at is not None or self.paper is not None


def signatures(document: Document) -> list[Signature]:
    """Who works here, and who left after reading it, by name. Three queries."""
    signed = {row.employee_id: row for row in PaperAcknowledgement.objects.filter(document=document)}
    read = dict(Acknowledgement.objects.filter(document=document).values_list("user", "at"))
    return [
        Signature(
            name=person.full_name,
            position=person.position,
            has_account=person.user is not None and person.user.is_active,
            has_left=person.left_on is not None,
            at=read.get(person.user_id) if person.user_id else None,
            paper=None if person.user_id in read else signed.get(person.pk),
        )
        for person in Employee.objects.select_related("user")
        if person.left_on is None or person.user_id in read or person.pk in signed
    ]


def without_account() -> QuerySet[Employee]:
    """Who works here and cannot sign in: nobody but the paper takes their signature."""
    return Employee.objects.filter(left_on=None).exclude(user__is_active=True)


def to_sign_on_paper(document: Document) -> QuerySet[Employee]:
    """Of these, whose signature under this version is not known yet."""
    known = PaperAcknowledgement.objects.filter(document=document, employee=OuterRef("pk"))
    read = Acknowledgement.objects.filter(document=document, user=OuterRef("user"))
    return without_account().filter(~Exists(known), ~Exists(read))


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many accounts of a group have accepted the agreement. One person may be of two groups."""

    group: str
    accepted: int
    accounts: int


ACCEPTED = """
SELECT g.name, count(a.id), count(*) FROM (
  SELECT 1 AS place, 'Сотрудники' AS name, user_id FROM school_employee
  WHERE user_id IS NOT NULL AND left_on IS NULL
  UNION ALL SELECT 2, 'Ученики', user_id FROM school_pupil WHERE user_id IS NOT NULL
  UNION ALL SELECT 3, 'Родители', user_id FROM school_guardian WHERE user_id IS NOT NULL
) g JOIN accounts_user u ON u.id = g.user_id AND u.is_active
LEFT JOIN regulation_acknowledgement a ON a.user_id = g.user_id AND a.document_id = %s
GROUP BY g.place, g.name ORDER BY g.place"""


def accepted(document: Document) -> list[Accepted]:
    return [Accepted(*row) for row in sql.rows(ACCEPTED, [document.pk])]
