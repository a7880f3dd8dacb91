"""What who entered a code sees: whom it is for."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from parta.accounts.models import User

from ..models import Invitation
from ..queries.accounts import Kind, classes_of, kind_of, person_of


@dataclass(frozen=True, slots=True)
class JoinPage:
    name: str  # empty for a parent the school has not listed
    kind: Kind
    children: list[str]  # «Ермакова Дарья, 7Б»
    is_taken: bool  # the person has an account already, and it is not the reader's

    @property
    def whose(self) -> str:
        return {Kind.PUPIL: "ученика", Kind.EMPLOYEE: "сотрудника"}.get(self.kind, "родителя")

    @property
    def is_pupil(self) -> bool:
        return self.kind is Kind.PUPIL

    @property
    def is_parent(self) -> bool:
        return self.kind in (Kind.GUARDIAN, Kind.PARENT)


def join_page(invitation: Invitation, user: User | AnonymousUser) -> JoinPage:
    person = person_of(invitation)
    owner = person.user_id if person else None
    return JoinPage(
        name=person.full_name if person else "",
        kind=kind_of(invitation),
        children=children_of(invitation),
        is_taken=owner is not None and owner != user.pk,
    )


def children_of(invitation: Invitation) -> list[str]:
    """Whose diary the code opens, with classes."""
    if invitation.pupil:
        pupils = [invitation.pupil]
    elif invitation.guardian:
        links = invitation.guardian.guardianships.filter(ended_on=None).select_related("pupil")
        pupils = [link.pupil for link in links]
    else:
        pupils = [invitation.for_parent_of] if invitation.for_parent_of else []
    classes = classes_of(pupils)
    return [", ".join(filter(None, (pupil.name, classes.get(pupil.pk)))) for pupil in pupils]
