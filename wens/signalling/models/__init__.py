"""Worries of partners, what became of them, named places, and the rules of the network."""

from wens.signalling.models.choices import PlaceKind, Since, Stance, WorryMove, WorryState
from wens.signalling.models.places import NamedPlace
from wens.signalling.models.rules import NetworkRules
from wens.signalling.models.worries import LinkedContribution, Opinion, Worry, WorryStep

__all__ = [
    "LinkedContribution",
    "NamedPlace",
    "NetworkRules",
    "Opinion",
    "PlaceKind",
    "Since",
    "Stance",
    "Worry",
    "WorryMove",
    "WorryState",
    "WorryStep",
]
