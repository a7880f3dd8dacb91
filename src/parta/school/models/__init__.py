"""The school: its years, people, classes, groups and load."""

from .classes import Enrolment, GroupMembership, SchoolClass, StudyGroup
from .desk import ImportBatch, ImportDraft, Invitation
from .load import Course, Room, Scale, Subject
from .people import Employee, Guardian, Guardianship, Pupil
from .year import Holiday, Period, PeriodScheme, School, SchoolYear

__all__ = [
    "Course", "Employee", "Enrolment", "GroupMembership", "Guardian", "Guardianship", "Holiday", "ImportBatch",
    "ImportDraft", "Invitation", "Period", "PeriodScheme", "Pupil", "Room", "Scale", "School", "SchoolClass",
    "SchoolYear", "StudyGroup", "Subject",
]  # fmt: skip
