"""What is true of readiness; no clock, no database. Sources: clauses 1.3.1–1.3.4 of the regulation of help."""

from .levels import DEFAULTS, LEVELS, ROLES, SkillLine, gap, group_of, required_of
from .seats import QUARTERS
from .survey import FEWEST, GROUPS, SCALE, STATEMENTS, Statement, index_of, shown_groups

__all__ = [
    "DEFAULTS", "FEWEST", "GROUPS", "LEVELS", "QUARTERS", "ROLES", "SCALE", "STATEMENTS", "SkillLine", "Statement",
    "gap", "group_of", "index_of", "required_of", "shown_groups",
]  # fmt: skip
