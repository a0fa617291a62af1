"""The tables of meetings: planning, what is captured, what comes of it."""

from wens.meetings.models.capturing import Edit, PublicText, Stance, Statement
from wens.meetings.models.choices import AgendaKind, Answer, Kind, Opinion, State, Sureness
from wens.meetings.models.hall import Expected, Group, GroupEdit, Placed, Reaction
from wens.meetings.models.planning import AgendaItem, Attendance, Guests, Invitation, Meeting, Question
from wens.meetings.models.results import ActionPoint, Decision, Minutes, PublishedMinutes

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "AgendaKind",
    "Answer",
    "Attendance",
    "Decision",
    "Edit",
    "Expected",
    "Group",
    "GroupEdit",
    "Guests",
    "Invitation",
    "Kind",
    "Meeting",
    "Minutes",
    "Opinion",
    "Placed",
    "PublicText",
    "PublishedMinutes",
    "Question",
    "Reaction",
    "Stance",
    "State",
    "Statement",
    "Sureness",
]
