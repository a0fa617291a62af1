"""The rules of the network as they hold now. Inside `acting`."""

from dataclasses import dataclass

from wens.figures.build.protect.rules import ABOUT_PERSONS
from wens.signalling.models import NetworkRules

FLOOR = ABOUT_PERSONS.threshold
"""The threshold of everything that is published about persons: a gemeente may ask for more addresses, never fewer."""


@dataclass(frozen=True)
class Rules:
    """What holds: days, and numbers of addresses; see `wens.signalling.models.NetworkRules`."""

    take_up_days: int = 5
    report_days: int = 28
    lapse_days: int = 60
    minimum_addresses: int = FLOOR
    named_from: int = 50
    number: int = 0


def rules_now() -> Rules:
    """Return the rules that hold now: of the gemeente, or else what WENS begins with (`number` 0). One query."""
    found = NetworkRules.objects.order_by("-number").first()
    if found is None:
        return Rules()
    names = ("take_up_days", "report_days", "lapse_days", "minimum_addresses", "named_from", "number")
    return Rules(**{name: getattr(found, name) for name in names})


def versions() -> list[NetworkRules]:
    """Return every version, the newest first. One query."""
    return list(NetworkRules.objects.all())
