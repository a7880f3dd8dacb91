"""Every address of Parta with a row of 7Б behind it, for the one table of access."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from parta.handbook.models import Article
from parta.journal.models import AbsenceNotice, Homework, HomeworkFile, Remark, UnlockRequest, WorkKind
from parta.school.models import Enrolment, Guardianship, Holiday, ImportBatch, Period, StudyGroup, Subject
from parta.school.models.desk import ImportDraft
from parta.timetable.models import BellSchedule, DayBells, TimetableDraft

from . import build
from .cast import TODAY, Cast
from .consultations import doors as consultations
from .notices import doors as notices
from .readiness import doors as readiness
from .regulation import doors as regulation
from .support import doors as support
from .support.mail import doors as mail
from .timetable.exchange.files import xlsx
from .timetable.test_imports_views import READING, SUMMARY, WEEK
from .training import doors as training

OURS = ("home", "accounts", "diary", "journal", "handbook", "timetable", "school", "notices", "audit",
        "support", "consultations", "training", "readiness", "regulation")  # fmt: skip


def names() -> set[str]:
    """The names of all our addresses."""
    return {name for name in _walk(get_resolver().url_patterns, "") if name.split(":")[0] in OURS}


def _walk(patterns: list[Any], prefix: str) -> list[str]:
    found = []
    for one in patterns:
        if isinstance(one, URLResolver):
            found += _walk(one.url_patterns, f"{one.namespace}:" if one.namespace else prefix)
        elif isinstance(one, URLPattern) and one.name:
            found.append(prefix + one.name)
    return found


def address(name: str, cast: Cast) -> str:
    """The address of the door with something of 7Б, Дарья and Орлова behind it."""
    return reverse(name, kwargs=ARGUMENTS[name](cast) if name in ARGUMENTS else {})


def pk_of(make: Any) -> Any:
    return lambda cast: {"pk": make(cast).pk}


def period(cast: Cast) -> int:
    return Period.objects.get(scheme=cast.course.scheme, number=2).pk


def remark(cast: Cast) -> Remark:
    return Remark.objects.create(pupil=cast.daria, lesson=cast.lesson, on=TODAY, text="!", author=cast.teacher.user)


def homework(cast: Cast) -> Homework:
    return Homework.objects.create(lesson=cast.lesson, due_on=TODAY, text="§1", author=cast.teacher.user)


def link(cast: Cast) -> HomeworkFile:
    made = HomeworkFile(homework=homework(cast), name="задача.txt", size=3, content_type="text/plain")
    made.file.save("x", ContentFile(b"abc"))
    return made


def absence(cast: Cast) -> AbsenceNotice:
    return AbsenceNotice.objects.create(
        pupil=cast.daria, from_on=date(2026, 11, 25), to_on=date(2026, 11, 25), reason="у", by=cast.parent.user
    )


def unlock(cast: Cast) -> UnlockRequest:
    return UnlockRequest.objects.create(course=cast.course, lesson=cast.lesson, reason="?", by=cast.teacher.user)


def whole(cast: Cast) -> StudyGroup:
    return build.whole(cast.school_class)


def subgroup(cast: Cast) -> StudyGroup:
    return build.subgroup(cast.school_class)


def batch(cast: Cast) -> ImportBatch:
    return ImportBatch.objects.create(kind="pupils", file_name="ученики.xlsx", by=cast.admin, summary={})


def timetable_batch(cast: Cast) -> ImportBatch:
    return ImportBatch.objects.create(kind="timetable", file_name="расписание.xlsx", by=cast.admin, summary=SUMMARY)


def draft(cast: Cast) -> ImportDraft:
    return ImportDraft.objects.create(
        kind="employees", file_name="сотрудники.csv", content="Фамилия;Имя\nОрлова;Нина\n".encode(), by=cast.admin,
        columns=["last_name", "first_name"],
    )  # fmt: skip


def timetable_draft(cast: Cast) -> TimetableDraft:
    return TimetableDraft.objects.create(by=cast.admin, file_name="x", content=xlsx(Лист=WEEK), reading=READING)


def article(cast: Cast) -> dict[str, Any]:
    return {"slug": Article.objects.create(slug="an-article", title="Помощь", body="Текст", version=1).slug}


def own(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"pupil": cast.daria.pk, **more}


def lesson(cast: Cast) -> dict[str, Any]:
    return {"lesson": cast.lesson.pk}


def course(cast: Cast) -> dict[str, Any]:
    return {"course": cast.course.pk}


def course_period(cast: Cast) -> dict[str, Any]:
    return {"course": cast.course.pk, "period": period(cast)}


def board(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"kind": "class", "pk": cast.school_class.pk, **more}


def entry(cast: Cast) -> dict[str, Any]:
    return board(cast, entry_pk=build.entry(cast.course).pk)


SCHEME = pk_of(lambda cast: cast.course.scheme)
PERIOD = pk_of(lambda cast: Period.objects.get(pk=period(cast)))
HOLIDAY = pk_of(
    lambda cast: Holiday.objects.create(
        year=build.year(), name="!", starts_on=date(2026, 10, 26), ends_on=date(2026, 10, 30)
    )
)  # fmt: skip
CLASS = pk_of(lambda cast: cast.school_class)
PUPIL = pk_of(lambda cast: cast.daria)
GUARDIAN = pk_of(lambda cast: cast.parent)
EMPLOYEE = pk_of(lambda cast: cast.teacher)
ACCOUNT = pk_of(lambda cast: cast.daria.user)
COURSE = pk_of(lambda cast: cast.course)
LINK = pk_of(lambda cast: Guardianship.objects.get(guardian=cast.parent))
YEAR = pk_of(lambda cast: build.year())
LESSON = pk_of(lambda cast: cast.lesson)
BELLS = pk_of(lambda cast: BellSchedule.objects.create(name="Сокращённые"))
SESSION = pk_of(lambda cast: cast.lesson)

ARGUMENTS: dict[str, Any] = {
    "home:my-class": CLASS,
    "accounts:end-session": lambda cast: {"pk": 1},
    "diary:start": own,
    "diary:week": lambda cast: own(cast, monday=TODAY),
    "diary:read-week": lambda cast: own(cast, monday=TODAY),
    "diary:day": lambda cast: own(cast, on=TODAY),
    "diary:tick": lambda cast: own(cast, homework=homework(cast).pk),
    "diary:marks": own,
    "diary:marks-year": own,
    "diary:calculation": lambda cast: own(cast, period=period(cast), course=cast.course.pk),
    "diary:absences": own,
    "diary:withdraw-absence": lambda cast: own(cast, notice=absence(cast).pk),
    "diary:remarks": own,
    "journal:course": course,
    "journal:apply": course,
    "journal:unlock": course,
    "journal:page": course_period,
    "journal:changes": course_period,
    "journal:topics": course_period,
    "journal:average": lambda cast: {**course_period(cast), "pupil": cast.daria.pk},
    "journal:cell-history": lambda cast: {**course(cast), **lesson(cast), "pupil": cast.daria.pk},
    **dict.fromkeys(
        (f"journal:{name}" for name in ("lesson", "roll-call", "set-topic", "copy-topic", "set-kind", "give-homework",
                                        "give-homework-quick", "homework-load", "remark")), lesson),
    "journal:change-homework": lambda cast: {"homework": homework(cast).pk},
    "journal:remove-homework": lambda cast: {"homework": homework(cast).pk},
    "journal:homework-file": lambda cast: {"file": link(cast).pk},
    "journal:remove-homework-file": lambda cast: {"file": link(cast).pk},
    "journal:pupil-remarks": own,
    "journal:remove-remark": lambda cast: {"remark": remark(cast).pk},
    "journal:decide-unlock": lambda cast: {"unlock": unlock(cast).pk},
    "journal:edit-kind": lambda cast: {"kind": WorkKind.objects.get(name="ответ").pk},
    "journal:decide-absence": lambda cast: {"notice": absence(cast).pk},
    **dict.fromkeys((f"handbook:{name}" for name in ("article", "vote", "edit", "versions", "give-back")), article),
    "timetable:class": CLASS,
    "timetable:teacher": EMPLOYEE,
    "timetable:room": pk_of(lambda cast: build.room()),
    "timetable:drop-day-bells": pk_of(
        lambda cast: DayBells.objects.create(on=TODAY, schedule=BellSchedule.objects.create(name="Короткие"))
    ),
    **dict.fromkeys(
        (f"timetable:{name}" for name in ("lesson", "cancel", "restore", "substitute", "drop-substitute", "move",
                                          "return", "change-room")), LESSON),
    **dict.fromkeys((f"timetable:{name}" for name in ("edit-board", "new-entry", "add-entry")), board),
    **dict.fromkeys((f"timetable:{name}" for name in ("entry", "change-entry", "remove-entry")), entry),
    "timetable:change-bells": BELLS,
    "timetable:remove-bells": BELLS,
    **dict.fromkeys(
        (f"timetable:import{name}" for name in ("", "-layout", "-match", "-plan", "-apply", "-drop")),
        pk_of(timetable_draft)),
    "timetable:import-done": pk_of(timetable_batch),
    "timetable:import-undo": pk_of(timetable_batch),
    **dict.fromkeys(
        (f"school:{name}" for name in ("year", "year-edit", "year-make-current", "scheme-new", "holiday-new")), YEAR),
    "school:scheme": SCHEME,
    "school:scheme-remove": SCHEME,
    "school:period-close": PERIOD,
    "school:period-open": PERIOD,
    "school:holiday": HOLIDAY,
    "school:holiday-remove": HOLIDAY,
    **dict.fromkeys(
        (f"school:{name}" for name in ("class", "class-edit", "class-remove", "class-split", "invitations-class",
                                       "invitations-print", "invitations-revoke")), CLASS),
    "school:group": pk_of(whole),
    **dict.fromkeys(
        (f"school:group-{name}" for name in ("members", "edit", "split", "remove")), pk_of(subgroup)),
    **dict.fromkeys(
        (f"school:{name}" for name in ("course", "course-teacher", "course-line", "course-stop", "course-resume")),
        COURSE),
    "school:subject": pk_of(lambda cast: Subject.objects.get(name="Алгебра")),
    "school:room": pk_of(lambda cast: build.room()),
    **dict.fromkeys(
        (f"school:{name}" for name in ("pupil", "pupil-edit", "guardian-add", "pupil-enrol", "pupil-transfer",
                                       "pupil-leave", "pupil-undo")), PUPIL),
    "school:guardian-link": lambda cast: {"pk": cast.egor.pk, "guardian_pk": cast.parent.pk},
    "school:guardianship-end": LINK,
    "school:guardianship-resume": LINK,
    "school:guardian": GUARDIAN,
    "school:guardian-edit": GUARDIAN,
    **dict.fromkeys(
        (f"school:{name}" for name in ("employee", "employee-edit", "employee-dismiss", "employee-rehire")), EMPLOYEE),
    "school:orders": pk_of(lambda cast: Enrolment.objects.get(pupil=cast.daria)),
    **dict.fromkeys(
        (f"school:{name}" for name in ("account", "account-password", "account-offices", "account-switch",
                                       "account-second-factor")), ACCOUNT),
    "school:import-upload": lambda cast: {"kind": "pupils"},
    "school:import-template": lambda cast: {"kind": "pupils"},
    "school:import-export": lambda cast: {"kind": "pupils", "suffix": "csv"},
    **dict.fromkeys((f"school:import-{name}" for name in ("columns", "check", "apply", "drop")), pk_of(draft)),
    "school:import-result": pk_of(batch),
    "school:import-undo": pk_of(batch),
}  # fmt: skip

# What a door must be sent to be judged by who knocks, not by what is missing.
SENT: dict[str, Any] = {
    "journal:apply": lambda cast: {"data": '{"ops": []}', "content_type": "application/json", "method": "post"},
    "journal:changes": lambda cast: {"method": "get", "data": {"since": "2026-11-23T09:00:00+00:00"}},
    "school:invitations-revoke": lambda cast: {"method": "post", "data": {"key": f"pupil-{cast.egor.pk}"}},
    "school:staff-codes-revoke": lambda cast: {"method": "post", "data": {"key": f"employee-{cast.teacher.pk}"}},
}

for _app in (support, consultations, training, readiness, regulation, notices, mail):
    ARGUMENTS |= _app.ARGUMENTS
    SENT |= _app.SENT
