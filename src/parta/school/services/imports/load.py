"""The load: who teaches what to whom, for how many hours a week."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from ... import rules
from ...lines import LoadLine
from ...models import Course, Employee, Scale, StudyGroup, Subject
from ...names import text_key
from ...queries.imports import KnownLoad
from .groups import Groups
from .plan import NEW, Effect, Plan, Result
from .teachers import Teachers

Pair = tuple[int, int]  # the identity of a group and of a subject, which may be not written yet


def plan_load(lines: Sequence[LoadLine], *, known: KnownLoad, answers: Mapping[str, str]) -> Plan:
    plan = Plan(answers)
    planner = Planner(known, plan)
    for line in lines:
        planner.read(line)
    planner.settle()
    plan.results.sort(key=lambda result: result.line)
    tell_absent(known, planner, plan)
    return plan


class Wanted:
    """A line with its group, subject and teacher found."""

    def __init__(self, line: LoadLine, group: StudyGroup, subject: Subject, teacher: Employee | None) -> None:
        self.line, self.group, self.subject, self.teacher = line, group, subject, teacher

    @property
    def label(self) -> str:
        return f"{self.group.name} · {self.subject.name}"


class Planner:
    """Reads all lines, then settles the courses of each group and subject together: one may have several teachers."""

    def __init__(self, known: KnownLoad, plan: Plan) -> None:
        self.known, self.plan = known, plan
        self.groups = Groups(known, plan)
        self.teachers = Teachers(known.employees, known.courses, plan)
        self.subjects = {text_key(subject.name): subject for subject in known.subjects}
        for subject in known.subjects:
            self.subjects.setdefault(text_key(subject.short_name or subject.name), subject)
        self.courses: dict[Pair, list[Course]] = defaultdict(list)
        for course in known.courses:
            self.courses[course.group_id, course.subject_id].append(course)
        self.wanted: dict[Pair, list[Wanted]] = defaultdict(list)
        self.taken: set[int] = set()

    def read(self, line: LoadLine) -> None:
        group = self.groups.find(line)
        if group is None:
            return
        subject = self.subject(line)
        pair = (group.pk or -id(group), subject.pk or -id(subject))
        teacher, is_known = self.teachers.find(line, {course.teacher_id for course in self.courses[pair]})
        if not is_known:
            return
        same = next((other for other in self.wanted[pair] if other.teacher is teacher), None)
        if same:
            self.plan.error(line.line, "group", f"тот же курс, что в строке {same.line.line}: {same.label}")
            return
        self.wanted[pair].append(Wanted(line, group, subject, teacher))

    def subject(self, line: LoadLine) -> Subject:
        """The subject by its full or short name; a new one with a warning, for it may be a slip of the pen."""
        key = text_key(line.subject)
        if key not in self.subjects:
            self.subjects[key] = Subject(name=line.subject)
            self.plan.ledger.add(self.subjects[key], "school.create_subject")
            close = get_close_matches(key, [text_key(subject.name) for subject in self.known.subjects], n=1, cutoff=0.8)
            hint = f"; похож на «{self.subjects[close[0]].name}»" if close else ""
            self.plan.warn(line.line, "subject", f"предмета «{line.subject}» нет, он будет добавлен{hint}")
        return self.subjects[key]

    def settle(self) -> None:
        for pair, lines in self.wanted.items():
            courses = self.courses[pair]
            rest = [wanted for wanted in lines if not self.take_exact(wanted, courses)]
            free = [course for course in courses if course.is_active and course.pk not in self.taken]
            if len(rest) == 1 and len(free) == 1:
                self.update(rest[0], free[0])
                continue
            for wanted in rest:
                self.choose(wanted, free)

    def take_exact(self, wanted: Wanted, courses: Sequence[Course]) -> bool:
        """The course of this very teacher, going on or stopped."""
        teacher_id = wanted.teacher.pk if wanted.teacher else None
        same = [course for course in courses if course.teacher_id == teacher_id and course.pk not in self.taken]
        if not same:
            return False
        self.update(wanted, next((course for course in same if course.is_active), same[0]))
        return True

    def choose(self, wanted: Wanted, free: Sequence[Course]) -> None:
        """Several courses may have changed their teacher: a person says which; with none left the course is new."""
        free = [course for course in free if course.pk not in self.taken]
        if not free:
            self.create(wanted)
            return
        options = [(str(course.pk), f"вместо {teacher_words(course.teacher)}") for course in free]
        text = f"{wanted.label}, {teacher_words(wanted.teacher)}: у группы уже есть этот предмет. Это новый курс?"
        answer = self.plan.ask(wanted.line.line, "course", text, [*options, (NEW, "да, ещё один курс")])
        if answer == NEW:
            self.create(wanted)
        elif answer:
            self.update(wanted, next(course for course in free if str(course.pk) == answer))

    def update(self, wanted: Wanted, course: Course) -> None:
        self.taken.add(course.pk)
        fields: dict[str, Any] = {}
        effects = []
        if wanted.line.hours != course.hours:
            fields["hours"] = wanted.line.hours
            effects.append(Effect("часов в неделю", hours_words(course.hours), hours_words(wanted.line.hours)))
        if wanted.teacher and wanted.teacher.pk != course.teacher_id:
            fields["teacher"] = wanted.teacher
            effects.append(Effect("учитель", teacher_words(course.teacher), teacher_words(wanted.teacher)))
            self.concern(wanted.teacher)
        if not course.is_active:
            fields["is_active"] = True
            effects.append(Effect("курс", "остановлен", "идёт"))
        if fields:
            self.plan.ledger.change(course, fields, "school.set_course")
        self.plan.results.append(Result(wanted.line.line, wanted.label, False, effects))

    def create(self, wanted: Wanted) -> None:
        """Unsaid things are as in `services.load.create_course`: the class's periods, the subject's scale."""
        school_class = self.groups.first_class(wanted.group)
        if school_class is None:
            self.plan.error(wanted.line.line, "group", f"у группы {wanted.group.name} нет классов")
            return
        course = Course(
            year=self.known.year, subject=wanted.subject, group=wanted.group, teacher=wanted.teacher,
            scheme=school_class.scheme, hours=wanted.line.hours or Decimal(1),
            scale=wanted.subject.scale if rules.has_marks(school_class.level) else Scale.NONE,
            is_extra=wanted.subject.is_extra,
        )  # fmt: skip
        self.plan.ledger.add(course, "school.create_course", label=wanted.label)
        self.concern(wanted.teacher)
        effects = [
            Effect("учитель", "", teacher_words(wanted.teacher)),
            Effect("часов в неделю", "", hours_words(wanted.line.hours)),
        ]
        self.plan.results.append(Result(wanted.line.line, wanted.label, True, effects))

    def concern(self, teacher: Employee | None) -> None:
        if teacher and teacher.user_id:
            self.plan.concerned.add(teacher.user_id)


def tell_absent(known: KnownLoad, planner: Planner, plan: Plan) -> None:
    """Name the courses of the file's classes that the file lacks; courses of other classes are only counted."""
    classes = {school_class.pk for school_class in planner.groups.seen}
    for course in known.courses:
        if not course.is_active or course.pk in planner.taken:
            continue
        if classes & planner.groups.class_ids(course.group_id):
            plan.absent.append(f"{course}, {teacher_words(course.teacher)}")
        else:
            plan.absent_elsewhere += 1


def teacher_words(teacher: Employee | None) -> str:
    return teacher.short_name if teacher else "без учителя"


def hours_words(hours: Decimal | None) -> str:
    """«3», «1,5»."""
    return f"{hours:f}".rstrip("0").rstrip(".").replace(".", ",") if hours and "." in f"{hours:f}" else str(hours or "")
