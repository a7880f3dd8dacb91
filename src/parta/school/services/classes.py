"""Classes of a year, each with its whole group."""

from django.core.exceptions import ValidationError
from django.db import transaction

from parta.accounts.models import User
from parta.audit import services as audit
from parta.notices import services as notices

from ..models import Course, Employee, PeriodScheme, SchoolClass, SchoolYear, StudyGroup
from . import rows


@transaction.atomic
def create_class(
    year: SchoolYear,
    *,
    level: int,
    letter: str,
    scheme: PeriodScheme,
    by: User,
    class_teacher: Employee | None = None,
    shift: int = 1,
) -> SchoolClass:
    """Add a class and its whole group. Raises ValidationError in Russian."""
    made = SchoolClass(
        year=year, level=level, letter=letter.strip(), scheme=scheme, class_teacher=class_teacher, shift=shift
    )
    check(made)
    rows.add(made, "school.create_class", by=by)
    whole = StudyGroup(year=year, name=made.name, school_class=made, is_whole=True)
    whole.full_clean()
    whole.save()
    return made


@transaction.atomic
def update_class(
    school_class: SchoolClass,
    *,
    level: int,
    letter: str,
    scheme: PeriodScheme,
    class_teacher: Employee | None,
    shift: int,
    by: User,
) -> None:
    """Change a class; its groups follow the new name, its courses follow the new scheme."""
    name, teacher = school_class.name, school_class.class_teacher
    fields = {
        "level": level, "letter": letter.strip(), "scheme": scheme, "class_teacher": class_teacher, "shift": shift,
    }  # fmt: skip
    check(SchoolClass(pk=school_class.pk, year=school_class.year, **fields))
    scheme_before = school_class.scheme
    rows.change(school_class, "school.set_class", fields, by=by)
    rename_groups(school_class, before=name)
    if scheme_before != scheme:
        Course.objects.filter(group__school_class=school_class, scheme=scheme_before).update(scheme=scheme)
    if class_teacher and class_teacher != teacher and class_teacher.user_id not in (None, by.pk):
        text = f"Вы назначены классным руководителем {school_class.name}."
        notices.queue("school.class_teacher", text, to=[class_teacher.user_id])


def check(school_class: SchoolClass) -> None:
    """Raise ValidationError when the year has such a class, or the scheme is another year's."""
    same = SchoolClass.objects.filter(
        year=school_class.year, level=school_class.level, letter__iexact=school_class.letter
    ).exclude(pk=school_class.pk)
    if same.exists():
        raise ValidationError({"letter": f"Класс {school_class.name} в {school_class.year.name} году уже есть."})
    if school_class.scheme.year_id != school_class.year_id:
        raise ValidationError({"scheme": "Эта схема периодов из другого учебного года."})
    teacher = school_class.class_teacher
    if teacher and teacher.left_on:
        raise ValidationError({"class_teacher": f"{teacher.short_name} уволен: выберите работающего сотрудника."})


def rename_groups(school_class: SchoolClass, *, before: str) -> None:
    if school_class.name == before:
        return
    for group in school_class.groups.filter(name__startswith=before):
        group.name = school_class.name + group.name.removeprefix(before)
        group.full_clean()
        group.save(update_fields=["name"])


@transaction.atomic
def remove_class(school_class: SchoolClass, *, by: User) -> None:
    """Take away a class made by mistake: nobody was ever in it and nothing is taught to it."""
    if school_class.enrolments.exists():
        raise ValidationError(f"В {school_class.name} есть или были ученики: такой класс не удаляют.")
    if Course.objects.filter(group__school_class=school_class).exists() or school_class.mixed_groups.exists():
        raise ValidationError(f"У {school_class.name} есть нагрузка или сводные группы: сначала снимите их.")
    school_class.groups.all().delete()
    audit.record(
        "school.remove_class", by=by, target=("schoolclass", school_class.pk), label=school_class.name,
        before=rows.shown(school_class),
    )  # fmt: skip
    school_class.delete()
