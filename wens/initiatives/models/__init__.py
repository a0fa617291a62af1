"""Initiatives, the help that they find, who supports them, and networks of residents."""

from wens.initiatives.models.choices import Bringer, Help, NeedState, NetworkKind, State, Support, What
from wens.initiatives.models.helping import Need, Reach, Supporter
from wens.initiatives.models.ideas import Initiative, InitiatorContact, Link, Original, Result, Step
from wens.initiatives.models.networks import Network

__all__ = [
    "Bringer",
    "Help",
    "Initiative",
    "InitiatorContact",
    "Link",
    "Need",
    "NeedState",
    "Network",
    "NetworkKind",
    "Original",
    "Reach",
    "Result",
    "State",
    "Step",
    "Support",
    "Supporter",
    "What",
]
