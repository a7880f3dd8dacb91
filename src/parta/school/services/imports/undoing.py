"""Taking an import back: whole, or not at all with the reasons told."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import ForeignObjectRel, Model
from django.utils import timezone

from parta.accounts.models import User
from parta.audit import services as audit
from parta.audit.models import Change

from ...models import Enrolment, GroupMembership, Guardianship, ImportBatch, Pupil
from .. import rows
from .ledger import BY_NAME, MODELS, Step, field_words

ALONG = {"course": ("group", "subject")}  # what the rows' names need
SILENT = {"groupmembership"}  # follows the stay, which history tells of
Rows = dict[str, dict[int, Model]]  # model's name → primary key → row


class UndoRefused(Exception):
    """The import can't be taken back; `reasons` say in Russian what stands in the way. Nothing is changed."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("Отменить загрузку нельзя.")
        self.reasons = reasons


@transaction.atomic
def undo(batch: ImportBatch, *, by: User) -> None:
    """Take back the last import of its kind: old values return, added rows go. Raises UndoRefused."""
    later = ImportBatch.objects.filter(kind=batch.kind, undone_at=None, pk__gt=batch.pk)
    if batch.undone_at or later.exists():
        raise UndoRefused(["Отменяют только последнюю загрузку: сначала отмените те, что были после неё."])
    found = load(batch.undo)
    reasons = [*changed_since(batch.undo, found), *depended_on(batch.undo, found)]
    if reasons:
        raise UndoRefused(reasons)
    audit.record("school.undo_import", by=by, target=("importbatch", batch.pk), label=str(batch))
    audit.record_all(list(history(batch.undo, found, by)))
    take_back(batch.undo, found)
    batch.undone_at = timezone.now()
    batch.save(update_fields=["undone_at"])


def load(steps: Iterable[Step]) -> Rows:
    """Every row the import added or changed, as it is now; one query a model."""
    keys: dict[str, list[int]] = defaultdict(list)
    for step in steps:
        keys[step["model"]] += step.get("ids", [])
        if step["do"] == "change":
            keys[step["model"]].append(step["id"])
    return {
        name: BY_NAME[name]._default_manager.select_related(*ALONG.get(name, ())).in_bulk(of_model)
        for name, of_model in keys.items()
    }


def changed_since(steps: Iterable[Step], found: Rows) -> Iterable[str]:
    """Rows that are gone, or whose fields no longer have what the import wrote."""
    for step in of_kind(steps, "change"):
        row = found[step["model"]].get(step["id"])
        if row is None:
            yield f"{kind_words(BY_NAME[step['model']])}: запись удалена после загрузки"
            continue
        for name, value in step["after"].items():
            field = field_of(row, name)
            if getattr(row, field.attname) != field.to_python(value):
                yield f"{row_words(row)}: «{field_words(row, name)}» с тех пор изменено"


def depended_on(steps: Sequence[Step], found: Rows) -> Iterable[str]:
    """Added rows that something made later points to. A number of queries that depends on the models only."""
    added = {step["model"]: step["ids"] for step in of_kind(steps, "add")}
    pointed = pointed_by_us(steps)
    for name, keys in added.items():
        for relation in relations_to(BY_NAME[name]):
            column = relation.field.attname
            model = str(relation.related_model._meta.model_name)
            own = [*added.get(model, []), *pointed[model, relation.field.name]]
            pointing = relation.related_model._base_manager.filter(**{f"{column}__in": keys}).exclude(pk__in=own)
            what = relation.related_model._meta.verbose_name_plural
            for key, number in Counter(pointing.values_list(column, flat=True)).items():
                yield f"{row_words(found[name][key])}: {what} ({number})"


def pointed_by_us(steps: Iterable[Step]) -> dict[tuple[str, str], list[int]]:
    """Rows whose field this very import set, by model and field: an employee given a new account."""
    pointed: dict[tuple[str, str], list[int]] = defaultdict(list)
    for step in of_kind(steps, "change"):
        for name in step["before"]:
            pointed[step["model"], name].append(step["id"])
    return pointed


def relations_to(model: type[Model]) -> Iterable[Any]:
    """Every foreign key of any app that points here, those of hidden tables too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many and hasattr(relation.field, "attname"):
            yield relation


def history(steps: Iterable[Step], found: Rows, by: User) -> Iterable[Change]:
    """One row of history for each row that goes or becomes what it was."""
    for step in steps:
        if step["model"] in SILENT:
            continue
        of_model = found[step["model"]]
        for key in step.get("ids", []):
            if key in of_model:
                yield change(of_model[key], by, before="добавлено загрузкой", after=None)
        if step["do"] == "change":
            yield change(of_model[step["id"]], by, before=step["after"], after=step["before"])


def change(row: Model, by: User, *, before: Any, after: Any) -> Change:
    pupil_id = row.pk if isinstance(row, Pupil) else getattr(row, "pupil_id", None)
    return Change(
        action="school.undo_import", by=by, target_kind=rows.kind_of(row), target_id=row.pk, pupil_id=pupil_id,
        label=str(row)[:255], before=before, after=after,
    )  # fmt: skip


def take_back(steps: Sequence[Step], found: Rows) -> None:
    """Undo each model's steps, the pointing rows before those they point to."""
    for model in reversed(MODELS):
        own = [step for step in steps if step["model"] == model._meta.model_name]
        for step in of_kind(own, "add"):
            model._default_manager.filter(pk__in=step["ids"]).delete()
        restore(model, list(of_kind(own, "change")), found)
        for step in of_kind(own, "remove"):
            values = {name: field_of(model, name).to_python(value) for name, value in step["values"].items()}
            model._default_manager.create(**values)


def restore(model: type[Model], steps: Sequence[Step], found: Rows) -> None:
    changed = []
    for step in steps:
        row = found[step["model"]][step["id"]]
        for name, value in step["before"].items():
            field = field_of(row, name)
            setattr(row, field.attname, field.to_python(value))
        changed.append(row)
    if changed:
        names = sorted({name for step in steps for name in step["before"]})
        model._default_manager.bulk_update(changed, names, batch_size=500)


def of_kind(steps: Iterable[Step], do: str) -> Iterable[Step]:
    return (step for step in steps if step["do"] == do)


def field_of(row: Model | type[Model], name: str) -> Any:
    return row._meta.get_field(name)


def row_words(row: Model) -> str:
    """«Ученик Ермакова Дарья», for the beginning of a reason; links and stays are told by their pupil."""
    whose = row.pupil if isinstance(row, Enrolment | GroupMembership | Guardianship) else row
    return f"{kind_words(type(row))} {whose}"


def kind_words(model: type[Model]) -> str:
    return str(model._meta.verbose_name).capitalize()
