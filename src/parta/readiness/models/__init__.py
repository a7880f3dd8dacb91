"""How ready the school is for its journal: skills of the staff, the questionnaire, work places, seats."""

from .places import Wish, WorkPlace
from .seats import OpenRoom, RoomClosure, RoomHours, SeatBooking
from .skills import Level, Required, Skill
from .survey import Survey, SurveyAnswer

__all__ = [
    "Level", "OpenRoom", "Required", "RoomClosure", "RoomHours", "SeatBooking", "Skill", "Survey", "SurveyAnswer",
    "Wish", "WorkPlace",
]  # fmt: skip
