"""What goes along with a question: page, class, subject, period, role, browser. Only what the asker may know anyway."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import Resolver404, resolve
from django.utils import timezone

from parta.accounts.models import User
from parta.accounts.rules import device_words
from parta.lib import sql
from parta.school.access import cast_of
from parta.school.queries import current_period_words

from ..rules.people import topic_of
from ..rules.screens import page_words
from .people import asker_of

LONGEST = 300  # letters of a path


@dataclass(frozen=True, slots=True)
class Context:
    """`rows` are (label, words), as the asker is shown them before sending. `page` is a URL name."""

    at: str
    page: str
    topic: str
    rows: list[tuple[str, str]] = field(default_factory=list)


def context_of(user: User, at: str, *, agent: str) -> Context:
    """`at` is the path of the page asked from; one that is not ours gives no page. Five queries at most."""
    page, arguments = page_at(at)
    about = about_page(user, arguments)
    role = asker_of(user, page).words
    rows = [
        ("Страница", f"{page_words(page)} ({at})" if page else ""),
        ("Класс", about.get("class", "")),
        ("Предмет", about.get("subject", "")),
        ("Период", about.get("period") or current_period_words()),
        ("Роль", role),
        ("Браузер", device_words(agent)),
    ]
    family = not cast_of(user).is_staff
    return Context(at if page else "", page, topic_of(page, family=family), [row for row in rows if row[1]])


def page_at(at: str) -> tuple[str, dict[str, Any]]:
    """The URL name and the arguments of a path of ours; empty for anything else."""
    if len(at) > LONGEST or not at.isprintable():
        return "", {}
    try:
        found = resolve(at)
    except Resolver404:
        return "", {}
    return found.view_name, found.kwargs


OF_COURSE = """
SELECT g.name, s.name FROM school_course c
JOIN school_studygroup g ON g.id = c.group_id JOIN school_subject s ON s.id = c.subject_id
WHERE c.id = %s OR c.id = (SELECT course_id FROM timetable_lesson WHERE id = %s)"""
OF_CHILD = """
SELECT k.level, k.letter FROM school_enrolment e
JOIN school_schoolclass k ON k.id = e.school_class_id JOIN school_schoolyear y ON y.id = k.year_id
WHERE (e.to_on IS NULL OR e.to_on >= %s) AND y.is_current AND e.pupil_id = %s AND (e.pupil_id = %s OR EXISTS (
  SELECT 1 FROM school_guardianship l WHERE l.pupil_id = e.pupil_id AND l.guardian_id = %s AND l.ended_on IS NULL))
ORDER BY e.from_on LIMIT 1"""  # as school.models.stays.stays_now: today's class, or the first one to come
PERIOD = "SELECT name FROM school_period WHERE id = %s"


def about_page(user: User, arguments: dict[str, Any]) -> dict[str, str]:
    """Class, subject and period told by the page's address. Staff know what is taught where; a family its children."""
    cast = cast_of(user)
    told: dict[str, str] = {}
    pupil, course, lesson, period = (number(arguments.get(name)) for name in ("pupil", "course", "lesson", "period"))
    if pupil and (cast.pupil_id or cast.guardian_id):
        for level, letter in sql.rows(OF_CHILD, [timezone.localdate(), pupil, cast.pupil_id, cast.guardian_id]):
            told["class"] = f"{level}{letter}"
    if cast.is_staff and (course or lesson):
        for group, subject in sql.rows(OF_COURSE, [course, lesson]):
            told |= {"class": group, "subject": subject}
    if period:
        for (name,) in sql.rows(PERIOD, [period]):
            told["period"] = name
    return told


def number(value: object) -> int | None:
    """A key of a row; no row has a longer one."""
    return value if isinstance(value, int) and value < 2**31 else None
