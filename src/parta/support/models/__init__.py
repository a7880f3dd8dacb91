"""Requests for help with their conversations, and the register they make."""

from .desk import AnswerFound, Cover, HelpDesk, Norm, PreparedAnswer, SharedAnswer, WorkingHours
from .letters import IncomingLetter
from .tickets import Channel, Event, Kind, Message, State, Ticket, TicketFile, TicketLink

__all__ = [
    "AnswerFound", "Channel", "Cover", "Event", "HelpDesk", "IncomingLetter", "Kind", "Message", "Norm",
    "PreparedAnswer", "SharedAnswer", "State", "Ticket", "TicketFile", "TicketLink", "WorkingHours",
]  # fmt: skip
