"""All writes on meetings."""

from wens.meetings.actions.capturing import Outcome, approve_text, take_in, withdraw_text
from wens.meetings.actions.inviting import answer, invite, sign_up
from wens.meetings.actions.planning import Agenda, Plan, ask, change, put_agenda, take_question_off
from wens.meetings.actions.planning import plan as plan_meeting
from wens.meetings.actions.reading import open_table
from wens.meetings.actions.results import agree_action, count_people, decide, finish_action, strike
from wens.meetings.actions.stepping import Conflict, MeetingError, move
from wens.meetings.actions.writing import approve, correct, generate, publish, take_back, take_up

__all__ = [
    "Agenda",
    "Conflict",
    "MeetingError",
    "Outcome",
    "Plan",
    "agree_action",
    "answer",
    "approve",
    "approve_text",
    "ask",
    "change",
    "correct",
    "count_people",
    "decide",
    "finish_action",
    "generate",
    "invite",
    "move",
    "open_table",
    "plan_meeting",
    "publish",
    "put_agenda",
    "sign_up",
    "strike",
    "take_back",
    "take_in",
    "take_question_off",
    "take_up",
    "withdraw_text",
]
