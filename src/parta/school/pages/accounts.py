"""Accounts as the eye reads them: those of a class, of the staff, and one card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parta.accounts.models import User

from ..access import cast_of
from ..models import SchoolClass
from ..queries.accounts import OFFICES, Holder, Kind, classes_of, holders_of_class, holders_of_staff


@dataclass(frozen=True, slots=True)
class Row:
    holder: Holder
    may_reset: bool  # the password of this account, by the reader

    @property
    def is_parent(self) -> bool:
        return self.holder.kind in (Kind.GUARDIAN, Kind.PARENT)


@dataclass(frozen=True, slots=True)
class HoldersPage:
    school_class: SchoolClass | None
    rows: list[Row]
    with_account: int
    to_print: int  # people the sheet would carry
    to_replace: int  # unused codes that printing the sheet revokes

    @property
    def total(self) -> int:
        return self.with_account + self.to_print


def class_accounts(school_class: SchoolClass, *, today: date, by: User) -> HoldersPage:
    return holders_page(holders_of_class(school_class, today), by=by, school_class=school_class)


def staff_accounts(*, by: User) -> HoldersPage:
    return holders_page(holders_of_staff(), by=by)


def holders_page(holders: Sequence[Holder], *, by: User, school_class: SchoolClass | None = None) -> HoldersPage:
    people = {holder.key: holder for holder in holders}.values()
    waiting = [holder for holder in people if holder.user is None]
    return HoldersPage(
        school_class=school_class,
        rows=[Row(holder, may_reset(holder, by=by)) for holder in holders],
        with_account=len(people) - len(waiting),
        to_print=len(waiting),
        to_replace=sum(holder.invitation is not None for holder in waiting),
    )


def may_reset(holder: Holder, *, by: User) -> bool:
    return holder.user is not None and may_reset_account(holder.user, by=by, works_here=holder.works_here)


def may_reset_account(user: User, *, by: User, works_here: bool = False) -> bool:
    """As `access.account_to_help` decides for somebody the reader looks after, told by what is loaded already."""
    cast = cast_of(by)
    if user == by or not user.is_active:
        return False
    if cast.is_admin:
        return True
    return not offices_of(user) and not user.is_superuser and (cast.manages or not works_here)


def offices_of(user: User) -> list[str]:
    return [words for name, words in OFFICES.items() if getattr(user, name)]


@dataclass(frozen=True, slots=True)
class AccountRow:
    user: User
    parts: str  # «ученик 7Б», «учитель физики, родитель»
    offices: list[str]


def account_rows(users: Sequence[User]) -> list[AccountRow]:
    """Lines of the administrator's list; one more query than the list itself."""
    pupils = [user.pupil for user in users if hasattr(user, "pupil")]
    classes = classes_of(pupils) if pupils else {}
    return [AccountRow(user, ", ".join(parts_of(user, classes)), offices_of(user)) for user in users]


def parts_of(user: User, classes: dict[int, str]) -> list[str]:
    parts = []
    if hasattr(user, "employee"):
        parts.append(user.employee.position or "сотрудник")
    if hasattr(user, "pupil"):
        parts.append(f"ученик {classes.get(user.pupil.pk, '')}".strip())
    if hasattr(user, "guardian"):
        parts.append("родитель")
    return parts
