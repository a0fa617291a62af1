"""Who does what with initiatives; who brought one is known by the code, which the caller has verified."""

from django.utils.translation import gettext as _

from wens.initiatives.states import Who
from wens.tenancy.context import Actor, current

SEE, GUIDE, REACH, READ = "see_initiatives", "guide_initiatives", "read_initiators", "read_originals"


class NotAllowed(Exception):
    """This person may not do this; the message says who may, in Dutch, for a screen."""


def has(right: str, by: Actor) -> bool:
    """Tell whether `by`, who acts now, has a right."""
    return by == current().actor and right in current().rights


def capacities(by: Actor) -> frozenset[Who]:
    """Return how `by` may act on any initiative of the gemeente."""
    found = {Who.GUIDE} if has(GUIDE, by) else set()
    return frozenset(found | ({Who.READER} if reads(by) else set()))


def reads(by: Actor) -> bool:
    """Tell whether `by` reads what people wrote, and makes the words for everybody of it."""
    return has(GUIDE, by) and has(READ, by)


def need_reader(by: Actor) -> None:
    """Refuse who does not make words for everybody. Raises NotAllowed with who does."""
    if not reads(by):
        raise NotAllowed(_("Alleen behandelaars die zijn opgeleid om teksten na te kijken, doen dit."))


def need_guide(by: Actor) -> None:
    """Refuse who does not guide initiatives. Raises NotAllowed with who does."""
    if not has(GUIDE, by):
        raise NotAllowed(_("Alleen behandelaars en de stadsdeelmanager doen dit."))


def need_reach(by: Actor) -> None:
    """Refuse who may not see how to reach people. Raises NotAllowed with who may."""
    if not has(REACH, by):
        raise NotAllowed(_("Alleen behandelaars en de stadsdeelmanager zien hoe u iemand bereikt."))
