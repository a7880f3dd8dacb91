"""The courses that come with Parta: `lessons/<code>/course.md` and `lessons/<code>/NN-slug.md`, constant like code."""

from functools import cache
from pathlib import Path

from .lessons import Course, parse_course, parse_lesson

LESSONS = Path(__file__).parent.parent / "lessons"


@cache
def courses() -> dict[str, Course]:
    """All courses by code, in their order; read once in the life of the process. Raises rules.lessons.WrongFile."""
    found = [read_course(path.parent) for path in LESSONS.glob("*/course.md")]
    return {course.code: course for course in sorted(found, key=lambda one: one.position)}


def read_course(folder: Path) -> Course:
    lessons = tuple(
        parse_lesson(f"{folder.name}/{path.name}", path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("[0-9]*.md"))
    )
    return parse_course(folder.name, (folder / "course.md").read_text(encoding="utf-8"), lessons)


def courses_for(roles: set[str]) -> list[Course]:
    """The courses meant for somebody with these roles of the handbook."""
    return [course for course in courses().values() if course.roles & roles]
