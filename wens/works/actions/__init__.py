"""Everything that changes a wijkbeheerplan or a work."""

from wens.works.actions.carrying import carry_over
from wens.works.actions.keeping import LookOnce, Stale, WorksError
from wens.works.actions.linking import link, unlink
from wens.works.actions.planning import (
    Said,
    drop,
    offer,
    open_plan,
    send_back,
    sign,
    take_back,
    withdraw,
    write,
)
from wens.works.actions.working import Written, add_work, edit_work, move_work, responsible_for

__all__ = [
    "LookOnce",
    "Said",
    "Stale",
    "WorksError",
    "Written",
    "add_work",
    "carry_over",
    "drop",
    "edit_work",
    "link",
    "move_work",
    "offer",
    "open_plan",
    "responsible_for",
    "send_back",
    "sign",
    "take_back",
    "unlink",
    "withdraw",
    "write",
]
