"""Who writes and who signs what the gemeente says about its stadsdelen and wijken."""

from wens.access.rules import Action
from wens.districts.states import REMOVE, SIGN, WRITE
from wens.tenancy.context import Actor, current

WHO = {
    WRITE: "Alleen een stadsdeelmanager of beheerder schrijft deze teksten.",
    SIGN: "Alleen een stadsdeelmanager of tweede lezer tekent deze teksten.",
    REMOVE: "Alleen de privacy officer haalt een tekst helemaal weg, als de wet dat vraagt.",
}


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def may(by: Actor, right: Action) -> bool:
    """Tell whether `by`, who acts now, has a right."""
    return by == current().actor and right in current().rights


def need(by: Actor, right: Action) -> None:
    """Refuse who lacks a right. Raises NotAllowed."""
    if not may(by, right):
        raise NotAllowed(WHO[right])
