"""A course and its lessons as the files of the project tell them.

A lesson is `NN-slug.md`: a head of «name: value» lines, a line of dashes, the text, a line of dashes, the task. Lines
of the task that begin with `check:`, `?`, `+`, `-` and `!` are a check on the practice class, a question, its right and
wrong answers («answer | why it is wrong») and the explanation; the rest is the task in Markdown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .checks import Check, parse_check


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    is_right: bool
    why: str  # why it is wrong


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    answers: tuple[Answer, ...]
    because: str  # the explanation shown once the answer is right


@dataclass(frozen=True, slots=True)
class Lesson:
    """One task a lesson. `skill` ends «Я умею …» («ставить отметки»); `article` is a slug of the handbook."""

    slug: str
    title: str
    skill: str
    minutes: int
    article: str
    body: str  # Markdown
    task: str  # Markdown; {code} stands for the day of a practice lesson
    checks: tuple[Check, ...]
    questions: tuple[Question, ...]

    @property
    def is_practice(self) -> bool:
        return bool(self.checks)


@dataclass(frozen=True, slots=True)
class Course:
    """A course; `roles` are those of the handbook, `skills` code → level 0–3 of the staff's competence."""

    code: str
    title: str
    summary: str
    roles: frozenset[str]
    skills: dict[str, int]
    position: int
    lessons: tuple[Lesson, ...] = field(default=())

    @property
    def is_for_family(self) -> bool:
        return self.roles <= {"pupil", "parent"}

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    def lesson(self, slug: str) -> Lesson | None:
        return next((lesson for lesson in self.lessons if lesson.slug == slug), None)

    def after(self, lesson: Lesson) -> Lesson | None:
        """The lesson that follows; None after the last."""
        place = self.lessons.index(lesson) + 1
        return self.lessons[place] if place < len(self.lessons) else None


class WrongFile(ValueError):
    """A file of a course is not as it should be; the words name the file and the line."""


def parse_course(code: str, text: str, lessons: tuple[Lesson, ...]) -> Course:
    """`course.md`: only a head. Raises WrongFile."""
    name = f"{code}/course.md"
    head = _head(name, text, needed=("title", "summary", "roles", "position"), may=("skills",))
    try:
        skills = [part.split("=") for part in _listed(head.get("skills", ""))]
        levels = {skill.strip(): int(level) for skill, level in skills}
        position = int(head["position"])
    except ValueError as error:
        raise WrongFile(f"{name}: {error}") from None
    return Course(code, head["title"], head["summary"], frozenset(_listed(head["roles"])), levels, position, lessons)


def parse_lesson(name: str, text: str) -> Lesson:
    """`NN-slug.md` of a course. Raises WrongFile."""
    parts = text.split("\n---\n")
    if len(parts) != 3:
        raise WrongFile(f"{name}: нужны три части через строку «---»: шапка, текст, задание")
    head = _head(name, parts[0], needed=("title", "skill", "minutes"), may=("article",))
    first = sum(part.count("\n") + 2 for part in parts[:2]) + 1
    task, checks, questions = _task(name, parts[2], first)
    if not checks and not questions:
        raise WrongFile(f"{name}: в задании нет ни проверки, ни вопроса")
    return Lesson(
        slug=name.rpartition("/")[2].removesuffix(".md").partition("-")[2],
        title=head["title"], skill=head["skill"], minutes=int(head["minutes"]), article=head.get("article", ""),
        body=parts[1].strip(), task=task, checks=checks, questions=questions,
    )  # fmt: skip


def _head(name: str, text: str, *, needed: tuple[str, ...], may: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(text.strip().splitlines(), start=1):
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in needed + may:
            raise WrongFile(f"{name}, строка {number}: в шапке не ждали {line!r}")
        found[key.strip()] = value.strip()
    missing = [key for key in needed if not found.get(key)]
    if missing:
        raise WrongFile(f"{name}: в шапке нет {', '.join(missing)}")
    return found


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _task(name: str, text: str, first: int) -> tuple[str, tuple[Check, ...], tuple[Question, ...]]:
    words: list[str] = []
    checks: list[Check] = []
    asked: list[list[tuple[str, str]]] = []
    for number, line in enumerate(text.splitlines(), start=first):
        sign, rest = line[:2], line[2:].strip()
        if line.startswith("check:"):
            checks.append(_check(f"{name}, строка {number}", line))
        elif sign == "? ":
            asked.append([("? ", rest)])
        elif sign in ("+ ", "- ", "! ") and asked:
            asked[-1].append((sign, rest))
        else:
            words.append(line)
    return "\n".join(words).strip(), tuple(checks), tuple(_question(name, lines) for lines in asked)


def _check(place: str, line: str) -> Check:
    try:
        return parse_check(line.removeprefix("check:").strip())
    except ValueError as error:
        raise WrongFile(f"{place}: {error}") from None


def _question(name: str, lines: Iterable[tuple[str, str]]) -> Question:
    (_, text), *rest = lines
    answers = tuple(_answer(sign, words) for sign, words in rest if sign != "! ")
    because = " ".join(words for sign, words in rest if sign == "! ")
    if len(answers) < 2 or sum(answer.is_right for answer in answers) != 1 or not because:
        raise WrongFile(f"{name}: у вопроса «{text}» нужны один верный ответ «+», неверные «-» и пояснение «!»")
    return Question(text, answers, because)


def _answer(sign: str, words: str) -> Answer:
    text, _, why = words.partition("|")
    return Answer(text.strip(), sign == "+ ", why.strip())
