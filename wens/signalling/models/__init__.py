"""What partners bring in and what statistics ask, what became of it, named places, and the rules of both."""

from wens.signalling.models.choices import PlaceKind, Since, Stance, WorryMove, WorryState
from wens.signalling.models.places import NamedPlace
from wens.signalling.models.rules import NetworkRules
from wens.signalling.models.signals import BackTest, Judged, Judgement, Sighting, Signal, SignalRules, WeeklyRun
from wens.signalling.models.squares import SquareAddresses, SquareSignal
from wens.signalling.models.worries import LinkedContribution, Opinion, Worry, WorryStep

__all__ = [
    "BackTest",
    "Judged",
    "Judgement",
    "LinkedContribution",
    "NamedPlace",
    "NetworkRules",
    "Opinion",
    "PlaceKind",
    "Sighting",
    "Signal",
    "SignalRules",
    "Since",
    "SquareAddresses",
    "SquareSignal",
    "Stance",
    "WeeklyRun",
    "Worry",
    "WorryMove",
    "WorryState",
    "WorryStep",
]
