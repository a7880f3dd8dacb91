"""What who entered a code sees: whom it is for."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from parta.accounts.models import User

from ..models import Invitation
from ..queries.accounts import Kind, classes_of, kind_of, person_of


@dataclass(frozen=True, slots=True)
class JoinPage:
    name: str  # empty for a parent the school has not listed
    part: str  # «ученик 7Б», «родитель», «сотрудник»
    children: list[str]  # «Ермакова Дарья, 7Б»
    is_taken: bool  # the person has an account already, and it is not the reader's


def join_page(invitation: Invitation, user: User | AnonymousUser) -> JoinPage:
    person, kind = person_of(invitation), kind_of(invitation)
    children = children_of(invitation)
    parts = {Kind.PUPIL: "ученик", Kind.EMPLOYEE: "сотрудник"}
    owner = person.user_id if person else None
    return JoinPage(
        name=person.full_name if person else "",
        part=parts.get(kind, "родитель"),
        children=children,
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
