"""The import itself: everything in one transaction, or nothing."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from parta.accounts.models import User
from parta.audit.services import record
from parta.notices.services import queue
from parta.school.models import ImportBatch, SchoolYear
from parta.ui.templatetags.ui import day

from ...lines import Grade, Reading, from_json
from ...models import BellSchedule, ClassBells, TimetableDraft, TimetableEntry
from ...queries.imports import choices as choosing
from ...queries.imports.difference import Placed
from ...queries.imports.planning import Plan, plan_of
from ...words import WEEKDAYS
from ..bells import save_bells
from ..lessons import Made, make_lessons
from .school_rows import School, make_rows
from .steps import BATCH, Steps, stored

DAY = timedelta(days=1)
KEPT_TROUBLES = 1000  # of those listed after the import


class Stale(Exception):
    """What would be written is not what was shown: the school has changed meanwhile."""


@transaction.atomic
def apply_draft(draft: TimetableDraft, *, fingerprint: str, by: User) -> ImportBatch:
    """Write the draft's plan and make the lessons; the draft goes, the batch can be taken back.

    `fingerprint` is that of the plan the person saw. Raises Stale, and ValidationError with the open questions.
    """
    year = SchoolYear.objects.select_for_update().get(is_current=True)
    reading, choices = from_json(draft.reading), choosing.from_json(draft.choices)
    choices.labels = {group: dict(marks) for group, marks in reading.labels.items()}
    plan = plan_of(reading, choices, year)
    if plan.questions:
        raise ValidationError(plan.questions)
    if plan.fingerprint != fingerprint:
        raise Stale
    if not plan.may_apply:
        raise ValidationError("Без изменений: такое расписание уже действует.")
    steps = Steps(by)
    school = make_rows(plan, steps)
    if choices.makes_bells:
        make_bells(draft, reading, plan, school, steps)
    made = lay_entries(plan, school, steps)
    steps.write_history()
    batch = ImportBatch.objects.create(
        kind=ImportBatch.Kind.TIMETABLE, file_name=draft.file_name, by=by,
        summary=summary(plan, reading, school, made), undo=steps.done,
    )  # fmt: skip
    record(
        "timetable.import_timetable", by=by, target=("importbatch", batch.pk), label=draft.file_name,
        after=batch.summary["counts"],
    )  # fmt: skip
    tell_teachers(plan, school, by)
    draft.delete()
    return batch


def make_bells(draft: TimetableDraft, reading: Reading, plan: Plan, school: School, steps: Steps) -> None:
    """Make the bells of the file. Where the school has others already, only the classes of the file follow them."""
    names = set(BellSchedule.objects.values_list("name", flat=True))
    stem = f"Из файла {Path(draft.file_name).stem}"[:70]
    name = next(name for name in [stem, *(f"{stem} {number}" for number in range(2, 1000))] if name not in names)
    saved = save_bells(name=name, bells=reading.bells, by=steps.by)
    steps.done.append({"do": "add", "model": "bellschedule", "ids": [saved.pk]})
    if saved.is_default:
        return
    own = set(ClassBells.objects.values_list("school_class", flat=True))
    classes = [school.classes[name] for name in sorted({name for line in plan.lines for name in line.classes})]
    followers = [ClassBells(school_class=one, schedule=saved) for one in classes if one.pk not in own]
    for row in steps.add(followers):
        steps.tell("timetable.set_class_bells", row.school_class, row.school_class.name, after=saved.name)


def lay_entries(plan: Plan, school: School, steps: Steps) -> Made:
    """End the lines that go, add those that come, make the lessons, then drop the lines that never began."""
    changes = plan.difference
    going = [line for line in [*changes.removed, *(change.old for change in changes.changed)] if line.entry]
    coming = [*changes.added, *(change.new for change in changes.changed)]
    entries = [entry_of(line, plan, school) for line in coming]
    resumed = [rest for line in going if (rest := rest_after(line.entry, plan))]
    add_entries([*entries, *resumed], steps)
    for line, entry in zip(coming, entries, strict=True):
        steps.tell("timetable.add_entry", entry, said(line), after=told(line, entry))
    never_began = end_entries(going, plan, steps)
    touched = {entry.course_id for entry in entries} | {line.entry.course_id for line in going if line.entry}
    made = make_lessons(
        from_on=plan.from_on, to_on=plan.desk.year.ends_on, by=steps.by, courses=touched, remove_from=plan.from_on
    )
    TimetableEntry.objects.filter(pk__in=never_began).delete()
    return made


def add_entries(entries: list[TimetableEntry], steps: Steps) -> None:
    """Their spans are kept too, to see at an undo whether somebody has changed them since."""
    TimetableEntry.objects.bulk_create(entries, batch_size=BATCH)
    rows = [[entry.pk, entry.valid_from.isoformat(), entry.valid_to.isoformat()] for entry in entries]
    steps.done.append({"do": "lay", "rows": rows})


def entry_of(line: Placed, plan: Plan, school: School) -> TimetableEntry:
    return TimetableEntry(
        course=school.courses[line.course.identity], weekday=line.weekday, slot=line.slot, weeks=line.weeks,
        room=school.rooms.get(line.room), valid_from=plan.from_on, valid_to=plan.to_on,
    )  # fmt: skip


def rest_after(entry: TimetableEntry | None, plan: Plan) -> TimetableEntry | None:
    """A timetable for some weeks lets the old line go on afterwards."""
    if entry is None or entry.valid_to <= plan.to_on:
        return None
    values = {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}
    start = max(plan.to_on + DAY, entry.valid_from)
    return TimetableEntry(**values | {"id": None, "valid_from": start})


def end_entries(going: Iterable[Placed], plan: Plan, steps: Steps) -> list[int]:
    """End lines the day before; those that began no earlier are set aside, to go after their lessons are made anew."""
    last, changed, never_began = plan.from_on - DAY, [], []
    for line in going:
        entry = line.entry
        assert entry is not None
        before = {"valid_from": entry.valid_from, "valid_to": entry.valid_to}
        if entry.valid_from >= plan.from_on:
            steps.done.append({"do": "remove", "values": stored(entry)})
            never_began.append(entry.pk)
        entry.valid_to, entry.valid_from = last, min(entry.valid_from, last)
        if entry.pk not in never_began:
            steps.change(entry, before)
        steps.tell("timetable.remove_entry", entry, said(line), before={"room": line.room, "to": last.isoformat()})
        changed.append(entry)
    TimetableEntry.objects.bulk_update(changed, ["valid_from", "valid_to"], batch_size=BATCH)
    return never_began


def said(line: Placed) -> str:
    return f"{line.course.group} · {line.course.subject}, {WEEKDAYS[line.weekday]}, {line.slot}-й урок"


def told(line: Placed, entry: TimetableEntry) -> dict[str, Any]:
    return {"room": line.room, "from": entry.valid_from.isoformat(), "to": entry.valid_to.isoformat()}


def summary(plan: Plan, reading: Reading, school: School, made: Made) -> dict[str, Any]:
    """What the page of the import shows afterwards, and the choices for the next one."""
    changes, fresh = plan.difference, plan.fresh
    lost = [*(one for one in reading.troubles if one.grade == Grade.LOST), *plan.lost]
    teacherless = {f"{line.course.group} · {line.course.subject}" for line in plan.lines if not line.course.teacher}
    return {
        "counts": {
            "added": len(changes.added), "changed": len(changes.changed), "removed": len(changes.removed),
            "same": len(changes.same), "classes": len(fresh.classes), "groups": len(fresh.groups),
            "subjects": len(fresh.subjects), "teachers": len(fresh.teachers), "rooms": len(fresh.rooms),
            "courses": len(fresh.courses), "assigned": len(plan.assigned),
            "lessons_made": made.made, "lessons_removed": made.removed, "lessons_kept": made.kept,
        },
        "from_on": plan.from_on.isoformat(),
        "to_on": plan.to_on.isoformat(),
        "lost": [[one.where, one.what] for one in lost[:KEPT_TROUBLES]],
        "lost_total": len(lost),
        "teacherless": sorted(teacherless),
        "new_groups": sorted(name for name, group in fresh.groups.items() if not group.is_full),
        "choices": plan.choices.memory,
    }  # fmt: skip


def tell_teachers(plan: Plan, school: School, by: User) -> None:
    changes = plan.difference
    lines = [*changes.added, *changes.removed, *(one for pair in changes.changed for one in (pair.old, pair.new))]
    teachers = {line.course.teacher for line in lines}
    users = {one.user_id for name in teachers if (one := school.teachers.get(name)) and one.user_id}
    words = f"С {day(plan.from_on)} у вас новое расписание."
    queue("timetable", words, to=users - {by.pk}, url=reverse("timetable:start"))
