"""The matrix of skills, the gaps by role and skill, and how they changed between two days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parta.lib.sheets import Table

from ..models import Skill
from ..queries import GapFigures
from ..queries.levels import Known, Levels, Staff, end_of, figures, levels, required, skills, staff
from ..rules import LEVELS, ROLES, gap, required_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One skill of one employee. `level` is None where nothing was said, `required` 0 where it is not asked."""

    employee: int
    skill: int
    level: int | None
    is_firm: bool
    says: int | None
    required: int

    @property
    def state(self) -> str:
        """`gap`, `met`, `unknown` (asked, not assessed) or "" (not asked)."""
        if not self.required:
            return ""
        if self.level is None:
            return "unknown"
        return "gap" if gap(self.level, self.required) else "met"

    @property
    def words(self) -> str:
        """What a screen reader says and a pointer shows."""
        said = "не оценён" if self.level is None else LEVELS[self.level]
        how = "" if self.level is None or self.is_firm else ", самооценка"
        asked = f"; нужно: {LEVELS[self.required]}" if self.required else ""
        later = f"; сам сейчас считает: {LEVELS[self.says]}" if self.says is not None else ""
        return f"{said}{how}{asked}{later}"


@dataclass(frozen=True, slots=True)
class Row:
    person: Staff
    roles: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    skills: list[Skill]
    rows: list[Row]
    total: int  # employees before the filter


@dataclass(frozen=True, slots=True)
class RoleGap:
    """Of `asked` people of the role, who is below the level `required` of it."""

    role: str
    required: int
    asked: int
    short: list[Staff]


@dataclass(frozen=True, slots=True)
class SkillGap:
    skill: Skill
    roles: list[RoleGap]
    people: list[tuple[Staff, Cell]]  # who lacks it by all their roles, the largest gap first


@dataclass(frozen=True, slots=True)
class GapsPage:
    roles: list[tuple[str, str]]  # code and words, of those somebody plays
    skills: list[SkillGap]
    now: GapFigures


@dataclass(frozen=True, slots=True)
class Growth:
    """Figures of one skill, and of all («»), at the ends of two days."""

    name: str
    before: GapFigures
    after: GapFigures


def cell_of(person: Staff, skill: int, needs: dict[int, int], known: Levels) -> Cell:
    has = known.get((person.id, skill))
    says, level, is_firm = (has.says, has.level, has.is_firm) if has else (None, None, False)
    return Cell(person.id, skill, level, is_firm, says, needs.get(skill, 0))


def own_cells(person: Staff) -> list[tuple[Skill, Cell]]:
    """One employee's skills, those needed of them first; three queries."""
    needs, known = required_of(person.roles, required()), levels(employee=person.id)
    cells = [(skill, cell_of(person, skill.pk, needs, known)) for skill in skills()]
    return sorted(cells, key=lambda one: not one[1].required)


def matrix_page(*, role: str = "", wanted: str = "") -> MatrixPage:
    """`wanted` is «gap», «unknown», or a level «0»–«3» that some skill of the person has. Four queries."""
    columns, people = skills(), staff()
    rows = [
        Row(person, roles_words(person), cells)
        for person, cells in cells_of(people, columns)
        if (not role or role in person.roles) and (not wanted or any(fits(cell, wanted) for cell in cells))
    ]
    return MatrixPage(columns, rows, len(people))


def cells_of(people: list[Staff], columns: list[Skill]) -> Iterable[tuple[Staff, list[Cell]]]:
    asked, known = required(), levels()
    for person in people:
        needs = required_of(person.roles, asked)
        yield person, [cell_of(person, skill.pk, needs, known) for skill in columns]


def fits(cell: Cell, wanted: str) -> bool:
    return cell.state == wanted or str(cell.level) == wanted


def roles_words(person: Staff) -> str:
    return ", ".join(words for role, words in ROLES.items() if role in person.roles)


def gaps_page() -> GapsPage:
    """Four queries."""
    columns, people, asked, known = skills(), staff(), required(), levels()
    roles = [(role, words) for role, words in ROLES.items() if any(role in person.roles for person in people)]
    found = [
        SkillGap(
            skill,
            [role_gap(role, skill.pk, asked.get((role, skill.pk), 0), people, known) for role, _ in roles],
            lacking(skill.pk, people, asked, known),
        )
        for skill in columns
    ]
    return GapsPage(roles, found, figures(people, asked, known))


def role_gap(role: str, skill: int, level: int, people: list[Staff], known: Levels) -> RoleGap:
    of_role = [person for person in people if role in person.roles] if level else []
    short = [person for person in of_role if gap(level_of(known.get((person.id, skill))), level)]
    return RoleGap(role, level, len(of_role), short)


def level_of(known: Known | None) -> int | None:
    return known.level if known else None


def lacking(
    skill: int, people: list[Staff], asked: dict[tuple[str, int], int], known: Levels
) -> list[tuple[Staff, Cell]]:
    found = [(person, cell_of(person, skill, required_of(person.roles, asked), known)) for person in people]
    short = [(person, cell) for person, cell in found if gap(cell.level, cell.required)]
    return sorted(short, key=lambda one: -gap(one[1].level, one[1].required))


def growth(before: date, after: date) -> list[Growth]:
    """All skills, then each: the present staff against what is asked now, at the ends of two days. Five queries."""
    columns, people, asked = skills(), staff(), required()
    was, now = levels(before=end_of(before)), levels(before=end_of(after))
    lines = [Growth("Все навыки", figures(people, asked, was), figures(people, asked, now))]
    for skill in columns:
        of_skill = {key: level for key, level in asked.items() if key[1] == skill.pk}
        if of_skill:
            lines.append(Growth(skill.name, figures(people, of_skill, was), figures(people, of_skill, now)))
    return lines


def matrix_table(page: MatrixPage) -> Table:
    columns = ["Сотрудник", "Должность", "Роли", *(skill.name for skill in page.skills)]
    rows = [[row.person.name, row.person.position, row.roles, *(cell.level for cell in row.cells)] for row in page.rows]
    return Table("Матрица навыков", columns, rows)


def gaps_table(page: GapsPage) -> Table:
    """By skill and role: how many of how many are below."""
    columns = ["Навык", *(words for _, words in page.roles)]
    rows = [[one.skill.name, *(role_words(role) for role in one.roles)] for one in page.skills]
    return Table("Кому чего не хватает", columns, rows)


def role_words(role: RoleGap) -> str:
    return f"{len(role.short)} из {role.asked}" if role.required and role.asked else "—"


def people_table(page: GapsPage) -> Table:
    rows = [
        [one.skill.name, person.name, LEVELS[cell.level] if cell.level is not None else "не оценён",
         LEVELS[cell.required], one.skill.course or None]
        for one in page.skills for person, cell in one.people
    ]  # fmt: skip
    return Table("Кого чему учить", ["Навык", "Сотрудник", "Сейчас", "Нужно", "Курс"], rows)


def growth_table(lines: list[Growth], before: date, after: date) -> Table:
    columns = [
        "Навык",
        f"Хватает на {before:%d.%m.%Y}, %",
        f"Хватает на {after:%d.%m.%Y}, %",
        "Не хватало",
        "Не хватает",
    ]
    rows = [
        [one.name, one.before.percent, one.after.percent, one.before.asked - one.before.met,
         one.after.asked - one.after.met]
        for one in lines
    ]  # fmt: skip
    return Table("Было и стало", columns, rows)
