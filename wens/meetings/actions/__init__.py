"""All writes on meetings."""

from wens.meetings.actions.capturing import Outcome, approve_text, take_in, withdraw_text
from wens.meetings.actions.grouping import group_in, undo
from wens.meetings.actions.hall import (
    expect,
    expect_no_more,
    handle_reaction,
    note_who_came,
    open_hall,
    react,
    send_heard,
)
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
    "expect",
    "expect_no_more",
    "finish_action",
    "generate",
    "group_in",
    "handle_reaction",
    "invite",
    "move",
    "note_who_came",
    "open_hall",
    "open_table",
    "plan_meeting",
    "publish",
    "put_agenda",
    "react",
    "send_heard",
    "sign_up",
    "strike",
    "take_back",
    "take_in",
    "take_question_off",
    "take_up",
    "undo",
    "withdraw_text",
]
