"""Using an invitation: a person gets an account, or an account gets one more part at school."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices import services as notices

from .. import codes
from ..access import cast_of
from ..models import Guardian, Guardianship, Invitation, Pupil, SchoolClass
from ..models.stays import stays_now
from ..queries.accounts import Kind, Listed, invitation_of, kind_of, person_of
from .merging import merge

USED = "Этот код уже использован. Войдите в свою учётную запись или попросите новый код."
TAKEN = "У этого человека уже есть учётная запись: войдите в неё. Забыли пароль — его сменит классный руководитель."


@dataclass(frozen=True, slots=True)
class NewParent:
    """What a parent the school has not listed tells about self."""

    last_name: str
    first_name: str
    patronymic: str
    relation: str


def find(typed: str) -> Invitation:
    """The invitation of a typed code. Raises ValidationError in Russian: unknown, used, replaced, expired."""
    invitation = invitation_of(codes.digest(typed))
    if invitation is None:
        raise ValidationError("Такого кода нет. Сверьте его с листком: три группы по четыре знака.")
    check(invitation)
    return invitation


def check(invitation: Invitation) -> None:
    """Raise ValidationError unless the code may still be used."""
    if invitation.used_at is not None:
        raise ValidationError(USED)
    if invitation.revoked_at is not None:
        raise ValidationError("Этот код заменён новым. Возьмите последний листок или попросите новый код.")
    if invitation.expires_on < timezone.localdate():
        raise ValidationError(
            f"Код действовал до {invitation.expires_on:%d.%m.%Y}. Попросите новый у классного руководителя."
        )


@transaction.atomic
def create_account(
    invitation: Invitation, *, username: str, password: str, email: str = "", parent: NewParent | None = None
) -> User:
    """Make the account of who brought the code and join it. Raises ValidationError in Russian."""
    named = parent or person_of(invitation)
    if named is None:
        raise TypeError("a parent the school has not listed must be named")
    user = User(
        username=username,
        last_name=named.last_name,
        first_name=named.first_name,
        patronymic=named.patronymic,
        email=email or getattr(named, "email", ""),
    )
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as clash:
        raise ValidationError({"username": "Это имя только что заняли: выберите другое."}) from clash
    audit.record("accounts.create_account", by=user, target=("user", user.pk), label=str(user), after=username)
    accept(invitation, user=user, relation=parent.relation if parent else "")
    return user


@transaction.atomic
def accept(invitation: Invitation, *, user: User, relation: str = "") -> None:
    """Join the account to the person of the code. Raises ValidationError: used, taken, or not for this account."""
    why_not = refusal(invitation, user)
    if why_not:
        raise ValidationError(why_not)
    claimed = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None)
    if not claimed.update(used_at=timezone.now(), used_by=user):
        raise ValidationError(USED)
    match kind_of(invitation):
        case Kind.PUPIL | Kind.EMPLOYEE:
            person = take(person_of(invitation), user)
        case Kind.GUARDIAN:
            person = become_guardian(invitation, user)
        case Kind.PARENT:
            person = become_new_parent(invitation, user, relation=relation)
    audit.record(
        "accounts.accept_invitation", by=user, target=(kind_of(invitation).value, person.pk),
        pupil_id=invitation.pupil_id or invitation.for_parent_of_id, label=person.full_name, after=user.username,
    )  # fmt: skip


def refusal(invitation: Invitation, user: User) -> str:
    """Why this account may not use the code, in Russian; empty when it may.

    A child's account must not become a parent's, nor a parent's a child's, and nobody takes another person's code.
    """
    cast, kind, person = cast_of(user), kind_of(invitation), person_of(invitation)
    if kind is Kind.PUPIL and (cast.is_staff or cast.guardian_id or cast.pupil_id):
        return "Это код ученика, а вы вошли в свою учётную запись. Выйдите: ученику нужна отдельная."
    if kind is not Kind.PUPIL and cast.pupil_id:
        return "Вы вошли в учётную запись ученика, а код выписан взрослому. Выйдите и введите код снова."
    if kind is Kind.EMPLOYEE and cast.employee_id:
        return "Эта учётная запись уже связана с сотрудником."
    if person is not None and not same_person(person, user):
        return (
            f"Код выписан другому человеку: {person.full_name}. Вы вошли как {user}. Выйдите и введите код снова; "
            "если это вы и сменилась фамилия, скажите классному руководителю."
        )
    return ""


def same_person(person: Listed, user: User) -> bool:
    """The names agree; letter case and «ё» do not matter, a patronymic only when both tell it."""

    def plain(*words: str) -> list[str]:
        return [word.strip().lower().replace("ё", "е") for word in words]

    if not user.last_name:
        return True  # an account without a name, made by hand
    mine, theirs = plain(person.last_name, person.first_name), plain(user.last_name, user.first_name)
    fathers = plain(person.patronymic, user.patronymic)
    return mine == theirs and (fathers[0] == fathers[1] or not all(fathers))


def take(person: Listed | None, user: User) -> Listed:
    """Link the person's row to the account, unless somebody was quicker."""
    if person is None or not type(person).objects.filter(pk=person.pk, user=None).update(user=user):
        raise ValidationError(TAKEN)
    if not user.last_name:
        user.last_name, user.first_name, user.patronymic = person.last_name, person.first_name, person.patronymic
        user.save(update_fields=["last_name", "first_name", "patronymic"])
    return person


def become_guardian(invitation: Invitation, user: User) -> Guardian:
    """Give the account the listed parent; if it is a parent already, the two rows become one."""
    listed = invitation.guardian
    own = Guardian.objects.filter(user=user).first()
    if listed is None or own is None:
        take(listed, user)
        return Guardian.objects.get(user=user)
    if own != listed:
        merge(listed, into=own, by=user)
    return own


def become_new_parent(invitation: Invitation, user: User, *, relation: str) -> Guardian:
    """Make the account's person a parent of the child, and tell the class teacher, whose list lacked this one."""
    child = invitation.for_parent_of
    if child is None:
        raise TypeError("the code names no child")
    own = Guardian.objects.filter(user=user).first() or Guardian.objects.create(
        user=user, last_name=user.last_name, first_name=user.first_name, patronymic=user.patronymic, email=user.email
    )
    link, is_new = Guardianship.objects.get_or_create(guardian=own, pupil=child, defaults={"relation": relation})
    if link.ended_on is not None:
        raise ValidationError("Ваши права представителя этого ребёнка прекращены. Обратитесь в школу.")
    if is_new:
        tell_class_teacher(child, f"По коду присоединился родитель: {own.full_name} → {child.name}.")
    return own


def tell_class_teacher(child: Pupil, text: str) -> None:
    teachers = SchoolClass.objects.filter(enrolments__in=stays_now().filter(pupil=child)).values_list(
        F("class_teacher__user"), flat=True
    )
    notices.queue("school.new_parent", text, to=[key for key in teachers if key])
