"""What is true of readiness: levels and roles, the index of a questionnaire, quarters of an hour; no clock, no database.

Sources: clauses 1.3.1–1.3.4 of the regulation of help.
"""

# Clause 1.3.1. Words of the levels of one skill.
LEVELS = {0: "не знаком", 1: "с помощью", 2: "самостоятельно", 3: "учит других"}

# What an employee is to the journal; one person may be several of them. Code → what a person reads.
ROLES = {
    "teacher": "учитель",
    "class_teacher": "классный руководитель",
    "deputy": "завуч",
    "head": "директор",
    "admin": "администратор журнала",
    "other": "другой сотрудник",
}

# Clause 1.3.4. A seat is booked by quarters of an hour, counted from midnight: 36 is 9:00.
QUARTERS = 96
