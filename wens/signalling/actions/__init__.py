"""All writes on what partners bring in: worries, what becomes of them, named places, the rules of the network."""

from wens.signalling.actions.answering import assign, end, hand_back, reopen, report, say, take, withdraw
from wens.signalling.actions.entering import NewWorry, enter, team_of, teams_for
from wens.signalling.actions.keeping import Conflict, PointsAtPerson, SignalError
from wens.signalling.actions.linking import link
from wens.signalling.actions.places import Described, add_place, change_place, load_places, set_rules
from wens.signalling.actions.watching import Watched, watch

__all__ = [
    "Conflict",
    "Described",
    "NewWorry",
    "PointsAtPerson",
    "SignalError",
    "Watched",
    "add_place",
    "assign",
    "change_place",
    "end",
    "enter",
    "hand_back",
    "link",
    "load_places",
    "reopen",
    "report",
    "say",
    "set_rules",
    "take",
    "team_of",
    "teams_for",
    "watch",
    "withdraw",
]
