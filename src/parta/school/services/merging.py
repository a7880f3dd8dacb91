"""One parent listed twice (once with each child) becomes one row."""

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User
from parta.audit import services as audit

from ..models import Guardian, Guardianship, Invitation

KEPT = ("patronymic", "email", "phone", "external_key")


@transaction.atomic
def merge(double: Guardian, *, into: Guardian, by: User) -> None:
    """Move the children, codes and missing contacts of `double` to `into`, and drop the empty row; history keeps both.

    Rights that were ended stay ended: raises ValidationError when `into` has lost the rights `double` would bring.
    """
    if double.user_id is not None:
        raise ValidationError("У этого родителя своя учётная запись: соединить нельзя.")
    own = {link.pupil_id: link for link in into.guardianships.all()}
    links = list(double.guardianships.select_related("pupil"))
    for link in links:
        move(link, into=into, known=own.get(link.pupil_id))
    Invitation.objects.filter(guardian=double).update(guardian=into)
    audit.record(
        "accounts.merge_guardians", by=by, target=("guardian", into.pk), label=into.full_name,
        before={"родитель": double.full_name, "дети": [link.pupil.name for link in links],
                "почта": double.email, "телефон": double.phone, "код": double.external_key},
        after=into.pk,
    )  # fmt: skip
    given = {name: getattr(double, name) for name in KEPT if getattr(double, name) and not getattr(into, name)}
    double.delete()
    for name, value in given.items():
        setattr(into, name, value)
    into.save(update_fields=list(given) or None)


def move(link: Guardianship, *, into: Guardian, known: Guardianship | None) -> None:
    if known is None:
        link.guardian = into
        link.save(update_fields=["guardian"])
        return
    if known.ended_on is not None and link.ended_on is None:
        raise ValidationError("Ваши права представителя этого ребёнка прекращены. Обратитесь в школу.")
    if not known.relation and link.relation:
        known.relation = link.relation
        known.save(update_fields=["relation"])
    link.delete()
