"""Teachers that lines of the load name: in full, by initials, or by code."""

from collections.abc import Sequence

from ...lines import LoadLine
from ...models import Course, Employee
from ...names import text_key
from .differences import name_of
from .matching import People
from .plan import Plan


class Teachers:
    def __init__(self, employees: Sequence[Employee], courses: Sequence[Course], plan: Plan) -> None:
        self.plan = plan
        self.people = People(employees)
        self.by_last_name: dict[str, list[Employee]] = {}
        for one in employees:
            self.by_last_name.setdefault(text_key(one.last_name), []).append(one)

    def find(self, line: LoadLine, teaching: set[int | None]) -> tuple[Employee | None, bool]:
        """The teacher, and whether the line's words are understood: (None, True) is a course without a teacher yet.

        Among namesakes the one of `teaching`, who teaches this course already, is meant.
        """
        if line.teacher_key in self.people.by_key:
            return self.working(line, [self.people.by_key[line.teacher_key]])
        if line.teacher is None:
            return (None, True) if not line.teacher_key else self.working(line, [])
        namesakes = self.by_last_name.get(text_key(line.teacher.last), [])
        found = self.people.named(line.teacher) or [one for one in namesakes if line.teacher.is_short_for(name_of(one))]
        here = [one for one in found if one.pk in teaching]
        return self.working(line, here if len(here) == 1 else found)

    def working(self, line: LoadLine, found: list[Employee]) -> tuple[Employee | None, bool]:
        words = line.teacher.full if line.teacher else line.teacher_key
        working = [one for one in found if one.left_on is None]
        if len(working) == 1:
            return working[0], True
        if not found:
            self.plan.error(line.line, "teacher", f"сотрудника «{words}» нет: сначала загрузите сотрудников")
        elif not working:
            self.plan.error(line.line, "teacher", f"{found[0].full_name}: уволен {found[0].left_on:%d.%m.%Y}")
        else:
            return self.ask(line, working, words)
        return None, False

    def ask(self, line: LoadLine, found: list[Employee], words: str) -> tuple[Employee | None, bool]:
        options = [(str(one.pk), f"{one.full_name}{', ' + one.position if one.position else ''}") for one in found]
        answer = self.plan.ask(line.line, "teacher", f"{line.group}, {line.subject}: кто это — «{words}»?", options)
        return next((one for one in found if str(one.pk) == answer), None), bool(answer)
