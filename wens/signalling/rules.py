"""Who sees signals, brings them in, acts on them, and sets the rules of the network."""

from wens.access.rules import Action
from wens.signalling.models import Worry
from wens.signalling.states import Who
from wens.tenancy.context import Actor, current

SEE: Action = "see_signals"
ENTER: Action = "enter_signals"
MANAGE: Action = "manage_signals"
_WHO = {
    ENTER: "Alleen partners en de stadsdeelmanager brengen een signaal in of zeggen er iets van.",
    MANAGE: "Alleen de stadsdeelmanager of de beheerder doet dit.",
}


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def may(by: Actor, right: Action) -> bool:
    """Tell whether `by` has a right of this package."""
    return by == current().actor and right in current().rights


def need(by: Actor, right: Action) -> None:
    """Refuse who does not have a right of this package. Raises NotAllowed."""
    if not may(by, right):
        raise NotAllowed(_WHO[right])


def own_organisation(by: Actor) -> str:
    """Return the id of the organisation for which `by` brings in and answers signals, empty for who may not."""
    return current().organisation if may(by, ENTER) else ""


def capacities(one: Worry, by: Actor) -> frozenset[Who]:
    """Return in which capacity `by` acts on a worry."""
    own, found = own_organisation(by), set[Who]()
    if own and own == str(one.organisation_id):
        found.add("author")
    if own and own == str(one.team_id):
        found.add("team")
    if may(by, MANAGE):
        found.add("director")
    return frozenset(found)


def need_one_of(one: Worry, by: Actor, who: frozenset[Who]) -> None:
    """Refuse who acts in none of these capacities. Raises NotAllowed."""
    if not capacities(one, by) & who:
        names = {"author": "wie het inbracht", "team": "het wijkteam", "director": "de stadsdeelmanager"}
        raise NotAllowed(f"Dit doet alleen {' of '.join(names[each] for each in sorted(who) if each in names)}.")
