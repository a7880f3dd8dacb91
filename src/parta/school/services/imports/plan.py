"""What an import would do, line by line, before it does it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from ...lines import Problem
from .ledger import Ledger

NEW = "new"  # the answer «somebody else: add»


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that changes: «телефон», old, new; old is empty where there was nothing."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Result:
    """What comes of one line. No effects: the school has it all already."""

    line: int
    label: str
    is_new: bool
    effects: Sequence[Effect] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A line that several rows of the school may be; a person answers with one of the options (value, words)."""

    line: int
    field: str
    text: str
    options: Sequence[tuple[str, str]]

    @property
    def name(self) -> str:
        return f"{self.line}-{self.field}"


@dataclass(slots=True)
class Plan:
    """`absent` names who is at school but not in the file, `absent_elsewhere` counts those of classes not in the file.

    `concerned` are accounts to tell when it is done.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    results: list[Result] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    absent_elsewhere: int = 0
    concerned: set[int] = field(default_factory=set)

    @property
    def may_apply(self) -> bool:
        return not self.errors and not self.questions and bool(self.created or self.updated)

    @property
    def created(self) -> list[Result]:
        return [result for result in self.results if result.is_new]

    @property
    def updated(self) -> list[Result]:
        return [result for result in self.results if result.effects and not result.is_new]

    @property
    def unchanged(self) -> int:
        return len(self.results) - len(self.created) - len(self.updated)

    @property
    def fingerprint(self) -> str:
        """Tells whether what is about to be written is what was shown."""
        return sha256(repr(self.results).encode()).hexdigest()[:16]

    def error(self, line: int, field: str, text: str) -> None:
        self.errors.append(Problem(line, field, text))

    def warn(self, line: int, field: str, text: str) -> None:
        self.warnings.append(Problem(line, field, text))

    def ask(self, line: int, field: str, text: str, options: Sequence[tuple[str, str]]) -> str:
        """The answer already given, else "" and one more question."""
        question = Question(line, field, text, options)
        answer = self.answers.get(question.name, "")
        if answer in [value for value, _ in options]:
            return answer
        self.questions.append(question)
        return ""
