"""All writes on rounds."""

from wens.rounds.actions.carrying import remark, settle
from wens.rounds.actions.keeping import Conflict, RoundError
from wens.rounds.actions.planning import Plan, plan
from wens.rounds.actions.reminding import remind
from wens.rounds.actions.signing import basis, may_sign, ready_to_sign, sign_off
from wens.rounds.actions.stepping import (
    close_step,
    end,
    finish,
    move_deadline,
    reopen_step,
    start,
)

__all__ = [
    "Conflict",
    "Plan",
    "RoundError",
    "basis",
    "close_step",
    "end",
    "finish",
    "may_sign",
    "move_deadline",
    "plan",
    "ready_to_sign",
    "remark",
    "remind",
    "reopen_step",
    "settle",
    "sign_off",
    "start",
]
